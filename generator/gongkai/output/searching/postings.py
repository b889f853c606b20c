"""Postings: which pages hold which pair of characters, and where, for one segment and for all."""

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import add

from gongkai.output.searching.packing import varint, varints
from gongkai.terms.fold import fold

TITLE_ZONE = 256  # a page's places below it are in its title; longer titles count as body there
# A shard ends at a pair whose own checksum says so, once it is large enough: a few bytes more in
# one shard leave the others as they are.
_SHARD_LEAST = 8_000
_SHARD_MOST = 16_000
_SHARD_ENDS = 8
_LARGE = 4_000  # bytes of places from which on they have a file of their own
_SHORT = tuple(varint(number) for number in range(1 << 14))


@dataclass(frozen=True, slots=True)
class Postings:
    """Terms in order and, for each, the pages that hold it (numbers from 0 in this segment).

    first, last: page * 2 + 1 when in its title, of the first and the last page.
    pages: bytes of the pages after the first, as steps from the page before; page_lengths.
    places: where in each of its pages a pair stands, as `Stream.row` tells; place_lengths.
    """

    terms: tuple[str, ...]
    first: "array[int]"
    last: "array[int]"
    page_lengths: "array[int]"
    place_lengths: "array[int]"
    pages: bytes
    places: bytes


@dataclass(slots=True)
class Posting:
    """The pages and places of one term in the whole portal, as bytes for the browser."""

    pages: bytearray
    places: bytearray
    reached: int = 0  # the last page so far


def postings(pages: Sequence[tuple[str, Sequence[str]]]) -> Postings:
    """Postings of pages, each given as its title and the texts of its blocks."""
    stream = Stream()
    for number, (title, blocks) in enumerate(pages):
        stream.add(number, (title, *blocks))
    terms = sorted(stream.found, key=browser_order)
    rows = [stream.row(term) for term in terms]
    page_bytes = [_page_bytes(entries) for entries, _ in rows]
    place_bytes = [_bytes(steps) for _, steps in rows]
    return Postings(
        terms=tuple(terms),
        first=array("I", (entries[0] for entries, _ in rows)),
        last=array("I", (entries[-1] for entries, _ in rows)),
        page_lengths=array("I", map(len, page_bytes)),
        place_lengths=array("I", map(len, place_bytes)),
        pages=b"".join(page_bytes),
        places=b"".join(place_bytes),
    )


class Stream:
    """All folded blocks of some pages, one after the other, and where in them each term stands.

    Terms are every pair of neighbours in a block, with their places, and every character. A page
    counts its places from 0, one a character, one free after each block; the body begins at
    TITLE_ZONE or later. So pairs that follow each other stand in one block.
    """

    def __init__(self) -> None:
        self.found: dict[str, list[int]] = defaultdict(list)  # term to its places in the stream
        self._entries: list[int] = []  # for each place in the stream: as `row` gives them
        self._steps: list[int] = []

    def add(self, page: int, blocks: Sequence[str]) -> None:
        """Add a page; the first block is its title."""
        start = 0
        seen: set[str] = set()
        for number, block in enumerate(blocks):
            folded = fold(block)
            if folded:
                found, base = self.found, len(self._entries)
                for at, pair in enumerate(map(add, folded, folded[1:]), base):
                    found[pair].append(at)
                for character in set(folded) - seen:
                    found[character].append(base)
                seen.update(folded)
                self._entries += [page * 2 + (start < TITLE_ZONE)] * len(folded)
                self._steps += range(start * 2, (start + len(folded)) * 2, 2)
            start = max(TITLE_ZONE if number == 0 else 0, start + len(folded) + 1)

    def row(self, term: str) -> tuple[list[int], list[int]]:
        """Pages of a term, page * 2 + 1 when in its title; and for a pair, of all pages the
        places as steps from the one before in the page: times two, plus one when more follow.
        """
        places = self.found[term]
        entries = [self._entries[at] for at in places]
        steps = [self._steps[at] for at in places]
        if len({entry >> 1 for entry in entries}) < len(entries):  # twice in some page
            entries, steps = _once_a_page(entries, steps)
        return entries, steps if len(term) > 1 else []


