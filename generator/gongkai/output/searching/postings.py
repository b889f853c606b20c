"""Postings: which pages hold which pair of characters, and where, for one segment and for all."""

import zlib
from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, repeat
from operator import add, iadd, setitem, sub
from typing import NamedTuple

from gongkai.output.searching.packing import pack_all, varint, varints

TITLE_ZONE = 256  # a page's places below it are in its title; longer titles count as body there
# A group of shards ends at a term whose own checksum says so, once it is large enough: a few bytes
# more in one leave the others as they are.
_GROUP_LEAST = 8_000
_GROUP_ENDS = 8
_GROUPS = 512  # hardly more: a first query loads the words between them
_SHARD = 12_000  # bytes, on average at most
_LARGE = 4_000  # bytes of places from which on they have a file of their own


@dataclass(frozen=True, slots=True)
class Postings:
    """Terms and, for each, the pages that hold it (numbers from 0 in this segment).

    first, last: page * 2 + 1 when in its title, of the first and the last page.
    pages: bytes of the pages after the first, as steps from the page before; page_lengths.
    places: where a pair stands in each of its pages, as steps from the place before in the page:
    times two, plus one when more follow there; place_lengths.
    """

    terms: tuple[str, ...]
    first: "array[int]"
    last: "array[int]"
    page_lengths: "array[int]"
    place_lengths: "array[int]"
    pages: bytes
    places: bytes


class Posting(NamedTuple):
    """The pages and places of one term in the whole portal, as bytes for the browser."""

    pages: bytes
    places: bytes


def browser_order(term: str) -> bytes:
    """Sort key: the order of JavaScript's < on strings."""
    return term.encode("utf-16-be")


class Merger:
    """Joins the postings of segments to those of the whole portal."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = defaultdict(count().__next__)  # term to its place in these:
        self._pages: list[bytearray] = []
        self._places: list[bytearray] = []
        self._reached: list[int] = []  # last page so far, times two

    def add(self, first: int, part: Postings) -> None:
        """Add the next segment. first: number of its first page."""
        twice = first * 2
        at = list(map(self._terms.__getitem__, part.terms))
        new = len(self._terms) - len(self._pages)
        self._pages += map(bytearray, repeat(0, new))
        self._places += map(bytearray, repeat(0, new))
        self._reached += repeat(0, new)
        befores = map(self._reached.__getitem__, at)
        heads = pack_all(map(sub, [twice + first for first in part.first], befores))
        pages = map(add, heads, _cut(part.pages, part.page_lengths))
        _run(map(iadd, map(self._pages.__getitem__, at), pages))
        places = _cut(part.places, part.place_lengths)
        _run(map(iadd, map(self._places.__getitem__, at), places))
        lasts = [twice + (last & ~1) for last in part.last]
        _run(map(setitem, repeat(self._reached), at, lasts))

    def whole(self) -> dict[str, Posting]:
        """What was added, by term in the order of browsers."""
        terms = sorted(self._terms, key=browser_order)
        found = (self._terms[term] for term in terms)
        return {
            term: Posting(bytes(self._pages[at]), bytes(self._places[at]))
            for term, at in zip(terms, found, strict=True)
        }


def _run(steps: Iterable[object]) -> None:
    """Take all steps; a loop would take several times as long."""
    deque(steps, maxlen=0)


def _cut(data: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    ends = list(accumulate(lengths, initial=0))
    return map(data.__getitem__, map(slice, ends, ends[1:]))


def large(whole: dict[str, Posting]) -> dict[str, bytes]:
    """Terms whose places are many, with their places: each a file that few searches need."""
    return {term: each.places for term, each in whole.items() if len(each.places) > _LARGE}


def shards(
    whole: dict[str, Posting], elsewhere: Mapping[str, str]
) -> Iterator[tuple[str, list[bytes]]]:
    """The index cut into files, in groups: (a word, bytes of each before compression).

    The word is not after any term of the group, and after all terms of the one before.
    whole: as Merger gives it. elsewhere: the terms of `large` and the digests of their files.
    """
    sizes = {term: _size(term, each, elsewhere) for term, each in whole.items()}
    least = max(_GROUP_LEAST, 1 << (sum(sizes.values()) // _GROUPS).bit_length())
    alone = max(_GROUP_LEAST, least // 8)  # nobody who asks for another term shall load it
    terms: list[str] = []
    size = before = 0
    last = ""
    for term, own in sizes.items():
        ends = size >= least and zlib.crc32(term.encode()) % _GROUP_ENDS == 0
        if terms and (ends or size >= 2 * least or max(own, before) >= alone):
            yield _between(last, terms[0]), _spread(terms, size, whole, elsewhere)
            last, terms, size = terms[-1], [], 0
        terms.append(term)
        size += own
        before = own
    if terms:
        yield _between(last, terms[0]), _spread(terms, size, whole, elsewhere)


def _size(term: str, posting: Posting, elsewhere: Mapping[str, str]) -> int:
    """About as many bytes as a term takes in its shard."""
    return len(posting.pages) + (8 if term in elsewhere else len(posting.places)) + 8


def _spread(
    terms: list[str], size: int, whole: dict[str, Posting], elsewhere: Mapping[str, str]
) -> list[bytes]:
    """The shards of a group: the last character of a term says in which it is.

    Their number is a power of two, at most 1024: so JavaScript's half of a character does, too.
    """
    count = min(1 << (size // _SHARD).bit_length(), 1024) if len(terms) > 1 else 1
    parts: list[list[str]] = [[] for _ in range(count)]
    for term in terms:
        parts[ord(term[-1]) % count].append(term)
    return [_shard(part, whole, elsewhere) for part in parts]


def _between(last: str, first: str) -> str:
    """The first character of a term when that is already after another, else the term."""
    return first[:1] if browser_order(first[:1]) > browser_order(last) else first


def _shard(terms: list[str], whole: dict[str, Posting], elsewhere: Mapping[str, str]) -> bytes:
    """A file: length of the terms in bytes, terms joined by line feeds, then for each the length
    of its pages and that of its places, times two, plus one when a digest stands in their stead;
    then for each pages and places. All numbers are varints.
    """
    lengths: list[int] = []
    parts: list[bytes] = []
    for term in terms:
        pages, far = whole[term].pages, elsewhere.get(term, "")
        places = far.encode() or whole[term].places
        lengths += (len(pages), len(places) * 2 + bool(far))
        parts += (pages, places)
    head = "\n".join(terms).encode()
    return b"".join((varint(len(head)), head, varints(lengths), *parts))
