"""Stream: from the texts of some pages to their postings, with as few steps of Python as can be.

What is known of the places in the texts stands in lists that are gathered, compared and packed as
a whole: a step of its own for each place would take several times as long.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, compress, count, repeat
from operator import add, eq, itemgetter, not_, sub

from gongkai.output.searching.packing import SHORTS, pack_all
from gongkai.output.searching.postings import TITLE_ZONE, Postings, note
from gongkai.terms.fold import fold

_STEP = 64  # every block begins at a multiple: a word more in one leaves the places of others
_TWICE = list(range(0, 2 * SHORTS, 2))
_GAP = -1  # stands where no number does; packed it is nothing
_NO_PAIRS = Postings((), array("I"), array("I"), array("I"), array("I"), b"", b"")


def postings(pages: Iterable[tuple[str, Sequence[str]]]) -> Postings:
    """Postings of pages, each given as its title and the texts of its blocks."""
    stream = Stream()
    for number, (title, blocks) in enumerate(pages):
        stream.add(number, (title, *blocks))
    return stream.postings()


class Stream:
    """All folded blocks of some pages, one after the other, and where in them each term stands.

    Terms are every pair of neighbours in a block, with their places, and every character. A page
    counts its places from 0, one a character, one or more free after each block; the body begins
    at TITLE_ZONE or later. So pairs that follow each other stand in one block.
    """

    def __init__(self) -> None:
        self._characters: dict[str, list[int]] = defaultdict(list)  # pages as `Postings` has them
        # Places in the stream; each list begins with 0, a gap that keeps the pairs apart.
        self._pairs: dict[str, list[int]] = defaultdict([0].copy)
        self._pages = [_GAP]  # of each place in the stream: page * 2
        self._steps = [_GAP]  # place in the page, times two

    def add(self, page: int, blocks: Sequence[str]) -> None:
        """Add a page; the first block is its title."""
        folded = list(map(fold, blocks))
        title = set(folded[0])
        note(self._characters, title, repeat(page * 2 + 1))
        note(self._characters, set("".join(folded)) - title, repeat(page * 2))
        start = 0
        for number, block in enumerate(folded):
            if len(block) > 1:
                note(self._pairs, map(add, block, block[1:]), count(len(self._steps)))
                end = start + len(block) - 1
                self._steps += _TWICE[start:end] if end < SHORTS else range(2 * start, 2 * end, 2)
                self._pages += [page * 2] * (end - start)
            start = max(TITLE_ZONE if number == 0 else 0, _after(start + len(block)))

    def postings(self) -> Postings:
        """Postings of all that was added: of the pairs, then of the characters."""
        pairs = self._pair_postings()
        lists = self._characters.values()
        steps = list(map(_character_steps, lists))
        return Postings(
            terms=(*pairs.terms, *self._characters),
            first=pairs.first + array("I", (entries[0] for entries in lists)),
            last=pairs.last + array("I", (entries[-1] for entries in lists)),
            page_lengths=pairs.page_lengths + array("I", map(len, steps)),
            place_lengths=pairs.place_lengths + array("I", repeat(0, len(steps))),
            pages=b"".join((pairs.pages, *steps)),
            places=pairs.places,
        )

    def _pair_postings(self) -> Postings:
        lists = self._pairs.values()
        if not lists:
            return _NO_PAIRS
        gather = itemgetter(*chain.from_iterable(lists))
        pages = gather(self._pages)
        again = b"\0" + bytes(map(eq, pages, pages[1:]))  # in the same page as the one before
        new = bytes(map(not_, again))
        steps = _place_steps(gather(self._steps), again)
        evens = list(compress(pages, new))
        in_title = map((2 * TITLE_ZONE).__gt__, compress(steps, new))
        entries = list(map(add, evens, in_title))
        gaps = [at for at, even in enumerate(evens) if even == _GAP]
        page_bytes, page_lengths = _packed(_page_steps(entries, evens, gaps), gaps)
        starts = accumulate(map(len, lists), initial=0)
        place_bytes, place_lengths = _packed(steps, list(starts)[:-1])
        return Postings(
            terms=tuple(self._pairs),
            first=array("I", (entries[gap + 1] for gap in gaps)),
            last=array("I", (entries[gap - 1] for gap in (*gaps[1:], 0))),
            page_lengths=page_lengths,
            place_lengths=place_lengths,
            pages=page_bytes,
            places=place_bytes,
        )


def _after(end: int) -> int:
    """Where the block begins that follows one that ends before a place."""
    return (end // _STEP + 1) * _STEP


def _character_steps(entries: list[int]) -> bytes:
    """The pages of a character after the first, packed."""
    befores = [entry & ~1 for entry in entries]
    return b"".join(pack_all([*map(sub, entries[1:], befores)]))


def _place_steps(steps: Iterable[int], again: bytes) -> list[int]:
    """Places as `Postings` has them."""
    found = list(steps)
    for at in reversed(list(compress(range(len(found)), again))):
        found[at] -= found[at - 1]
        found[at - 1] += 1
    return found


def _page_steps(entries: list[int], evens: list[int], gaps: list[int]) -> list[int]:
    """Pages as `Postings` has them: nothing for a gap and for the first page after it."""
    steps = [_GAP, *map(sub, entries[1:], evens)]
    for gap in gaps:
        steps[gap] = steps[gap + 1] = _GAP
    return steps


def _packed(numbers: list[int], starts: list[int]) -> tuple[bytes, "array[int]"]:
    """All numbers packed, and the lengths of the parts that begin at the starts."""
    parts = pack_all(numbers)
    ends = array("I", accumulate(map(len, parts), initial=0))
    bounds = [ends[start] for start in starts]
    return b"".join(parts), array("I", map(sub, (*bounds[1:], ends[-1]), bounds))
