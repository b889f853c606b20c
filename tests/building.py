"""Running gongkai as a person would, on copies of portals, and the duty to have referees."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SITES = ROOT / "tests" / "sites"
EPOCH = "1764547200"  # 2025-12-01 08:00 in 示例市: the "today" of every build in the tests


def lack(what: str) -> None:
    """A referee is missing: skip the test at home, fail it in CI."""
    message = f"{what} is missing; `make tools` installs it"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def run_gongkai(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a gongkai command on the portal in a folder; what it says is captured."""
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *words, "-C", str(folder)],
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def build_site(content: Path, folder: Path) -> Path:
    """Build a copy of a content folder in an empty folder; returns the site."""
    shutil.copytree(content, folder / "content")
    result = run_gongkai("build", folder=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def site_files(site: Path) -> dict[str, bytes]:
    """Every file of a built site by its address."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
