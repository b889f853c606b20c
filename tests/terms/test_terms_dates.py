"""Dates: every spelling offices use, and the reason why others are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_cases import read_cases, shown

from gongkai.terms.dates import Moment, chinese_date, parse_date, parse_moment
from gongkai.terms.numerals import DIGITS, chinese_numeral


@pytest.mark.parametrize("case", read_cases("dates"), ids=shown)
def test_reads(case: dict[str, str]) -> None:
    found = parse_moment(case["原文"])
    if isinstance(found, Moment):
        assert f"{found.day.isoformat()} {found.time}".strip() == case["日期"]
    else:
        assert found == case["原因"]


def test_a_date_takes_no_time() -> None:
    assert parse_date("2021-07-16") == date(2021, 7, 16)
    assert "带有时间" in str(parse_date("2021-07-16 09:30"))
    assert parse_date("2025-02-30") == "2025年2月没有30日"


DAYS = st.dates(min_value=date(1000, 1, 1))


@given(DAYS)
def test_every_spelling_is_read_back(day: date) -> None:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    numerals = f"{year}年{chinese_numeral(day.month)}月{chinese_numeral(day.day)}日"
    for text in (chinese_date(day), day.isoformat(), numerals, numerals.replace("〇", "○")):
        assert parse_date(text) == day


@given(st.text(alphabet="0129年月日-:/. T二〇十", max_size=20))
def test_any_text_gives_a_moment_or_a_reason(text: str) -> None:
    found = parse_moment(text)
    assert isinstance(found, Moment) or found


@given(
    st.integers(0, 9999),
    st.integers(0, 13),
    st.integers(0, 32),
    st.sampled_from(["", " 09:30", " 24:00", " 23:59", " 00:60", " 9:30", " 12:30:10"]),
)
def test_everyday_dates_are_read_like_others(year: int, month: int, day: int, time: str) -> None:
    everyday = parse_moment(f"{year:04}-{month:02}-{day:02}{time}")
    other = parse_moment(f"{year:04}/{month:02}/{day:02}{time}")
    assert everyday == other or (isinstance(everyday, str) and isinstance(other, str))
