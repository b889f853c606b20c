"""Characters: on which pages each is found, as told by the pairs that begin with it."""

from collections.abc import Iterable

from gongkai.output.searching.lanes import blocks, each, inner, some
from gongkai.output.searching.layout import (
    ABOVE,
    FIRST_BIT,
    SPOT_BITS,
    TITLE_ZONE,
    Spots,
    as_bytes,
    distinct,
)
from gongkai.output.searching.terms import CHARACTER

_ZONE_BIT = TITLE_ZONE.bit_length() - 1


def characters(pairs: Spots, others: Iterable[int]) -> Spots:
    """Spots of all characters, their place 0 in the title of a page and TITLE_ZONE in its body.

    Where a page has both the first counts: it is in the title. others: more of them, as numbers.
    """
    bits = pairs.place_bits
    page = each(ABOVE | CHARACTER << FIRST_BIT | (1 << SPOT_BITS) - (1 << bits))
    place = each((1 << bits) - 1)
    found = b"".join(
        inner(block & page | some(block & place, _ZONE_BIT) << _ZONE_BIT)
        for block in blocks(pairs.numbers)
    )
    numbers = distinct(found[: len(pairs.numbers)] + as_bytes(others))
    return Spots(numbers, bits, pairs.before)
