"""The same sources give the same bytes: other folder, order, locale, time zone, seed, umask."""

import os
import random
import shutil
from pathlib import Path

from building import SITES, run_gongkai, site_files

CONTENT = SITES / "shilishi" / "content"


def copied(folder: Path, seed: int) -> Path:
    """A copy of the portal whose files were made in a shuffled order, with shuffled times."""
    files = sorted(path for path in CONTENT.rglob("*") if path.is_file())
    chance = random.Random(seed)
    chance.shuffle(files)
    for file in files:
        copy = folder / "content" / file.relative_to(CONTENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        moment = chance.randrange(10**9, 2 * 10**9)
        os.utime(copy, (moment, moment))
    return folder


def built(folder: Path, **environment: str) -> dict[str, bytes]:
    """Build the portal in a folder; every file of the site."""
    result = run_gongkai("build", folder=folder, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return site_files(folder / "site")


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Names of files that stand in one of two sites only, or differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_two_machines_build_the_same(tmp_path: Path) -> None:
    first = built(
        copied(tmp_path / "a", 1), LC_ALL="C.UTF-8", TZ="Asia/Shanghai", PYTHONHASHSEED="0"
    )
    old = os.umask(0o077)
    try:
        second = built(
            copied(tmp_path / "另一个 folder" / "深", 2),
            LC_ALL="C",
            PYTHONUTF8="0",
            PYTHONCOERCECLOCALE="0",
            TZ="America/New_York",
            PYTHONHASHSEED="4242",
        )
    finally:
        os.umask(old)
    assert any(name.startswith("search/index/") for name in first)
    assert differing(first, second) == []


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    folder = copied(tmp_path, 3)
    first = built(folder)
    assert differing(first, built(folder)) == []
    shutil.rmtree(folder / ".gongkai", ignore_errors=True)
    assert differing(first, built(folder)) == []


def test_what_is_gone_from_the_content_is_gone_from_the_site(tmp_path: Path) -> None:
    whole, less = copied(tmp_path / "whole", 4), copied(tmp_path / "less", 5)
    built(whole)
    for folder in (whole, less):
        (folder / "content" / "documents" / "tongzhi" / "2025-21.md").unlink()
    assert differing(built(less), built(whole)) == []
