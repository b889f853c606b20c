"""SHA-256 and SM3 of files, each read once."""

import hashlib
import os
import threading
from collections.abc import Callable
from io import BytesIO, FileIO
from typing import NamedTuple

from gongkai.output.publish.sm3 import Library, library

BLOCK = 1 << 18  # bytes read at a time: what both digests then find in the processor's cache
NO_SM3 = "-"  # stands in a manifest where nothing on the publisher's machine computes SM3

Opened = FileIO | BytesIO


class Digests(NamedTuple):
    """Hexadecimal digests of some bytes and their number. sm3: NO_SM3 when it was not computed."""

    size: int
    sha256: str
    sm3: str


class _Own(threading.local):
    """A buffer for each thread: a new one for every file costs more than reading the file."""

    def __init__(self) -> None:
        self.view = memoryview(bytearray(BLOCK))


_OWN = _Own()


def has_sm3() -> bool:
    """Whether this machine computes SM3 (GB/T 32905)."""
    return library() is not None


def digest(file: Opened, sm3: bool) -> Digests:
    """Digests of all that can be read from a file."""
    return _digest(file.readinto, sm3)


def digest_descriptor(descriptor: int, size: int, sm3: bool) -> Digests:
    """Digests of a plain open file, without a file object around it. size: as it was seen.

    A small file is read in one call. Had it grown, that would give more than the size, and fewer
    bytes had it shrunk: either way the digests are of something else.
    """
    if size < BLOCK:
        return digest_of(os.read(descriptor, size + 1), sm3)
    return _digest(lambda view: os.readv(descriptor, (view,)), sm3)


def _digest(fill: Callable[[memoryview], int | None], sm3: bool) -> Digests:
    plain = hashlib.sha256()
    national = _library().new() if sm3 else None
    size, view = 0, _OWN.view
    while count := fill(view):
        block = view[:count]
        size += count
        plain.update(block)
        if national:
            national.update(block)
    return Digests(size, plain.hexdigest(), national.hexdigest() if national else NO_SM3)


def digest_of(data: bytes, sm3: bool) -> Digests:
    """Digests of some bytes."""
    return Digests(len(data), hashlib.sha256(data).hexdigest(), sm3_of(data) if sm3 else NO_SM3)


def sm3_of(data: bytes) -> str:
    """SM3 of some bytes. Raises ValueError when nothing here computes it."""
    return _library().of(data)


def _library() -> Library:
    found = library()
    if found is None:
        raise ValueError("nothing computes SM3 here")
    return found
