"""Dates as offices write them: text to a date, or the reason in Chinese why it is none."""

import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date

from gongkai.patterns import pattern
from gongkai.terms.numerals import DIGITS, numeral_value

_FORMS = tuple(
    pattern(form)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})",
        r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        r"(?P<year>[〇一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,3})月"
        r"(?P<day>[一二三四五六七八九十]{1,3})日",
    )
)
# What a careful clerk and every machine writes; needs none of the other forms.
_EVERYDAY = pattern(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ((?:[01][0-9]|2[0-3]):[0-5][0-9]))?")
_TIME = pattern(r"(?:\s+|\s*T\s*|(?<=日))(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<second>:\d{2})?$")
_ZEROS = str.maketrans(dict.fromkeys("○◯Oo零", "〇"))  # what is typed for 〇


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, with the time of day as "HH:MM" when the text gives one, else ""."""

    day: date
    time: str


def parse_date(text: str) -> date | str:
    """The date a text gives, or the reason in Chinese why it gives none.

    Read are 2021-07-16 (also with / or .), 2021年7月16日 and 二〇二一年七月十六日 (also with
    ○ or 零), with blanks inside and full-width digits; nothing may stand before or after it.
    """
    moment = parse_moment(text)
    if isinstance(moment, str):
        return moment
    if moment.time:
        return f"“{text.strip()}”带有时间，这里只写日期，如 {moment.day.isoformat()}"
    return moment.day


def parse_moment(text: str) -> Moment | str:
    """The date and, where given, time (2021-07-16 09:30), or the reason in Chinese why not."""
    if everyday := _everyday(text):
        return everyday
    plain = unicodedata.normalize("NFKC", text).strip()
    clock = _TIME.search(plain)
    day = _read_day(plain[: clock.start()] if clock else plain, text.strip())
    if isinstance(day, str):
        return day
    if not clock:
        return Moment(day, "")
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if hour > 23 or minute > 59 or (clock["second"] or ":00") > ":59":
        return f"没有 {clock.group().strip('T ')} 这个时刻，应写成 09:30 的样子"
    return Moment(day, f"{hour:02}:{minute:02}")


def _everyday(text: str) -> Moment | None:
    """The moment of 2021-07-16 or 2021-07-16 09:30; None for all else, also days there are not."""
    found = _EVERYDAY.fullmatch(text)
    if found is None:
        return None
    try:
        return Moment(date.fromisoformat(found[1]), found[2] or "")
    except ValueError:
        return None


def chinese_date(day: date) -> str:
    """A date as official papers print it: 2021年7月16日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _read_day(plain: str, shown: str) -> date | str:
    for form in _FORMS:
        match = form.fullmatch(plain) or form.fullmatch(plain.translate(_ZEROS))
        if match:
            year, month, day = (_number(match[part]) for part in ("year", "month", "day"))
            if year is not None and month is not None and day is not None:
                return _make(year, month, day)
    return f"“{shown}”不是日期，应写成 2021-07-16 或 2021年7月16日"


def _number(words: str) -> int | None:
    """A number in digits, in digits of a year (二〇二一) or as a numeral (十六), else None."""
    if words.isdecimal():
        return int(words)
    if len(words) == 4:
        return int("".join(str(DIGITS.index(word)) for word in words))
    return numeral_value(words)


def _make(year: int, month: int, day: int) -> date | str:
    if not 1 <= year <= MAXYEAR:
        return f"没有{year}年"
    if not 1 <= month <= 12:
        return f"{year}年没有{month}月"
    if not 1 <= day <= monthrange(year, month)[1]:
        return f"{year}年{month}月没有{day}日"
    return date(year, month, day)
