"""Postings: which pages hold which pair of characters, and where, for one segment and for all."""

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add, itemgetter, sub
from typing import NamedTuple

from gongkai.output.searching.packing import varint, varints
from gongkai.terms.fold import fold

TITLE_ZONE = 256  # a page's places below it are in its title; longer titles count as body there
_STEP = 64  # every block begins at a multiple: a word more in one leaves the places of others
# A shard ends at a pair whose own checksum says so, once it is large enough: a few bytes more in
# one shard leave the others as they are.
_SHARD_LEAST = 8_000
_SHARD_MOST = 16_000
_SHARD_ENDS = 8
_LARGE = 4_000  # bytes of places from which on they have a file of their own
_SHORTS = 1 << 14
_SHORT = tuple(varint(number) for number in range(_SHORTS))


@dataclass(frozen=True, slots=True)
class Postings:
    """Terms in order and, for each, the pages that hold it (numbers from 0 in this segment).

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

    pages: bytearray
    places: bytearray


def postings(pages: Sequence[tuple[str, Sequence[str]]]) -> Postings:
    """Postings of pages, each given as its title and the texts of its blocks."""
    stream = Stream()
    for number, (title, blocks) in enumerate(pages):
        stream.add(number, (title, *blocks))
    terms = sorted(stream.found, key=browser_order)
    rows = list(map(stream.row, terms))
    return Postings(
        terms=tuple(terms),
        first=array("I", (row.first for row in rows)),
        last=array("I", (row.last for row in rows)),
        page_lengths=array("I", (len(row.pages) for row in rows)),
        place_lengths=array("I", (len(row.places) for row in rows)),
        pages=b"".join(row.pages for row in rows),
        places=b"".join(row.places for row in rows),
    )


class Row(NamedTuple):
    """A term of `Postings`."""

    first: int
    last: int
    pages: bytes
    places: bytes


class Stream:
    """All folded blocks of some pages, one after the other, and where in them each term stands.

    Terms are every pair of neighbours in a block, with their places, and every character. A page
    counts its places from 0, one a character, one or more free after each block; the body begins
    at TITLE_ZONE or later. So pairs that follow each other stand in one block.
    """

    def __init__(self) -> None:
        self.found: dict[str, list[int]] = defaultdict(list)  # term to its places in the stream
        # For each place in the stream: page * 2, plus one in the title; page * 2; the place in
        # the page times two, as a number and packed. `row` looks things up and loops over none.
        self._entries: list[int] = []
        self._evens: list[int] = []
        self._steps: list[int] = []
        self._packed: list[bytes] = []

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
                self._evens += [page * 2] * len(folded)
                steps = range(start * 2, (start + len(folded)) * 2, 2)
                self._steps += steps
                few = steps.stop <= _SHORTS
                self._packed += _SHORT[steps.start : steps.stop : 2] if few else map(varint, steps)
            start = max(TITLE_ZONE if number == 0 else 0, after(start + len(folded)))

    def row(self, term: str) -> Row:
        """The pages and places of a term; a single character has no places."""
        at = self.found[term]
        if len(at) == 1:
            entry = self._entries[at[0]]
            return Row(entry, entry, b"", self._packed[at[0]] if len(term) > 1 else b"")
        pick = itemgetter(*at)
        entries, evens = pick(self._entries), pick(self._evens)
        if len(set(evens)) < len(evens):
            entries, steps = _once_a_page(entries, pick(self._steps))
            places = _bytes(steps)
        else:
            places = b"".join(pick(self._packed)) if len(term) > 1 else b""
        befores = evens if len(evens) == len(entries) else [entry & ~1 for entry in entries]
        pages = _bytes([*map(sub, entries[1:], befores)])
        return Row(entries[0], entries[-1], pages, places)


def _once_a_page(entries: Sequence[int], steps: Sequence[int]) -> tuple[list[int], list[int]]:
    """Entries of different pages, and the steps as `Postings` has them."""
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


def after(end: int) -> int:
    """Where the block begins that follows one that ends before a place."""
    return (end // _STEP + 1) * _STEP


def browser_order(term: str) -> bytes:
    """Sort key: the order of JavaScript's < on strings."""
    return term.encode("utf-16-be")


def _bytes(numbers: list[int]) -> bytes:
    """Numbers as varints, quickly: almost all are small."""
    most = max(numbers, default=0)
    if most < 0x80:
        return bytes(numbers)
    return b"".join([_SHORT[number] for number in numbers]) if most < _SHORTS else varints(numbers)


def merge(parts: Iterable[tuple[int, Postings]]) -> dict[str, Posting]:
    """Postings of the whole portal by term. parts: number of its first page, postings; in order."""
    whole: defaultdict[str, Posting] = defaultdict(lambda: Posting(bytearray(), bytearray()))
    reached: dict[str, int] = {}  # term to its last page so far, times two
    for base, part in parts:
        page, place, twice = 0, 0, base * 2
        page_bytes, place_bytes = part.pages, part.places
        rows = zip(
            part.terms, part.first, part.last, part.page_lengths, part.place_lengths, strict=True
        )
        for term, first, last, page_length, place_length in rows:
            pages, places = whole[term]
            step = twice + first - reached.get(term, 0)
            pages += _SHORT[step] if step < _SHORTS else varint(step)
            if page_length:  # most terms stand in one page of a segment
                pages += page_bytes[page : page + page_length]
                page += page_length
            if place_length:
                places += place_bytes[place : place + place_length]
                place += place_length
            reached[term] = twice + (last & ~1)
    return dict(whole)


def large(whole: dict[str, Posting]) -> dict[str, bytes]:
    """Terms whose places are many, with their places: each a file that few searches need."""
    return {
        term: bytes(whole[term].places)
        for term in sorted(whole, key=browser_order)
        if len(whole[term].places) > _LARGE
    }


def shards(whole: dict[str, Posting], elsewhere: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The index cut into files: (a word, bytes before compression).

    The word is not after any term of the file, and after all terms of the one before.
    elsewhere: the terms of `large` and the digests (base 16) of their files.
    A shard: length of the terms in bytes, terms joined by line feeds, then for each the length
    of its pages and that of its places, times two, plus one when a digest stands in their stead;
    then for each pages and places. All numbers are varints.
    """
    terms: list[str] = []
    size = 0
    last = ""
    for term in sorted(whole, key=browser_order):
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
    parts: list[bytes | bytearray] = []
    for term in terms:
        pages, far = whole[term].pages, elsewhere.get(term, "")
        places = bytes.fromhex(far) if far else whole[term].places
        lengths += (len(pages), len(places) * 2 + bool(far))
        parts += (pages, places)
    head = "\n".join(terms).encode()
    return b"".join((varint(len(head)), head, varints(lengths), *parts))
