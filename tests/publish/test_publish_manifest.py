"""Manifests: what is written is read back, and what is damaged is refused by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.output.publish.digests import has_sm3
from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.manifest import (
    Entry,
    Manifest,
    manifest_of,
    name_problem,
    read_manifest,
)

HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
PARTS = st.text(min_size=1, max_size=8).filter(lambda text: not name_problem(text))
NAMES = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
ENTRIES = st.builds(
    Entry,
    file=NAMES,
    size=st.integers(0, 10**15),
    sha256=HEX,
    sm3=st.one_of(st.just("-"), HEX),
    mode=st.integers(0, 0o7777),
)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.file))
def test_there_and_back(entries: list[Entry]) -> None:
    manifest = manifest_of(entries)
    assert read_manifest(manifest.data(), "x") == manifest
    assert manifest_of(reversed(entries)) == manifest


@given(st.lists(ENTRIES, min_size=1, unique_by=lambda entry: entry.file), st.data())
def test_a_changed_byte_is_refused_or_shows(entries: list[Entry], data: st.DataObject) -> None:
    manifest = manifest_of(entries)
    changed = bytearray(manifest.data())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        assert read_manifest(bytes(changed), "x") != manifest
    except PublishError as error:
        assert "已损坏" in error.message


BAD_NAMES = (
    *("", "/a", "a/", "a//b", "../a", "a/../b", "./a", ".git", "a/.x", "a\\b", "a\nb", "a\x7f"),
    *("manifest.txt", "manifest.txt.sig", "\ud800"),
)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_no_release_may_hold(name: str) -> None:
    assert name_problem(name)
    with pytest.raises(PublishError, match="文件名不能发布"):
        manifest_of([Entry(name, 0, "0" * 64)])


@pytest.mark.parametrize("name", ["index.html", "附件 1.pdf", "a/1.4/index.html", "x..y", "a b"])
def test_names_it_may(name: str) -> None:
    assert not name_problem(name)


def test_a_line_twice_is_damage() -> None:
    entry = Entry("a", 0, "0" * 64)
    with pytest.raises(PublishError, match="重复"):
        read_manifest(Manifest((entry, entry)).data(), "x")


def test_sm3_is_here() -> None:
    """OpenSSL 3 offers it; without it manifests say "-" and verify skips it."""
    assert has_sm3()
