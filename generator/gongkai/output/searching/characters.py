"""Characters: on which pages each is found, as told by the pairs that begin with it."""

from collections.abc import Collection, Iterator, Mapping
from itertools import compress, pairwise

from gongkai.output.searching.lanes import before, blocks, each, inner, some
from gongkai.output.searching.layout import (
    ABOVE,
    FIRST_BIT,
    SPOT_BITS,
    TITLE_ZONE,
    Spots,
    as_array,
    as_bytes,
)
from gongkai.output.searching.terms import CHARACTER

_ZONE_BIT = TITLE_ZONE.bit_length() - 1


def characters(pairs: Spots, others: Mapping[int, Collection[int]]) -> Spots:
    """Spots of all characters, their place 0 in the title of a page and TITLE_ZONE in its body.

    Where a page has both it is in the title. others: more spots, by character.
    """
    found = {code: sorted({*held, *others.get(code, ())}) for code, held in _groups(pairs)}
    found |= {code: sorted(others[code]) for code in others.keys() - found.keys()}
    terms: list[bytes] = []
    spots: list[int] = []
    for code, held in sorted(found.items()):
        terms.append((ABOVE | code << FIRST_BIT).to_bytes(8, "little") * len(held))
        spots += held
    both = zip(blocks(b"".join(terms)), blocks(as_bytes(spots)), strict=True)
    numbers = b"".join(inner(term | spot) for term, spot in both)
    return Spots(numbers[: 8 * len(spots)], pairs.place_bits, pairs.before)


def _groups(pairs: Spots) -> Iterator[tuple[int, list[int]]]:
    """Each character that begins a pair, with its spots, many of them more than once."""
    bits, news, found = pairs.place_bits, [], []
    page = each((1 << SPOT_BITS) - (1 << bits))
    place = each((1 << bits) - 1)
    for block in blocks(pairs.numbers):
        news.append(inner(some(block ^ before(block), FIRST_BIT))[::8])
        found.append(inner(block & page | some(block & place, _ZONE_BIT) << _ZONE_BIT))
    numbers = as_array(pairs.numbers)
    spots = as_array(b"".join(found)).tolist()
    starts = [*compress(range(len(numbers)), b"".join(news)), len(numbers)]
    for start, end in pairwise(starts):
        yield numbers[start] >> FIRST_BIT & CHARACTER, spots[start:end]
