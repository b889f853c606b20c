"""SM3: every library gives the standard's digests, a wrong one is not used, none is no failure."""

from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_site import write_site

from gongkai.output.publish import sm3
from gongkai.output.publish.bundle import gather
from gongkai.output.publish.digests import NO_SM3
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.verify import verify

LIBRARIES = [found for found in (sm3.libgcrypt(sm3.LIBGCRYPT), sm3.openssl()) if found]

# GB/T 32905-2016, annex A.2: sixteen times "abcd".
LONG = b"abcd" * 16
LONG_DIGEST = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_something_computes_it() -> None:
    assert LIBRARIES
    assert type(sm3.library()) is type(LIBRARIES[0])


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_standard_s_second_example(library: sm3.Library) -> None:
    assert library.of(LONG) == LONG_DIGEST


@given(st.lists(st.binary(max_size=300)))
def test_all_give_the_same_however_the_bytes_come(blocks: list[bytes]) -> None:
    found = set()
    for library in LIBRARIES:
        found.add(library.of(b"".join(blocks)))
        growing = library.new()
        for block in filter(None, blocks):
            growing.update(memoryview(bytearray(block)))
        found.add(growing.hexdigest())
    assert len(found) == 1


@pytest.mark.parametrize("file", ["no-such-library.so.1", find_library("c") or ""])
def test_what_is_not_libgcrypt_is_not_used(file: str) -> None:
    assert sm3.libgcrypt(file) is None


@pytest.fixture
def all_wrong(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine where every library's digest is another than it should be."""
    monkeypatch.setattr(sm3, "PROOF", LONG_DIGEST)
    sm3.library.cache_clear()
    yield
    sm3.library.cache_clear()


@pytest.mark.usefixtures("all_wrong")
def test_a_library_that_is_wrong_is_not_used() -> None:
    assert sm3.library() is None


def test_verify_where_nothing_computes_it(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    target = LocalTarget(tmp_path / "target", "here")
    site = write_site(tmp_path / "site", 1)
    publish(gather(site, tmp_path / "twins"), target, Order(time=1_763_808_900))
    assert verify(target).sm3
    request.getfixturevalue("all_wrong")
    verdict = verify(target)
    assert (verdict.findings, verdict.sm3) == ((), False)
    assert {entry.sm3 for entry in gather(site, tmp_path / "twins").manifest.entries} == {NO_SM3}
