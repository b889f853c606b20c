"""Addresses as a person wrote them in the Markdown of a content file, each with its place."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

from gongkai.patterns import pattern
from gongkai.problems import Place

_ADDRESS = pattern(
    r"\]\(\s*<?((?:[^\s<>()]|\([^\s<>()]*\))+)"  # [words](address), ![words](address)
    r"|<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>"  # <https://address>
)


class Written(NamedTuple):
    """An address, and where its first character stands."""

    address: str
    place: Place


Writings = Callable[[str], tuple[Written, ...]]
"""A page's file (documents/a/index.html) -> the addresses in the text that it was made of."""


def nothing_written(_page: str) -> tuple[Written, ...]:
    """For pages of which no text is known."""
    return ()


def addresses_in(file: str, text: str) -> Iterator[Written]:
    """Every address in the text of a content file. file: its path, as messages name it."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in _ADDRESS.finditer(line):
            part = found.lastindex or 0
            place = Place(file, number, found.start(part) + 1)
            yield Written(unescape(found.group(part)), place)
