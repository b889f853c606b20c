"""Layout: a term, a page and a place as one number, so that all can be sorted at once.

From the lowest bit on: the place, the page from 1 on, both together SPOT_BITS; the term as
`terms` tells it; one bit more. Numbers are kept as bytes of eight each, little-endian.
"""

import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, compress
from operator import ne
from typing import TypeVar

from gongkai.output.searching.terms import SECOND_BITS

TITLE_ZONE = 256  # a page's places below it are in its title; longer titles count as body there
SPOT_BITS = 26
FIRST_BIT = SPOT_BITS + SECOND_BITS
ABOVE = 1 << 62  # in every number: as a float none is so small that it would be slow to compare

Numbers = TypeVar("Numbers", "array[int]", "array[float]")


@dataclass(frozen=True, slots=True)
class Spots:
    """Numbers in order. place_bits: of the place. before: pages of the segment before these."""

    numbers: bytes
    place_bits: int
    before: int


def swapped(numbers: Numbers) -> Numbers:
    """Little-endian numbers in the machine's own order, or the other way round."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _sorted(data: bytes) -> list[float]:
    """The numbers in order, as floats, which sort faster: those of the same bits sort alike."""
    numbers = swapped(array("d", data)).tolist()
    numbers.sort()
    return numbers


def in_order(data: bytes) -> bytes:
    """The numbers in order."""
    return _of_floats(_sorted(data))


def distinct(data: bytes) -> bytes:
    """The numbers in order, each once."""
    numbers = _sorted(data)
    return _of_floats(list(compress(numbers, map(ne, numbers, chain((0.0,), numbers)))))


def _of_floats(numbers: list[float]) -> bytes:
    found = array("d")
    found.fromlist(numbers)  # twice as fast as array("d", numbers)
    return swapped(found).tobytes()


def as_bytes(numbers: Iterable[int]) -> bytes:
    """Numbers as they are kept."""
    return swapped(array("Q", numbers)).tobytes()


def as_array(numbers: bytes) -> "array[int]":
    """What as_bytes() gave."""
    return swapped(array("Q", numbers))
