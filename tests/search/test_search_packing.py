"""Packing: numbers come back as they went in, and packed files are the same on every system."""

import base64
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.output.searching.packing import as_script, compressed, packed_json, varint, varints


def read_varints(data: bytes) -> list[int]:
    """Numbers as the browser reads them."""
    numbers, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value = shift = 0
    return numbers


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "00"), (127, "7f"), (128, "8001"), (300, "ac02")]
)
def test_varint(number: int, expected: str) -> None:
    assert varint(number).hex() == expected


@given(st.lists(st.integers(0, 2**31 - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert read_varints(varints(numbers)) == numbers


@given(st.binary())
def test_data_comes_back(data: bytes) -> None:
    assert gzip.decompress(compressed(data)) == data
    assert compressed(data)[4:10] == bytes([0, 0, 0, 0, 0, 255])  # no time, no system


def test_json_has_its_keys_in_order() -> None:
    assert gzip.decompress(packed_json({"乙": 1, "a": [2]})) == '{"a":[2],"乙":1}'.encode()


def test_script_carries_the_bytes() -> None:
    script = as_script("terms/5c5e", b"\x1f\x8b").decode()
    name, words = json.loads(f"[{script.partition('(')[2].rpartition(')')[0]}]")
    assert (name, base64.b64decode(words)) == ("terms/5c5e", b"\x1f\x8b")
