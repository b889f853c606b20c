"""Spots: where each term of some pages stands, as numbers that are sorted all at once.

Every place of every pair, and every character of a page, is one number: below 26 bits for page
and place its term as `terms` tells it. To sort them takes less time than a dictionary of lists.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gongkai.output.searching.lanes import blocks, each, inner
from gongkai.output.searching.terms import CHARACTER, SECOND_BITS, in_browser_order
from gongkai.terms.fold import fold

TITLE_ZONE = 256  # a page's places below it are in its title; longer titles count as body there
SPOT_BITS = 26
_STEP = 64  # every block begins at a multiple: a word more in one leaves the places of others
_END = "\0"  # after each block; a fold has none
_UTF32 = "utf-32-le"
_FIRST_BIT = SPOT_BITS + SECOND_BITS
_ABOVE = 1 << 62  # in every number: as a float none is so small that it would be slow to compare

Numbers = TypeVar("Numbers", "array[int]", "array[float]")


@dataclass(frozen=True, slots=True)
class Spots:
    """Sorted numbers as bytes of eight, little-endian; their terms are the bits above SPOT_BITS.

    place_bits: how many of the lowest are the place; a page's number, from 1, stands above.
    before: how many pages of the segment come before these.
    """

    numbers: bytes
    place_bits: int
    before: int


@dataclass(frozen=True, slots=True)
class _Page:
    """blocks: folded, the title first. starts: the place of each, at last that of a next one.

    Places count from 0, one a character, one or more free after each block; the body begins at
    TITLE_ZONE or later. So pairs that follow each other stand in one block.
    """

    blocks: tuple[str, ...]
    starts: tuple[int, ...]


def spots(pages: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Spots]:
    """Spots of pages, each given as its title and the texts of its blocks.

    Of all at once as a rule; in several runs where a block is so long that its places leave too
    few bits for the number of the page. Raises OverflowError for one of 30 million characters.
    """
    return _runs([_page((title, *blocks)) for title, blocks in pages], 0)


def _page(texts: Sequence[str]) -> _Page:
    folded = tuple(map(fold, texts))
    starts = [0]
    for block in folded:
        starts.append(max(TITLE_ZONE, ((starts[-1] + len(block)) // _STEP + 1) * _STEP))
    return _Page(folded, tuple(starts))


def _runs(pages: Sequence[_Page], before: int) -> Iterator[Spots]:
    bits = max((page.starts[-1] for page in pages), default=0).bit_length()
    if bits + len(pages).bit_length() <= SPOT_BITS:
        yield Spots(_sorted(_pairs(pages, bits) + _characters(pages, bits)), bits, before)
    elif len(pages) > 1:
        half = len(pages) // 2
        yield from _runs(pages[:half], before)
        yield from _runs(pages[half:], before + half)
    else:
        raise OverflowError(f"a page of {pages[0].starts[-1]} places")


def _pairs(pages: Sequence[_Page], bits: int) -> bytes:
    """Numbers of all pairs of neighbours in a block."""
    neighbours = memoryview(_neighbours("".join([f"{b}{_END}" for p in pages for b in p.blocks])))
    counted = memoryview(_bytes(range(max(page.starts[-1] for page in pages))))
    terms: list[memoryview] = []
    places: list[memoryview] = []
    owners: list[bytes] = []
    at = 0
    for number, page in enumerate(pages, 1):
        length = 0
        for start, block in zip(page.starts, page.blocks, strict=False):
            size = max(0, len(block) - 1)
            terms.append(neighbours[8 * at : 8 * (at + size)])
            places.append(counted[8 * start : 8 * (start + size)])
            at += len(block) + 1
            length += size
        owners.append((number << bits).to_bytes(8, "little") * length)
    return _numbers(b"".join(terms), b"".join(places), b"".join(owners))


def _neighbours(text: str) -> bytes:
    """Each character with the one after it, the last with none, in eight bytes."""
    data = in_browser_order(text).encode(_UTF32) + bytes(8)
    found = array("Q", bytes(8 * len(text)))
    found[::2] = array("Q", data[: (len(text) + 1) // 2 * 8])
    found[1::2] = array("Q", data[4 : 4 + len(text) // 2 * 8])
    return found.tobytes()


def _characters(pages: Sequence[_Page], bits: int) -> bytes:
    """Numbers of all characters of a page: at 0 those of its title, at TITLE_ZONE its others."""
    terms: list[str] = []
    places: list[int] = []
    owners: list[bytes] = []
    for number, page in enumerate(pages, 1):
        found = dict.fromkeys("".join(page.blocks))
        title = len(set(page.blocks[0]))
        terms += found
        places += [0] * title + [TITLE_ZONE] * (len(found) - title)
        owners.append((number << bits).to_bytes(8, "little") * len(found))
    data = in_browser_order(_END.join([*terms, ""])).encode(_UTF32)
    return _numbers(data, _bytes(places), b"".join(owners))


def _numbers(terms: bytes, places: bytes, owners: bytes) -> bytes:
    """Numbers of terms, each two characters in UTF-32, with their places and their pages."""
    first, second, above = each(CHARACTER), each(CHARACTER << SPOT_BITS), each(_ABOVE)
    second_at = 32 - SPOT_BITS
    return b"".join(
        inner((term & first) << _FIRST_BIT | term >> second_at & second | above | place | owner)
        for term, place, owner in zip(*map(blocks, (terms, places, owners)), strict=True)
    )[: len(terms)]


def _bytes(numbers: Iterable[int]) -> bytes:
    return swapped(array("Q", numbers)).tobytes()


def _sorted(data: bytes) -> bytes:
    """The numbers in order: floats of the same bits have the same order, and sort faster."""
    numbers = swapped(array("d", data)).tolist()
    numbers.sort()
    return swapped(array("d", numbers)).tobytes()


def swapped(numbers: Numbers) -> Numbers:
    """Little-endian numbers in the machine's own order, or the other way round."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
