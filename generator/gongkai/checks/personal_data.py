"""Personal data and secrecy marks in what is about to be published."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from gongkai.checks.check import Found, check_each
from gongkai.checks.passages import Passage, passages
from gongkai.patterns import pattern
from gongkai.problems import Weight

# Every pattern has a bounded length and starts at a boundary, so a search is linear in the text.
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_IDENTITY = pattern(
    r"(?<![0-9A-Za-z])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9A-Za-z])(?!/[0-9]{4}-)"
)
_MOBILE = pattern(
    r"(?<![0-9A-Za-z_/=.%+])(?<![0-9A-Za-z]-)(?:\+?86[ -]?)?(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})"
    r"(?![0-9A-Za-z_/])(?![.-][0-9])(?![ ]?(?:元|万|亿|美元|吨|件|份))"
)
_CARD = pattern(r"(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){15,18}(?![0-9A-Za-z])")
_CARD_WORDS = pattern(r"卡号|账号|帐号|账户|帐户|开户行|银行卡")
_CARD_REACH = 30  # characters before a number in which one of the words makes it a card
_SECRECY = pattern(
    r"(?:绝密|机密|秘密)[ 　]*[★☆]|^[ 　]*(?:内部资料|内部文件|注意保存|仅供内部使用)[ 　]*$", re.M
)
# Nine of ten texts hold neither a long row of digits nor a sign, and need no closer look.
_MANY_DIGITS = pattern(r"[0-9０-９](?:[ -]?[0-9０-９]){10}")
_WIDE_DIGITS = "０１２３４５６７８９"
# Bytes that tell a row of digits without looking at each: 0 for every digit, no separators.
_DIGITS = bytes(48 if 48 <= byte <= 57 else 46 for byte in range(256))
_SEPARATORS, _ROW = b" -", b"0" * 11
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST_DIGITS = "10X98765432"


def is_identity_number(digits: str) -> bool:
    """Tell whether 18 characters are a citizen's identity number (GB 11643).

    Only the check digit and the date of birth decide: region codes changed too often.
    """
    try:
        birth = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    if not 1850 <= birth.year < 2100:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _LAST_DIGITS[total % 11] == digits[17].upper()


def is_card_number(digits: str) -> bool:
    """Tell whether digits pass the check that bank cards carry (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _bare(number: str) -> str:
    return number.replace(" ", "").replace("-", "")


def _identity(text: str) -> Iterator[tuple[int, str]]:
    for match in _IDENTITY.finditer(text):
        digits = _bare(match.group())
        if is_identity_number(digits):
            yield match.start(), f"{digits[:2]}{'*' * 13}{digits[-3:]}"


def _mobile(text: str) -> Iterator[tuple[int, str]]:
    for match in _MOBILE.finditer(text):
        digits = _bare(match.group(1))
        yield match.start(1), f"{digits[:3]}****{digits[-4:]}"


def _card(text: str) -> Iterator[tuple[int, str]]:
    for match in _CARD.finditer(text):
        digits = _bare(match.group())
        before = text[max(0, match.start() - _CARD_REACH) : match.start()]
        if is_card_number(digits) and _CARD_WORDS.search(before):
            yield match.start(), f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}"


def _secrecy(text: str) -> Iterator[tuple[int, str]]:
    for match in _SECRECY.finditer(text):
        yield match.start(), match.group().strip(" 　")


@lru_cache(maxsize=256)  # three checks ask for the same texts
def _digits(text: str) -> str:
    """The text with its digits in half width, "" when no row of them is long enough."""
    if _may_hold_a_row(text) and _MANY_DIGITS.search(text):
        return text.translate(_FULL_WIDTH)
    return ""


def _may_hold_a_row(text: str) -> bool:
    """Tell at a glance whether a long row of digits may be in a text; False is certain."""
    for digit in _WIDE_DIGITS:  # a loop, because any() takes twice as long
        if digit in text:
            return True
    return _ROW in text.encode("ascii", "replace").translate(_DIGITS, _SEPARATORS)


def _signs(text: str) -> str:
    """The text when it may hold a secrecy mark, else ""."""
    found = "★" in text or "☆" in text or "内部" in text or "注意保存" in text
    return text if found else ""


def is_suspect(text: str) -> bool:
    """Tell whether any check of this file need look at a text."""
    return bool(_signs(text) or _digits(text))


def _search(
    passage: Passage, find: Callable[[str], Iterator[tuple[int, str]]], message: str, hint: str
) -> Iterator[Found]:
    """One finding for each hit; message holds {} for the words, masked: reports are kept too."""
    suspect = _signs if find is _secrecy else _digits
    if text := suspect(passage.text):
        for offset, words in find(text):
            yield Found(passage.place_at(offset), message.format(words), hint)


@check_each(passages, Weight.ERROR, "REG-07", "PRV-06")
def identity_number(passage: Passage) -> Iterator[Found]:
    """正文里不能有公民身份号码。

    公布完整的身份号码会侵害个人隐私，多地曾因此被通报。
    这里只认校验码和出生日期都对的 18 位号码；遮住中间各位的写法（35*************123）不算。
    请改为遮住的写法，或者删去。附件（表格、PDF）里的号码不在检查之内，请另行核对。
    """
    return _search(
        passage,
        _identity,
        "文中有公民身份号码「{}」（这里已遮住中间各位）",
        "只保留前两位和后三位，中间写 *，或者删去",
    )


@check_each(passages, Weight.WARNING, "REG-07", "PRV-02")
def mobile_number(passage: Passage) -> Iterator[Found]:
    """正文里最好不要有手机号码。

    工作人员个人的手机号码也属于个人信息，联系方式宜写办公电话。
    确需公布的，先征得本人同意；否则改为办公电话，或写成 138****1234。
    """
    return _search(
        passage,
        _mobile,
        "文中有手机号码「{}」（这里已遮住中间四位）",
        "改为办公电话，或写成 138****1234；确需公布的，先征得本人同意",
    )


@check_each(passages, Weight.WARNING, "REG-07", "PRV-06")
def bank_card_number(passage: Passage) -> Iterator[Found]:
    """正文里最好不要有银行卡号。

    个人的银行卡号是敏感个人信息，不得公开；单位收款账户可以公开，所以这里只提醒。
    只认前面写着卡号、账号等字样，并且校验位正确的 16 至 19 位数字。
    是个人的，请遮住中间各位，或者删去。
    """
    return _search(
        passage,
        _card,
        "文中有银行卡号「{}」（这里已遮住中间各位）",
        "是个人的，遮住中间各位或者删去；是单位账户的，可以不理会",
    )


@check_each(passages, Weight.ERROR, "CHK-02", "PRV-15")
def secrecy_mark(passage: Passage) -> Iterator[Found]:
    """公开的文本不能带有密级标志。

    带“秘密★”等密级标志，或者单独一行写着“内部资料”“注意保存”的文本，不得公开。
    请先办理保密审查；已经解密的，按解密后的文本发布。
    """
    return _search(
        passage,
        _secrecy,
        "文中有密级或内部文件标志「{}」",
        "先办理保密审查；已经解密的，按解密后的文本发布",
    )
