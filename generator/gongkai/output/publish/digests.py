"""SHA-256 and SM3 of files, each read once."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

BLOCK = 1 << 20  # bytes read at a time
NO_SM3 = "-"  # stands in a manifest where the publisher's OpenSSL could not compute SM3


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Digests:
    """Hexadecimal digests of some bytes and their number. sm3: NO_SM3 when it was not computed."""

    size: int
    sha256: str
    sm3: str


def has_sm3() -> bool:
    """Whether this machine's OpenSSL offers SM3 (GB/T 32905)."""
    try:
        hashlib.new("sm3")
    except ValueError:
        return False
    return True


def digest(file: BinaryIO, sm3: bool, copy: Callable[[bytes], object] | None = None) -> Digests:
    """Digests of all that can be read from a file. copy: also called with every block."""
    plain: _Digest = hashlib.sha256()
    national: _Digest | None = hashlib.new("sm3") if sm3 else None
    size = 0
    for block in _blocks(file):
        size += len(block)
        plain.update(block)
        if national:
            national.update(block)
        if copy:
            copy(block)
    return Digests(size, plain.hexdigest(), national.hexdigest() if national else NO_SM3)


def _blocks(file: BinaryIO) -> Iterable[bytes]:
    while block := file.read(BLOCK):
        yield block


def digest_of(data: bytes, sm3: bool) -> Digests:
    """Digests of some bytes."""
    national = hashlib.new("sm3", data).hexdigest() if sm3 else NO_SM3
    return Digests(len(data), hashlib.sha256(data).hexdigest(), national)
