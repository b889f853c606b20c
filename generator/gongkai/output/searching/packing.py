"""Packing: numbers of variable length, compressed files, and files that a script tag can load."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256

ENDING = ".pack"  # not .gz: some servers would announce that as a compressed page
_LEVEL = 5  # 9 saves a thousandth of the bytes and takes a tenth longer
DIGEST = 12  # letters; in a path: see gongkai.output.headers.HASHED


def varint(number: int) -> bytes:
    """A number >= 0 in groups of seven bits, the lowest first; the high bit says: more follows."""
    groups = bytearray()
    while number >= 0x80:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    groups.append(number)
    return bytes(groups)


class _Varints(dict[int, bytes]):
    """Numbers met so far as varints: a dictionary is the quickest to ask."""

    def __missing__(self, number: int) -> bytes:
        packed = varint(number)
        if number < _KEPT:
            self[number] = packed
        return packed


_KEPT = 1 << 14
_VARINTS = _Varints()


def pack_all(numbers: Iterable[int]) -> Iterator[bytes]:
    """varint() of each number, quickly."""
    return map(_VARINTS.__getitem__, numbers)


def varints(numbers: Iterable[int]) -> bytes:
    """Many numbers, one after the other."""
    return b"".join(pack_all(numbers))


def compressed(data: bytes) -> bytes:
    """gzip without time and system: the same bytes for the same data."""
    packed = bytearray(zlib.compress(data, _LEVEL, wbits=31))
    packed[9] = 255  # the byte that names the operating system: unknown
    return bytes(packed)


def packed_json(value: object) -> bytes:
    """A value as compressed JSON, keys in order."""
    return compressed(
        json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )


def digest(*parts: bytes) -> str:
    """Name for what never changes under it: the beginning of SHA-256 in base 16.

    48 bits: among a million different files of a portal two share one with odds of 1 in 500.
    """
    whole = sha256()
    for part in parts:
        whole.update(sha256(part).digest())
    return whole.hexdigest()[:DIGEST]


def per_digest(count: int) -> int:
    """How many of so many things share a digest, so that a first query need not load thousands.

    A power of two, so that it seldom changes; there are at most 512 digests.
    """
    return 1 << ((count - 1) // 512).bit_length() if count else 1


def as_script(name: str, data: bytes) -> bytes:
    """A packed file as a script, which a page may load where it may not fetch (file://)."""
    words = base64.b64encode(data).decode()
    return f'searchFileArrived("{name}","{words}")\n'.encode()
