"""The search fold: what must be equal for a reader becomes equal, character by character."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_NOT_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Text as the search compares it: letters and digits only, simplified, lower case.

    Each character is folded on its own: NFKC, lower case, traditional to simplified; of the
    result only characters of the Unicode categories L* and N* stay. So fold(a + b) is
    fold(a) + fold(b): a text that contains the words of a query contains them folded, too.
    fold(fold(text)) is fold(text). In JavaScript: normalize("NFKC"), toLowerCase(), the table of
    traditional_table() and /[^\\p{L}\\p{N}]/gu, for each code point on its own.
    """
    if text.isascii():
        return _NOT_LETTER_OR_DIGIT.sub("", text.lower())
    return "".join(map(_folds.__getitem__, text))


def simplify(text: str) -> str:
    """Text in simplified script, one character for one character, so that places stay the same."""
    return text.translate(_translation())


@cache
def traditional_table() -> Mapping[str, str]:
    """Traditional character to its simplified one, both single characters (a plain dict).

    No value is a key: a character that the source table sends on once more is sent all the way.
    """
    rows = Path(__file__).with_name("ts_characters.txt").read_text("utf-8").splitlines()
    pairs = dict(row.split("\t") for row in rows if not row.startswith("#"))
    return {traditional: pairs.get(simple, simple) for traditional, simple in pairs.items()}


@cache
def _translation() -> dict[int, str]:
    return {ord(traditional): simple for traditional, simple in traditional_table().items()}


class _Folds(dict[str, str]):
    """Characters met so far with their folds: a dictionary is the quickest to ask."""

    def __missing__(self, character: str) -> str:
        lower = unicodedata.normalize("NFKC", character).lower()
        self[character] = folded = _NOT_LETTER_OR_DIGIT.sub("", simplify(lower))
        return folded


_folds = _Folds()
