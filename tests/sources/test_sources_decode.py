"""Bytes to text: UTF-8 only, and every hidden character named at its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_cases import cases, short, words

from gongkai.sources.decode import FILE_LIMIT, decode, hidden_characters, is_hidden


def bytes_of(case: dict[str, Any]) -> bytes:
    """The bytes a case gives."""
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    return str(case["text"]).encode(case["encoding"])


@pytest.mark.parametrize("case", cases("bytes"), ids=lambda case: str(case["name"]))
def test_bytes(case: dict[str, Any]) -> None:
    decoded = decode("a.md", bytes_of(case))
    assert short(decoded.problems) == case["problems"]
    for said in case.get("says", ()):
        assert said in words(decoded.problems)


def test_bom_and_crlf_are_taken_off() -> None:
    assert decode("a.md", b"\xef\xbb\xbfa\r\nb\r\n").text == "a\nb\n"


def test_too_large() -> None:
    assert [each.code for each in decode("a.md", b"a" * (FILE_LIMIT + 1)).problems] == [
        "file-too-large"
    ]
    assert decode("a.md", b"a" * FILE_LIMIT).problems == ()


def test_many_hidden_characters_are_summed_up() -> None:
    problems = decode("a.md", "甲\u200b".encode() * 50).problems
    assert len(problems) == 21
    assert "30 个" in problems[-1].message


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_problem(data: bytes) -> None:
    decoded = decode("a.md", data)
    assert decoded.text is not None or decoded.problems


@given(st.text(st.characters(categories=("L", "N", "P", "Z"), exclude_characters="\u2028\u2029")))
def test_letters_and_signs_are_kept(text: str) -> None:
    decoded = decode("a.md", ("甲" + text).encode())
    assert decoded.text == "甲" + text
    assert decoded.problems == ()


def test_no_character_is_overlooked_at_a_glance() -> None:
    """Texts are first looked at as a whole: what that passes over holds nothing hidden."""
    odd = [
        code
        for code in range(0x110000)
        if bool(hidden_characters("", chr(code))) != is_hidden(chr(code))
    ]
    assert odd == []
