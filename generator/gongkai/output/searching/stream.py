"""Stream: from the texts of some pages to their postings, with as few steps of Python as can be.

All pairs of neighbours are numbers, sorted and compared and packed as a whole: a step of its own
for each place, or a list for each pair, would take several times as long.
"""

import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate, compress, count, pairwise
from operator import eq, not_

from gongkai.output.searching.packing import pack_all
from gongkai.output.searching.postings import TITLE_ZONE, Postings
from gongkai.terms.fold import fold

_STEP = 64  # every block begins at a multiple: a word more in one leaves the places of others
_END = "\0"  # after each block; a fold has none
_UTF32 = f"utf-32-{sys.byteorder[0]}e"  # two characters are a number of eight bytes
_HALF = 1 << 32
_GAP = -1  # stands where no number does; packed it is nothing


def postings(pages: Iterable[tuple[str, Sequence[str]]]) -> Postings:
    """Postings of pages, each given as its title and the texts of its blocks."""
    stream = Stream()
    for number, (title, blocks) in enumerate(pages):
        stream.add(number, (title, *blocks))
    return stream.postings()


class Stream:
    """All folded blocks of some pages, and where each stands.

    Terms are every pair of neighbours in a block, with their places, and every character. A page
    counts its places from 0, one a character, one or more free after each block; the body begins
    at TITLE_ZONE or later. So pairs that follow each other stand in one block.
    """

    def __init__(self) -> None:
        self._blocks: list[tuple[int, int, str]] = []  # page, place, folded
        self._characters: list[str] = []  # of each page those in its title, then its others
        self._entries: list[int] = []  # of each of these: its page as `Postings` has it

    def add(self, page: int, blocks: Sequence[str]) -> None:
        """Add a page; the first block is its title."""
        folded = list(map(fold, blocks))
        title = set(folded[0])
        others = set().union(*folded[1:]) - title
        self._characters += ("".join(title), "".join(others))
        self._entries += [page * 2 + 1] * len(title) + [page * 2] * len(others)
        start = 0
        for number, block in enumerate(folded):
            self._blocks.append((page, start, block))
            start = max(TITLE_ZONE if number == 0 else 0, _after(start + len(block)))

    def postings(self) -> Postings:
        """Postings of all that was added: of the pairs, then of the characters."""
        terms, counts, spots, bits = self._pairs()
        pages = [spot >> bits for spot in spots]
        mask = (1 << bits) - 1
        places = [spot & mask for spot in spots]
        bounds = list(accumulate(counts, initial=0))
        again = bytearray(map(eq, pages, (_GAP, *pages)))  # in the same page as the one before
        for start in bounds[:-1]:
            again[start] = 0
        new = bytes(map(not_, again))
        firsts = zip(compress(pages, new), compress(places, new), strict=True)
        entries = [page + (place < 2 * TITLE_ZONE) for page, place in firsts]
        held = [new.count(1, start, end) for start, end in pairwise(bounds)]
        codes = array("I", "".join(self._characters).encode(_UTF32)).tolist()
        characters, each, others = _grouped(codes, self._entries, bool)
        first, last, page_lengths, page_bytes = _packed_pages(entries + others, held + each)
        place_lengths, place_bytes = _packed(_place_steps(places, again), bounds)
        return Postings(
            terms=(*terms, *map(chr, characters)),
            first=first,
            last=last,
            page_lengths=page_lengths,
            place_lengths=place_lengths + array("I", bytes(4 * len(characters))),
            pages=page_bytes,
            places=place_bytes,
        )

    def _pairs(self) -> tuple[list[str], list[int], list[int], int]:
        """Pairs, how often each stands, and its spots: page * 2 and in the lowest bits place * 2.

        And how many bits these are.
        """
        text = "".join([f"{block}{_END}" for _, _, block in self._blocks])
        data = text.encode(_UTF32)
        pairs = [0] * (len(text) - 1)
        pairs[::2] = array("Q", data[: len(text) // 2 * 8]).tolist()
        pairs[1::2] = array("Q", data[4 : (len(text) - 1) // 2 * 8 + 4]).tolist()
        ends = (2 * (start + len(block)) for _, start, block in self._blocks)
        bits = max(ends, default=0).bit_length()
        spots: list[int] = []
        for page, start, block in self._blocks:
            spot = (2 * page << bits) + 2 * start
            spots += range(spot, spot + 2 * len(block) + 2, 2)
        found, counts, spots = _grouped(pairs, spots[:-1], _in_a_block)
        told = array("Q", found).tobytes().decode(_UTF32)
        return [told[at : at + 2] for at in range(0, len(told), 2)], counts, spots, bits


def _after(end: int) -> int:
    """Where the block begins that follows one that ends before a place."""
    return (end // _STEP + 1) * _STEP


def _in_a_block(pair: int) -> bool:
    """Whether neither of two characters is an end."""
    return pair >= _HALF and pair % _HALF > 0


def _grouped(
    keys: Sequence[int], values: Sequence[int], wanted: Callable[[int], bool]
) -> tuple[list[int], list[int], list[int]]:
    """The wanted keys, how many values each has, and their values, those of a key in order."""
    counts = Counter(keys)
    found = list(filter(wanted, counts))
    ranks = dict.fromkeys(counts, len(found))  # the unwanted come last
    ranks.update(zip(found, count()))
    key = partial(next, map(ranks.__getitem__, keys))  # of a value, asked for once, in order
    many = [counts[each] for each in found]
    return found, many, sorted(values, key=key)[: sum(many)]


def _place_steps(places: Sequence[int], again: bytearray) -> list[int]:
    """Places as `Postings` has them."""
    found = list(places)
    for at in reversed(list(compress(range(len(found)), again))):
        found[at] -= found[at - 1]
        found[at - 1] += 1
    return found


def _packed_pages(
    entries: Sequence[int], counts: Iterable[int]
) -> tuple["array[int]", "array[int]", "array[int]", bytes]:
    """First and last page of each term, and the others as `Postings` has them, packed."""
    bounds = list(accumulate(counts, initial=0))
    steps = [0, *[entry - (before & ~1) for before, entry in pairwise(entries)]]
    for start in bounds[:-1]:
        steps[start] = _GAP  # nothing for the first page, which stands in `first`
    first = array("I", [entries[start] for start in bounds[:-1]])
    last = array("I", [entries[end - 1] for end in bounds[1:]])
    return first, last, *_packed(steps, bounds)


def _packed(numbers: Sequence[int], bounds: Sequence[int]) -> tuple["array[int]", bytes]:
    """All numbers packed, and the lengths of the parts between the bounds."""
    packed = list(pack_all(numbers))
    parts = [b"".join(packed[start:end]) for start, end in pairwise(bounds)]
    return array("I", map(len, parts)), b"".join(parts)
