"""Lanes: what is done to thousands of numbers at once is what would be done to each."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from gongkai.output.searching import lanes
from gongkai.output.searching.layout import as_array, as_bytes
from gongkai.output.searching.packing import varint

NUMBERS = st.lists(st.integers(0, 2**28 - 1), max_size=40)


def units_of(numbers: list[int], kept: list[int]) -> list[list[int]]:
    """Units of each number, in order."""
    both = zip(lanes.blocks(as_bytes(numbers)), lanes.blocks(as_bytes(kept)), strict=True)
    data = b"".join(lanes.inner(lanes.varints(block, flags)[0]) for block, flags in both)
    units = array("H", data).tolist()
    return [units[4 * at : 4 * at + 4] for at in range(len(numbers))]


@given(NUMBERS)
def test_varints(numbers: list[int]) -> None:
    for number, units in zip(numbers, units_of(numbers, [1] * len(numbers)), strict=True):
        assert bytes(unit for unit in units if unit != lanes.GAP) == varint(number)


def test_what_is_not_kept_is_a_gap() -> None:
    assert units_of([0, 300, 0], [0, 1, 1]) == [
        [lanes.GAP] * 4,
        [0xAC, 2, lanes.GAP, lanes.GAP],
        [0, lanes.GAP, lanes.GAP, lanes.GAP],
    ]


@given(NUMBERS, st.integers(0, 30))
def test_flags_choose_numbers(numbers: list[int], bit: int) -> None:
    found = b"".join(
        lanes.inner(lanes.where(lanes.some(block, bit), block))
        for block in lanes.blocks(as_bytes(numbers))
    )
    expected = [number if number >> bit else 0 for number in numbers]
    assert as_array(found)[: len(numbers)].tolist() == expected


def test_neighbours_are_known_beyond_the_end_of_a_block() -> None:
    numbers = list(range(1, 5000))
    found = [(lanes.before(each), lanes.after(each)) for each in lanes.blocks(as_bytes(numbers))]
    assert len(found) > 2
    befores = as_array(b"".join(lanes.inner(one) for one, _ in found))
    afters = as_array(b"".join(lanes.inner(other) for _, other in found))
    assert befores[: len(numbers)].tolist() == [0, *numbers[:-1]]
    assert afters[: len(numbers)].tolist() == [*numbers[1:], 0]
