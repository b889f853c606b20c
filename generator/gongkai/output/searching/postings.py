"""Postings: which pages hold which pair of characters, and where, for one segment and for all."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, pairwise
from operator import eq, mul, not_, sub
from typing import NamedTuple

from gongkai.output.searching.packing import pack_all
from gongkai.output.searching.terms import term_of

BETWEEN = b"\x80\x00"  # between the numbers of two terms: no varint is so, nor ends in its first


@dataclass(frozen=True, slots=True)
class Postings:
    """Terms in order and, for each, the pages that hold it (numbers from 1 in this segment).

    terms: as `terms` numbers them. first, last: page * 2 + 1 when in its title, of the first and
    the last page. pages: the pages after the first, as steps from the page before, in varints.
    places: where a pair stands in each of its pages, as steps from the place before in the page:
    times two, plus one when more follow there. Both with BETWEEN between the terms.
    """

    terms: "array[int]"
    first: "array[int]"
    last: "array[int]"
    pages: bytes
    places: bytes

    def as_bytes(self) -> bytes:
        """All in one, for files and other processes."""
        head = array("Q", (len(self.terms), len(self.pages)))
        return b"".join((head, self.terms, self.first, self.last, self.pages, self.places))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Postings":
        """What as_bytes() gave, on a machine of the same kind."""
        count, length = array("Q", data[:16])
        ends = list(accumulate((8 * count, 4 * count, 4 * count, length), initial=16))
        terms, first, last, pages = (data[start:end] for start, end in pairwise(ends))
        numbers = array("Q", terms), array("I", first), array("I", last)
        return cls(*numbers, pages, data[ends[-1] :])


class Posting(NamedTuple):
    """The pages and places of one term in the whole portal, as bytes for the browser."""

    pages: bytes
    places: bytes


@dataclass(frozen=True, slots=True)
class Whole:
    """Terms of the whole portal in the order of browsers, joined by line feeds.

    pages, places: as bytes for the browser, with BETWEEN between the terms.
    """

    terms: str
    pages: bytes
    places: bytes

    def __iter__(self) -> Iterator[tuple[str, Posting]]:
        """Each term with its posting."""
        if not self.terms:
            return iter(())
        pages, places = self.pages.split(BETWEEN), self.places.split(BETWEEN)
        return zip(self.terms.split("\n"), map(Posting, pages, places), strict=True)


def merged(parts: Sequence[tuple[int, bytes]]) -> Whole:
    """Postings of the same part of all segments, in their order, as one.

    parts: number of the first page of each segment, and what Postings.as_bytes() gave.
    """
    terms: list[int] = []
    firsts: list[int] = []
    lasts: list[int] = []
    pages: list[bytes] = []
    places: list[bytes] = []
    for number, data in parts:
        part = Postings.from_bytes(data)
        terms += part.terms
        twice = 2 * number - 2
        firsts += [twice + entry for entry in part.first]
        lasts += [twice + (entry & ~1) for entry in part.last]
        pages += part.pages.split(BETWEEN) if part.terms else ()
        places += part.places.split(BETWEEN) if part.terms else ()
    order = sorted(range(len(terms)), key=terms.__getitem__)
    terms = [terms[at] for at in order]
    again = bytes(map(eq, terms, chain((-1,), terms)))  # 1: an earlier segment has the term, too
    reached = map(mul, chain((0,), map(lasts.__getitem__, order)), again)
    heads = pack_all(map(sub, map(firsts.__getitem__, order), reached))
    marks = list(map((BETWEEN, b"").__getitem__, again))
    return Whole(
        "\n".join(map(term_of, compress(terms, map(not_, again)))),
        _joined(marks, heads, map(pages.__getitem__, order)),
        _joined(marks, map(places.__getitem__, order)),
    )


def _joined(*parts: Iterable[bytes]) -> bytes:
    """One of each in turn, and nothing before the first of all."""
    return b"".join(chain.from_iterable(zip(*parts, strict=True))).removeprefix(BETWEEN)
