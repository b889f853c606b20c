"""Chinese numerals, alone and in front of headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_cases import read_cases, shown

from gongkai.terms.numerals import (
    LARGEST,
    HeadingStyle,
    chinese_numeral,
    heading_numeral,
    numeral_value,
)

KEYS = {HeadingStyle.SECTION: "章", HeadingStyle.ITEM: "条"}


@pytest.mark.parametrize("case", read_cases("headings"), ids=shown)
def test_headings(case: dict[str, str | int]) -> None:
    found = heading_numeral(str(case["原文"]))
    told = {KEYS[found.style]: found.number, "长": found.length} if found else {}
    assert told | {"原文": case["原文"]} == case


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (105, "一百〇五"),
        (110, "一百一十"),
    ],
)
def test_numerals(number: int, words: str) -> None:
    assert chinese_numeral(number) == words
    assert numeral_value(words) == number


@given(st.integers(1, LARGEST))
def test_numerals_are_read_back(number: int) -> None:
    words = chinese_numeral(number)
    assert numeral_value(words) == numeral_value(words.replace("〇", "零")) == number
    for line, style in (
        (f"{words}、标题", HeadingStyle.SECTION),
        (f"（{words}）标题", HeadingStyle.ITEM),
    ):
        found = heading_numeral(line)
        assert found
        assert (found.number, found.style, line[found.length :]) == (number, style, "标题")


@pytest.mark.parametrize("words", ["", "零", "十十", "一十", "百", "1", "第一"])
def test_no_numeral(words: str) -> None:
    assert numeral_value(words) is None


@pytest.mark.parametrize("number", [0, -1, LARGEST + 1])
def test_numbers_without_numeral(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_numeral(number)
