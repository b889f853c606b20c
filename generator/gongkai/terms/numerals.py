"""Chinese numerals 一 to 九百九十九, and the numerals that open a heading."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from gongkai.patterns import pattern

DIGITS = "〇一二三四五六七八九"
LARGEST = 999


def chinese_numeral(number: int) -> str:
    """The numeral of 1 to 999 as offices write it (10 十, 21 二十一, 105 一百〇五).

    Raises ValueError for any other number.
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"no Chinese numeral for {number}: 1 to {LARGEST} only")
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and units:
        words += "〇"
    return words + (DIGITS[units] if units else "")


def numeral_value(words: str) -> int | None:
    """The number 1 to 999 a Chinese numeral means, None when it is none (一百零五 is read too)."""
    return _VALUES.get(words.replace("零", "〇"))


_VALUES: Mapping[str, int] = {chinese_numeral(number): number for number in range(1, LARGEST + 1)}


class HeadingStyle(Enum):
    """The two styles of numbered headings that divide a plan."""

    SECTION = "一、"
    ITEM = "（一）"


@dataclass(frozen=True, slots=True)
class HeadingNumeral:
    """The numeral a heading opens with. length: of its printed form, with the blanks around it."""

    number: int
    style: HeadingStyle
    length: int


_SECTION = pattern(r"\s*(?P<words>[〇零一二三四五六七八九十百]+)\s*、\s*")
_ITEM = pattern(r"\s*[（(]\s*(?P<words>[〇零一二三四五六七八九十百]+)\s*[）)]\s*")


def heading_numeral(line: str) -> HeadingNumeral | None:
    """The numeral a line opens with: 一、 of a 章, （一） or (一) of a 条; None for other lines."""
    for style, form in ((HeadingStyle.SECTION, _SECTION), (HeadingStyle.ITEM, _ITEM)):
        match = form.match(line)
        number = numeral_value(match["words"]) if match else None
        if match and number:
            return HeadingNumeral(number, style, match.end())
    return None
