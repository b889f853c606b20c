"""Terms, which are pairs of characters and single ones, as numbers in the order of browsers.

A number has 18 bits for the first character and 18 for the second, 0 where there is none: all
letters and digits there are lie below U+40000.
"""

import re

SECOND_BITS = 18
CHARACTER = (1 << SECOND_BITS) - 1
# Browsers compare surrogates, so that these characters come after all others: as if they stood
# where no character does.
_LATE = re.compile("[\ue000-\uffff]")
_MOVED = re.compile("[\U00036000-\U00037fff]")
_MOVE = 0x36000 - 0xE000
# Numbers at which terms are cut into parts that can be joined with their like one by one, each
# in another process: first characters that have about as many terms between them in official texts.
_FIRST = (
    "与乃井优侠充决刷北友吉咎图备夷孑寺左平异必愣拂摧旁有枝歇治滑犄疴睦科竟絜罴臻藩观诊贺近酣闩雪飐"
)
EDGES = tuple(ord(first) << SECOND_BITS for first in _FIRST)


def browser_order(term: str) -> bytes:
    """Sort key: the order of JavaScript's < on strings."""
    return term.encode("utf-16-be")


def in_browser_order(text: str) -> str:
    """A text whose characters sort as browsers sort those of this one."""
    return _LATE.sub(lambda found: chr(ord(found[0]) + _MOVE), text)


def term_of(number: int) -> str:
    """The term that is told by a number."""
    first, second = number >> SECOND_BITS, number & CHARACTER
    term = chr(first) + chr(second) if second else chr(first)
    return _MOVED.sub(lambda found: chr(ord(found[0]) - _MOVE), term)
