"""The same sources give the same bytes: other folder, order, locale, time zone, seed, umask."""

import os
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from building import SITES, run_gongkai, site_files

CONTENT = SITES / "shilishi" / "content"
SHUFFLES = 10
ZONES = ("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "UTC", "Asia/Kathmandu")
LOCALES = ("C.UTF-8", "C", "POSIX", "C.utf8")


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


def shuffled(folder: Path, engine: str, seed: int) -> tuple[dict[str, str], str]:
    """Build and pack the portal in a folder named anew, as one of ten machines would.

    Gives the digest of every file of the site by its address, and that of the zip.
    """
    place = copied(folder / f"机器 {seed}" / ("深/" * (seed % 3)), seed)
    with (place / "content" / "portal.yaml").open("a", encoding="utf-8") as portal:
        portal.write(f"检索:\n  引擎: {engine}\n")
    site = built(
        place,
        TZ=ZONES[seed % len(ZONES)],
        LC_ALL=LOCALES[seed % len(LOCALES)],
        PYTHONHASHSEED=str(seed * 101),
    )
    packed = run_gongkai("publish", "--zip", str(folder / f"{seed}.zip"), folder=place)
    assert packed.returncode == 0, packed.stdout + packed.stderr
    digests = {name: sha256(data).hexdigest() for name, data in site.items()}
    return digests, sha256((folder / f"{seed}.zip").read_bytes()).hexdigest()


@pytest.mark.parametrize("engine", ["pagefind", "bigram"])
def test_ten_shuffles(engine: str, tmp_path: Path) -> None:
    """Half of them in memory, where a folder lists its files in the order of their making."""
    memory = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else tmp_path
    with TemporaryDirectory(dir=memory) as name, ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(shuffled, Path(name) if seed % 2 else tmp_path, engine, seed)
            for seed in range(SHUFFLES)
        ]
        found = [job.result() for job in jobs]
    first, first_zip = found[0]
    assert any(name.startswith("search/index/") for name in first)
    for site, packed in found[1:]:
        assert sorted(name for name, _ in first.items() ^ site.items()) == []
        assert packed == first_zip
