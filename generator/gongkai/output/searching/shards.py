"""Shards: the bigram index cut into files, so that a search loads few of them."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from gongkai.output.searching.packing import varint, varints
from gongkai.output.searching.postings import Posting
from gongkai.output.searching.terms import browser_order

# A group of shards ends at a term whose own checksum says so, once it is large enough: a few bytes
# more in one leave the others as they are.
_GROUP_LEAST = 8_000
_GROUP_ENDS = 8
_GROUPS = 512  # hardly more: a first query loads the words between them
_SHARD = 12_000  # bytes, on average at most
_LARGE = 4_000  # bytes of places from which on they have a file of their own

Term = tuple[str, Posting]
Parts = Sequence[Iterable[Term]]  # all terms in the order of browsers, in parts that are made anew


def large(parts: Parts) -> Iterator[tuple[str, bytes]]:
    """Terms whose places are many, with their places: each a file that few searches need."""
    for term, each in chain.from_iterable(parts):
        if len(each.places) > _LARGE:
            yield term, each.places


def shards(parts: Parts, elsewhere: Mapping[str, str]) -> Iterator[tuple[str, list[bytes]]]:
    """The index cut into files, in groups: (a word, bytes of each before compression).

    The word is not after any term of the group, and after all terms of the one before.
    elsewhere: the terms of `large` and the digests of their files.
    """
    total = sum(_size(term, elsewhere) for term in chain.from_iterable(parts))
    least = max(_GROUP_LEAST, 1 << (total // _GROUPS).bit_length())
    alone = max(_GROUP_LEAST, least // 8)  # nobody who asks for another term shall load it
    group: list[Term] = []
    size = before = 0
    last = ""
    for term in chain.from_iterable(parts):
        own = _size(term, elsewhere)
        ends = size >= least and zlib.crc32(term[0].encode()) % _GROUP_ENDS == 0
        if group and (ends or size >= 2 * least or max(own, before) >= alone):
            yield _between(last, group[0][0]), _spread(group, size, elsewhere)
            last, group, size = group[-1][0], [], 0
        group.append(term)
        size += own
        before = own
    if group:
        yield _between(last, group[0][0]), _spread(group, size, elsewhere)


def _size(term: Term, elsewhere: Mapping[str, str]) -> int:
    """About as many bytes as a term takes in its shard."""
    word, posting = term
    return len(posting.pages) + (8 if word in elsewhere else len(posting.places)) + 8


def _spread(group: Sequence[Term], size: int, elsewhere: Mapping[str, str]) -> list[bytes]:
    """The shards of a group: the last character of a term says in which it is.

    Their number is a power of two, at most 1024: so JavaScript's half of a character does, too.
    """
    count = min(1 << (size // _SHARD).bit_length(), 1024) if len(group) > 1 else 1
    parts: list[list[Term]] = [[] for _ in range(count)]
    for term in group:
        parts[ord(term[0][-1]) % count].append(term)
    return [_shard(part, elsewhere) for part in parts]


def _between(last: str, first: str) -> str:
    """The first character of a term when that is already after another, else the term."""
    return first[:1] if browser_order(first[:1]) > browser_order(last) else first


def _shard(terms: Sequence[Term], elsewhere: Mapping[str, str]) -> bytes:
    """A file: length of the terms in bytes, terms joined by line feeds, then for each the length
    of its pages and that of its places, times two, plus one when a digest stands in their stead;
    then for each pages and places. All numbers are varints.
    """
    lengths: list[int] = []
    parts: list[bytes] = []
    for term, posting in terms:
        far = elsewhere.get(term, "")
        places = far.encode() or posting.places
        lengths += (len(posting.pages), len(places) * 2 + bool(far))
        parts += (posting.pages, places)
    head = "\n".join(term for term, _ in terms).encode()
    return b"".join((varint(len(head)), head, varints(lengths), *parts))