def _once_a_page(entries: list[int], steps: list[int]) -> tuple[list[int], list[int]]:
    pages: list[int] = []
    last_page, last_step = -1, 0
    joined: list[int] = []
    for entry, step in zip(entries, steps, strict=True):
        if entry >> 1 != last_page:
            pages.append(entry)
            joined.append(step)
            last_page = entry >> 1
        else:
            joined[-1] += 1
            joined.append(step - last_step)
        last_step = step
    return pages, joined


def browser_order(term: str) -> bytes:
    """Sort key: the order of JavaScript's < on strings."""
    return term.encode("utf-16-be")


def _page_bytes(entries: list[int]) -> bytes:
    """All pages but the first as steps from the one before: times two, plus one when in title."""
    return _bytes(
        [((entry >> 1) - (before >> 1)) * 2 + (entry & 1) for before, entry in pairwise(entries)]
    )


def _bytes(numbers: list[int]) -> bytes:
    """Numbers as varints, quickly: almost all are small."""
    if max(numbers, default=0) < len(_SHORT):
        return b"".join([_SHORT[number] for number in numbers])
    return varints(numbers)


def merge(parts: Iterable[tuple[int, Postings]]) -> dict[str, Posting]:
    """Postings of the whole portal by term. parts: number of its first page, postings; in order."""
    whole: dict[str, Posting] = {}
    for base, part in parts:
        page, place = 0, 0
        rows = zip(
            part.terms, part.first, part.last, part.page_lengths, part.place_lengths, strict=True
        )
        for term, first, last, page_length, place_length in rows:
            posting = whole.get(term)
            if posting is None:
                posting = whole[term] = Posting(bytearray(), bytearray())
            step = base + (first >> 1) - posting.reached
            posting.pages += varint(step * 2 + (first & 1))
            posting.pages += part.pages[page : page + page_length]
            posting.places += part.places[place : place + place_length]
            posting.reached = base + (last >> 1)
            page += page_length
            place += place_length
    return whole


def large(whole: dict[str, Posting]) -> dict[str, bytes]:
    """Terms whose places are many, with their places: each a file that few searches need."""
    return {
        term: bytes(whole[term].places)
        for term in sorted(whole, key=browser_order)
        if len(whole[term].places) > _LARGE
    }


def shards(whole: dict[str, Posting], elsewhere: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The index cut into files: (first term, bytes before compression).

    elsewhere: the terms of `large` and the digests (base 16) of their files.
    A shard: length of the terms in bytes, terms joined by line feeds, then for each the length
    of its pages and that of its places, times two, plus one when a digest stands in their stead;
    then for each pages and places. All numbers are varints.
    """
    terms: list[str] = []
    size = 0
    for term in sorted(whole, key=browser_order):
        ends = zlib.crc32(term.encode()) % _SHARD_ENDS == 0
        own = len(whole[term].pages) + 8
        own += 0 if term in elsewhere else len(whole[term].places)
        alone = own >= _SHARD_LEAST  # nobody who asks for another term shall load it
        full = size >= _SHARD_MOST or (size >= _SHARD_LEAST and ends)
        if terms and (full or alone):
            yield terms[0], _shard(terms, whole, elsewhere)
            terms, size = [], 0
        terms.append(term)
        size += own
        if alone:
            yield terms[0], _shard(terms, whole, elsewhere)
            terms, size = [], 0
    if terms:
        yield terms[0], _shard(terms, whole, elsewhere)


def _shard(terms: list[str], whole: dict[str, Posting], elsewhere: Mapping[str, str]) -> bytes:
    lengths: list[int] = []
    parts: list[bytes | bytearray] = []
    for term in terms:
        pages, far = whole[term].pages, elsewhere.get(term, "")
        places = bytes.fromhex(far) if far else whole[term].places
        lengths += (len(pages), len(places) * 2 + bool(far))
        parts += (pages, places)
    head = "\n".join(terms).encode()
    return b"".join((varint(len(head)), head, varints(lengths), *parts))
