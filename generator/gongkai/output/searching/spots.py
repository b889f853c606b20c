"""Spots: where every term of some pages stands, sorted all at once.

To sort numbers takes less time than a dictionary with a list for each term.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.output.searching.characters import characters
from gongkai.output.searching.lanes import blocks, each, inner
from gongkai.output.searching.layout import (
    ABOVE,
    FIRST_BIT,
    SPOT_BITS,
    TITLE_ZONE,
    Spots,
    as_bytes,
    in_order,
)
from gongkai.output.searching.terms import CHARACTER, in_browser_order
from gongkai.terms.fold import fold

_STEP = 64  # every block begins at a multiple: a word more in one leaves the places of others
_END = "\0"  # after each block; a fold has none
_UTF32 = "utf-32-le"


@dataclass(frozen=True, slots=True)
class _Page:
    """blocks: folded, the title first. starts: the place of each, at last that of a next one.

    Places count from 0, one a character, one or more free after each block; the body begins at
    TITLE_ZONE or later. So pairs that follow each other stand in one block.
    """

    blocks: tuple[str, ...]
    starts: tuple[int, ...]


def spots(pages: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Spots]:
    """Spots of the pairs and then of the characters of pages.

    Each page is given as its title and the texts of its blocks. First of some pages and then of
    others where a block is so long that its places leave too few bits for the number of a page.
    Raises OverflowError for one of 30 million characters.
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
        pairs = Spots(in_order(_pairs(pages, bits)), bits, before)
        yield pairs
        yield characters(pairs, _others(pages, bits))
    elif len(pages) > 1:
        half = len(pages) // 2
        yield from _runs(pages[:half], before)
        yield from _runs(pages[half:], before + half)
    else:
        raise OverflowError(f"a page of {pages[0].starts[-1]} places")


def _pairs(pages: Sequence[_Page], bits: int) -> bytes:
    """Numbers of all pairs of neighbours in a block."""
    neighbours = memoryview(_neighbours("".join([f"{b}{_END}" for p in pages for b in p.blocks])))
    top = max((page.starts[-1] for page in pages), default=0)
    counted = memoryview(as_bytes(range(top)))
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


def _numbers(terms: bytes, places: bytes, owners: bytes) -> bytes:
    """Numbers of terms, each two characters in UTF-32, with their places and their pages."""
    first, second, above = each(CHARACTER), each(CHARACTER << SPOT_BITS), each(ABOVE)
    second_at = 32 - SPOT_BITS
    return b"".join(
        inner((term & first) << FIRST_BIT | term >> second_at & second | above | place | owner)
        for term, place, owner in zip(*map(blocks, (terms, places, owners)), strict=True)
    )[: len(terms)]


def _others(pages: Sequence[_Page], bits: int) -> Iterator[int]:
    """Numbers of characters that begin no pair, or one beyond the zone of the title they are in."""
    for number, page in enumerate(pages, 1):
        title, *body = page.blocks
        for character in title if len(title) > TITLE_ZONE else title[-1:]:
            yield _number(character, number << bits)
        for block in filter(None, body):
            yield _number(block[-1], number << bits | TITLE_ZONE)


def _number(character: str, spot: int) -> int:
    return ABOVE | ord(in_browser_order(character)) << FIRST_BIT | spot
