"""Twins kept between publishings: what is damaged in the cache never reaches a release."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import bundle_of, write_site

from gongkai.output.compress import SMALLEST, unpack
from gongkai.output.publish.bundle import Bundle, gather, precompress


def again(folder: Path) -> Bundle:
    """The bundle of version 1, with what is kept in the cache."""
    return gather(folder / "site-1", folder / "twins")


def read(bundle: Bundle, file: str) -> bytes:
    """A file of a bundle."""
    with bundle.sources.open(file) as opened:
        return opened.read()


def kept(folder: Path, pattern: str) -> list[Path]:
    """Files in the cache; there are some."""
    found = sorted((folder / "twins").glob(f"*/{pattern}"))
    assert found
    return found


def change(path: Path) -> None:
    """One more byte."""
    path.write_bytes(path.read_bytes() + b"\n")


def forget(path: Path) -> None:
    """The file is gone."""
    path.unlink()


def swap(path: Path) -> None:
    """Whole, but of other text."""
    path.write_bytes(gzip.compress(b"another page", mtime=0))


def flip(path: Path) -> None:
    """Another digit in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] = ord("0") if data[len(data) // 2] != ord("0") else ord("1")
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [change, forget, swap])
@pytest.mark.parametrize("pattern", ["*.gz", "*.br"])
@pytest.mark.parametrize("noted", [True, False])
def test_a_damaged_twin_is_made_anew(
    tmp_path: Path, damage: Callable[[Path], None], pattern: str, noted: bool
) -> None:
    first = bundle_of(tmp_path, 1)
    for path in kept(tmp_path, pattern):
        damage(path)
    if not noted:
        forget(kept(tmp_path, "known")[0])
    second = again(tmp_path)
    assert second.manifest == first.manifest
    page = read(second, "index.html")
    for ending in (".gz", ".br"):
        assert unpack(ending, read(second, f"index.html{ending}")) == page


@pytest.mark.parametrize("damage", [change, forget, flip])
def test_a_damaged_note_counts_for_nothing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    first = bundle_of(tmp_path, 1)
    damage(kept(tmp_path, "known")[0])
    assert again(tmp_path).manifest == first.manifest


def test_what_is_known_makes_no_difference(tmp_path: Path) -> None:
    """With notes, with notes of another version, and without: the same manifest."""
    first = bundle_of(tmp_path, 1)
    bundle_of(tmp_path, 2)
    assert again(tmp_path).manifest == first.manifest
    assert again(tmp_path).manifest == first.manifest
    write_site(tmp_path / "elsewhere", 1)
    assert gather(tmp_path / "elsewhere", tmp_path / "other").manifest == first.manifest


def test_a_large_attachment_keeps_its_digests(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site-1", 1)
    (site / "files").mkdir()
    (site / "files" / "a.pdf").write_bytes(bytes(range(256)) * 5000)
    first = again(tmp_path).manifest.by_file()["files/a.pdf"]
    assert again(tmp_path).manifest.by_file()["files/a.pdf"] == first
    (site / "files" / "a.pdf").write_bytes(bytes(range(255, -1, -1)) * 5000)
    changed = again(tmp_path).manifest.by_file()["files/a.pdf"]
    assert changed.size == first.size
    assert changed.sha256 != first.sha256
    assert changed.sm3 != first.sm3


def lying(folder: Path) -> dict[str, tuple[int, int]]:
    """Every twin in the cache, with what would differ had it been made anew."""
    status = {path.name: path.stat() for path in kept(folder, "*.[gb]*")}
    return {name: (each.st_ino, each.st_mtime_ns) for name, each in status.items()}


def test_precompressed_is_what_publishing_finds(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site-1", 1)
    large = sum(path.stat().st_size >= SMALLEST for path in site.rglob("*") if path.is_file())
    assert precompress(site, tmp_path / "twins") == large > 0
    before = lying(tmp_path)
    assert len(before) == 2 * large
    assert precompress(site, tmp_path / "twins") == 0
    found = again(tmp_path)
    assert lying(tmp_path) == before
    assert found.manifest == gather(site, tmp_path / "other").manifest


@pytest.mark.parametrize("damage", [change, forget, swap])
def test_precompressed_and_then_damaged(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    site = write_site(tmp_path / "site-1", 1)
    precompress(site, tmp_path / "twins")
    for path in kept(tmp_path, "*.br"):
        damage(path)
    assert again(tmp_path).manifest == gather(site, tmp_path / "other").manifest
    assert precompress(site, tmp_path / "twins") == 0


def test_a_page_changed_after_it_was_compressed(tmp_path: Path) -> None:
    """The twins that lie ready are of other bytes: they are not taken, those of the page are."""
    site = write_site(tmp_path / "site-1", 1)
    precompress(site, tmp_path / "twins")
    page = (site / "index.html").read_bytes() + b"<!-- 2 -->"
    (site / "index.html").write_bytes(page)
    for ending in (".gz", ".br"):
        assert unpack(ending, read(again(tmp_path), f"index.html{ending}")) == page
    (site / "index.html").write_bytes(page + b"<!-- 3 -->")
    assert precompress(site, tmp_path / "twins") == 1
