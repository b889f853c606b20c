"""The wheel holds everything a portal needs: themes, data files, the command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import EPOCH, ROOT, SITES, site_files

SOURCES = ("pyproject.toml", "README.md", "generator", "themes")


def run(*words: str, folder: Path, **environment: str) -> str:
    """Run this Python with the words in a folder; returns what it printed."""
    result = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which a wheel made from a copy of the sources was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "sources"
    copy.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copyfile(source, copy / name)
    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    offline = ("--no-deps", "--no-index")
    run(*pip, "wheel", *offline, "--no-build-isolation", "-w", "dist", "./sources", folder=folder)
    wheel = next((folder / "dist").glob("gongkai-*.whl"))
    run(*pip, "install", *offline, "--target", "installed", str(wheel), folder=folder)
    return folder / "installed"


def test_themes_and_data_ship(installed: Path) -> None:
    shipped = set(site_files(installed))
    for source, name in ((ROOT / "themes", "gongkai/themes"), (ROOT / "generator", "")):
        for path in source.rglob("*"):
            place = path.relative_to(source)
            is_made = any(part.startswith((".", "__pycache__")) for part in place.parts)
            if path.is_file() and path.suffix != ".md" and not is_made:
                assert (Path(name) / place).as_posix() in shipped


def test_installed_wheel_builds_the_same_site(
    installed: Path, shilishi_site: Path, tmp_path: Path
) -> None:
    shutil.copytree(SITES / "shilishi" / "content", tmp_path / "content")
    where = run(
        "-c", "import gongkai; print(gongkai.__file__)", folder=tmp_path, PYTHONPATH=str(installed)
    )
    assert Path(where.strip()).is_relative_to(installed)
    run("-m", "gongkai", "build", folder=tmp_path, PYTHONPATH=str(installed))
    assert site_files(tmp_path / "site") == site_files(shilishi_site)
