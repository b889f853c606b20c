"""Compressed twins: pure, small, and never other than the page."""

import gzip as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.output.compress import SMALLEST, gzip, is_text, is_twin, twins, unpack


@given(st.binary(max_size=5000))
def test_a_twin_unpacks_to_its_file(data: bytes) -> None:
    for file, twin in twins("a/index.html", data):
        assert file.startswith("a/index.html.")
        assert unpack(file[-3:], twin) == data
    assert twins("a/index.html", data) == twins("a/index.html", data)


@given(st.binary(max_size=3000))
def test_gzip_is_what_others_read(data: bytes) -> None:
    assert standard.decompress(gzip(data)) == data
    assert gzip(data)[4:8] == bytes(4)  # no time


def test_only_text_of_some_size_has_twins() -> None:
    data = b"x" * SMALLEST
    assert [file for file, _ in twins("x.css", data)] == ["x.css.gz", "x.css.br"]
    assert twins("x.css", data[1:]) == ()
    assert twins("x.png", data) == ()
    assert twins("x.gz", data) == ()


@pytest.mark.parametrize(
    ("file", "text", "twin"),
    [
        ("index.html", True, False),
        ("index.html.gz", False, True),
        ("a/b.css.br", False, True),
        ("attached.tar.gz", False, False),
        ("gz", False, False),
    ],
)
def test_names(file: str, text: bool, twin: bool) -> None:
    assert (is_text(file), is_twin(file)) == (text, twin)


@pytest.mark.parametrize("ending", [".gz", ".br"])
@given(data=st.binary(max_size=100))
def test_damage_is_a_value_error(ending: str, data: bytes) -> None:
    whole = dict(twins("x.html", b"page " * 500))[f"x.html{ending}"]
    for damaged in (data, whole[:-1], whole + b"x"):
        try:
            unpack(ending, damaged)
        except ValueError:
            continue
        assert damaged == data or ending == ".br"
