"""Stream: from the texts of some pages to their postings, with hardly a step of Python for a place.

The sorted numbers of `spots` are compared and packed thousands at a time.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress, pairwise

from gongkai.output.searching.lanes import (
    GAP,
    after,
    before,
    blocks,
    each,
    inner,
    some,
    varints,
    where,
)
from gongkai.output.searching.layout import SPOT_BITS, TITLE_ZONE, Spots, as_array
from gongkai.output.searching.postings import BETWEEN, Postings
from gongkai.output.searching.spots import spots
from gongkai.output.searching.terms import CHARACTER, EDGES, SECOND_BITS

_NEW = GAP + 1  # in the stead of a byte, before those of each term
_ZONE_BIT = TITLE_ZONE.bit_length() - 1
_TERM = (1 << 2 * SECOND_BITS) - 1


@dataclass(frozen=True, slots=True)
class _Bytes:
    """The bytes of each number as characters, with gaps between them.

    width: characters of a number; the first is _NEW where a term begins.
    """

    text: str
    width: int

    def cut(self, start: int, end: int) -> bytes:
        """The bytes of the numbers from start to end as `Postings` has them."""
        found = self.text[start * self.width : end * self.width].replace(chr(GAP), "")
        return found[1:].replace(chr(_NEW), BETWEEN.decode("latin-1")).encode("latin-1")


def postings(pages: Sequence[tuple[str, Sequence[str]]]) -> Iterator[tuple[Postings, ...]]:
    """Postings of pages, each given as its title and the texts of its blocks.

    As many times as `spots` gives some; each time for all of the parts that EDGES make.
    """
    return (tuple(_parts(run)) for run in spots(pages) if run.numbers)


def _parts(run: Spots) -> Iterator[Postings]:
    new, entries, pages, places = _packed(run)
    numbers = as_array(run.numbers)
    starts = [*compress(range(len(numbers)), new), len(numbers)]
    terms = array("Q", [numbers[at] >> SPOT_BITS & _TERM for at in starts[:-1]])
    first = array("I", [entries[at] for at in starts[:-1]])
    last = array("I", [entries[at - 1] for at in starts[1:]])
    bounds = [0, *(bisect_left(terms, edge) for edge in EDGES), len(terms)]
    for start, end in pairwise(bounds):
        yield Postings(
            terms=terms[start:end],
            first=first[start:end],
            last=last[start:end],
            pages=pages.cut(starts[start], starts[end]),
            places=places.cut(starts[start], starts[end]),
        )


def _packed(run: Spots) -> tuple[bytes, "array[int]", _Bytes, _Bytes]:
    """Of each number: 1 when it is the first of its term, else 0; its page as in Postings.first;
    its page and its place as in Postings.pages and places.
    """
    found = map(partial(_packed_block, run), blocks(run.numbers))
    news, entries, pages, page_units, places, place_units = zip(*found, strict=True)
    new = b"".join(news)[: len(run.numbers) // 8]
    return (
        new,
        as_array(b"".join(entries)),
        _Bytes(_mixed(new, b"".join(pages), max(page_units)), max(page_units) + 1),
        _Bytes(_mixed(new, b"".join(places), max(place_units)), max(place_units) + 1),
    )


def _packed_block(run: Spots, block: int) -> tuple[bytes, bytes, bytes, int, bytes, int]:
    """The same of a block of numbers, pages and places as units of varints, with their count."""
    one, bits = each(1), run.place_bits
    changed = block ^ before(block)
    new, new_page = some(changed, SPOT_BITS), some(changed, bits)
    again = new_page ^ one  # in the same page as the one before
    page = block >> bits & each((1 << SPOT_BITS - bits) - 1)
    place = block & each((1 << bits) - 1)
    in_title = some(place, _ZONE_BIT) ^ one
    entries = (page << 1) + in_title + each(2 * run.before)
    kept = new ^ new_page  # the first page of a term is told elsewhere
    page_steps = where(kept, page) - where(kept, before(page))
    packed, page_units = varints((page_steps << 1) + (in_title & kept), kept)
    pair = some(block & each(CHARACTER << SPOT_BITS), SPOT_BITS)
    place_steps = (place - where(again, before(place)) << 1) + after(again)
    packed_places, place_units = varints(where(pair, place_steps), pair)
    return (
        inner(new)[::8],
        inner(entries),
        inner(packed),
        page_units,
        inner(packed_places),
        place_units,
    )


def _mixed(new: bytes, units: bytes, count: int) -> str:
    """Of each number _NEW or GAP, and so many of its units of 16 bits."""
    marks = bytearray(2 * len(new))
    marks[::2], marks[1::2] = new, bytes([GAP >> 8]) * len(new)
    mixed = array("H", bytes(2 * len(new) * (count + 1)))
    mixed[:: count + 1] = array("H", marks)
    for at in range(count):
        mixed[at + 1 :: count + 1] = array("H", units)[at : 4 * len(new) : 4]
    return mixed.tobytes().decode("utf-16-le")
