"""Postings: which pages hold which pair of characters, and where, for one segment and for all."""

import zlib
from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat
from operator import add, sub
from typing import NamedTuple, TypeVar

from gongkai.output.searching.packing import pack, varint, varints

TITLE_ZONE = 256  # a page's places below it are in its title; longer titles count as body there
# A shard ends at a pair whose own checksum says so, once it is large enough: a few bytes more in
# one shard leave the others as they are.
_SHARD_LEAST = 8_000
_SHARD_MOST = 16_000
_SHARD_ENDS = 8
_LARGE = 4_000  # bytes of places from which on they have a file of their own

Item = TypeVar("Item")


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


def note(lists: Mapping[str, list[Item]], terms: Iterable[str], items: Iterable[Item]) -> None:
    """Append to the list of each term its item; a loop would take several times as long."""
    deque(map(list.append, map(lists.__getitem__, terms), items), maxlen=0)


class Merger:
    """Joins the postings of segments to those of the whole portal."""

    def __init__(self) -> None:
        self._pages: dict[str, list[bytes]] = defaultdict(list)
        self._places: dict[str, list[bytes]] = defaultdict(list)
        self._reached: dict[str, int] = {}  # term to its last page so far, times two

    def add(self, first: int, part: Postings) -> None:
        """Add the next segment. first: number of its first page."""
        twice = first * 2
        befores = map(self._reached.get, part.terms, repeat(0))
        heads = map(pack, map(sub, map(twice.__add__, part.first), befores))
        note(self._pages, part.terms, map(add, heads, _cut(part.pages, part.page_lengths)))
        note(self._places, part.terms, _cut(part.places, part.place_lengths))
        lasts = [twice + (last & ~1) for last in part.last]
        self._reached.update(zip(part.terms, lasts, strict=True))

    def whole(self) -> dict[str, Posting]:
        """What was added, by term in the order of browsers."""
        terms = sorted(self._pages, key=browser_order)
        return {
            term: Posting(b"".join(self._pages[term]), b"".join(self._places[term]))
            for term in terms
        }


def _cut(data: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    ends = list(accumulate(lengths, initial=0))
    return map(data.__getitem__, map(slice, ends, ends[1:]))


def large(whole: dict[str, Posting]) -> dict[str, bytes]:
    """Terms whose places are many, with their places: each a file that few searches need."""
    return {term: each.places for term, each in whole.items() if len(each.places) > _LARGE}


def shards(whole: dict[str, Posting], elsewhere: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The index cut into files: (a word, bytes before compression). whole: as Merger gives it.

    The word is not after any term of the file, and after all terms of the one before.
    elsewhere: the terms of `large` and the digests (base 16) of their files.
    A shard: length of the terms in bytes, terms joined by line feeds, then for each the length
    of its pages and that of its places, times two, plus one when a digest stands in their stead;
    then for each pages and places. All numbers are varints.
    """
    terms: list[str] = []
    size = 0
    last = ""
    for term in whole:
        ends = zlib.crc32(term.encode()) % _SHARD_ENDS == 0
        own = len(whole[term].pages) + 8
        own += 0 if term in elsewhere else len(whole[term].places)
        alone = own >= _SHARD_LEAST  # nobody who asks for another term shall load it
        full = size >= _SHARD_MOST or (size >= _SHARD_LEAST and ends)
        if terms and (full or alone or len(whole[terms[0]].pages) >= _SHARD_LEAST):
            yield _between(last, terms[0]), _shard(terms, whole, elsewhere)
            last, terms, size = terms[-1], [], 0
        terms.append(term)
        size += own
    if terms:
        yield _between(last, terms[0]), _shard(terms, whole, elsewhere)


def _between(last: str, first: str) -> str:
    """The first character of a term when that is already after another, else the term."""
    return first[:1] if browser_order(first[:1]) > browser_order(last) else first


def _shard(terms: list[str], whole: dict[str, Posting], elsewhere: Mapping[str, str]) -> bytes:
    lengths: list[int] = []
    parts: list[bytes] = []
    for term in terms:
        pages, far = whole[term].pages, elsewhere.get(term, "")
        places = bytes.fromhex(far) if far else whole[term].places
        lengths += (len(pages), len(places) * 2 + bool(far))
        parts += (pages, places)
    head = "\n".join(terms).encode()
    return b"".join((varint(len(head)), head, varints(lengths), *parts))
