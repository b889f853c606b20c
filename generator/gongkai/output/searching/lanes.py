"""Lanes: thousands of numbers side by side in one big integer: a step of Python works on all.

A lane has 64 bits, of which the numbers use 62: so sums stay in their lanes. Numbers come as the
bytes of a little-endian array("Q"), in blocks that begin with the lane before and end with the
one after, so that neighbours can be compared.
"""

from collections.abc import Iterator
from functools import cache

_LANES = 2048  # of a block, beside its two neighbours: as much as the nearest cache holds
_WIDTH = 8  # bytes
_BITS = 62
_GAP_BIT = 8
GAP = 1 << _GAP_BIT  # in the stead of a byte: there is none


def blocks(data: bytes) -> Iterator[int]:
    """Numbers as blocks; missing neighbours and what follows the last number are 0."""
    padded = b"".join((bytes(_WIDTH), data, bytes(_WIDTH * (_LANES + 1))))
    for start in range(0, len(data), _WIDTH * _LANES):
        yield int.from_bytes(padded[start : start + _WIDTH * (_LANES + 2)], "little")


def inner(block: int) -> bytes:
    """A block as bytes, without the neighbours."""
    return block.to_bytes(_WIDTH * (_LANES + 3), "little")[_WIDTH : _WIDTH * (_LANES + 1)]


@cache
def each(number: int) -> int:
    """The same number in every lane of a block and of its neighbours."""
    return int.from_bytes(number.to_bytes(_WIDTH, "little") * (_LANES + 2), "little")


def before(block: int) -> int:
    """In each lane the number of the one before."""
    return block << 8 * _WIDTH


def after(block: int) -> int:
    """In each lane the number of the one after."""
    return block >> 8 * _WIDTH


def some(block: int, bit: int) -> int:
    """1 in each lane that has any bit from this one on, else 0."""
    high = each((1 << _BITS) - (1 << bit))
    return ((block & high) + high) >> _BITS & each(1)


def where(flags: int, block: int) -> int:
    """The numbers, less than 2 ** 32, of lanes that have a 1 in flags; 0 in the others."""
    return (flags << 32) - flags & block


def varints(block: int, kept: int) -> tuple[int, int]:
    """Numbers as varints: four units of 16 bits in a lane, each a byte or GAP.

    block: numbers less than 2 ** 28. kept: 1 in each lane that has one; the others must be 0 and
    become gaps. Also gives how many units are in use, 2 or 4.
    """
    count = 4 if block & each(0xFFFC000) else 2
    units = block & each(0x7F)
    for at in range(1, count):
        units |= (block & each(0x7F << 7 * at)) << 9 * at
    filled = units + each(0x007F_007F_007F_007F) & each(0x0080_0080_0080_0080)
    more = filled >> 16 & each(0x0000_0080_0080_0080)
    for _ in range(2, count):
        more |= more >> 16 & each(0x0000_0080_0080_0080)
    used = (filled | more) & each(0x0080_0080_0080_0000)
    gaps = (used ^ each(0x0080_0080_0080_0000)) << 1
    return units | more | gaps | (kept ^ each(1)) << _GAP_BIT, count
