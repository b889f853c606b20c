"""Store: what a build remembers on disk; damaged or foreign files count as not there."""

import marshal
import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_HEAD = b"gongkai 1\n"


def load(file: Path) -> Any:
    """What save() was given; None when the file is missing, damaged or of another form."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123  before heavy imports every bit counts
            data = opened.read()
        start = len(_HEAD) + 4
        checksum = int.from_bytes(data[len(_HEAD) : start], "big")
        if data.startswith(_HEAD) and zlib.crc32(memoryview(data)[start:]) == checksum:
            return marshal.loads(memoryview(data)[start:])
    except (OSError, ValueError, EOFError, TypeError):
        return None  # it is only a memory: what it cannot tell is worked out again
    return None


def save(file: Path, value: Any) -> None:
    """Write a value of plain tuples, texts, numbers and dictionaries whole or not at all.

    Raises OSError.
    """
    data = marshal.dumps(value)
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    draft.write_bytes(_HEAD + zlib.crc32(data).to_bytes(4, "big") + data)
    draft.replace(file)


class Book:
    """A dictionary of plain values in two files: all of it, and what changed since.

    stamp: of the build that wrote it last; a book of another build is empty. Read when first
    asked.
    """

    def __init__(self, folder: Path, name: str, stamp: str) -> None:
        self._base_file = folder / name
        self._news_file = folder / f"{name}-new"
        self._stamp = stamp
        self._base: dict[str, Any] = {}
        self._news: dict[str, Any] = {}  # None: gone
        self._base_stamp = ""
        self._read = False

    def __getitem__(self, key: str) -> Any:
        """The value of a key, None when there is none."""
        self._open()
        return self._news[key] if key in self._news else self._base.get(key)

    def keys(self) -> set[str]:
        """Every key that has a value."""
        self._open()
        gone = {key for key, value in self._news.items() if value is None}
        return (self._base.keys() | self._news.keys()) - gone

    def change(self, changed: Mapping[str, Any], gone: Iterable[str] = ()) -> None:
        """Set and drop values; on disk only after write()."""
        self._open()
        self._news.update(changed)
        self._news.update(dict.fromkeys(gone))

    def write(self, stamp: str) -> None:
        """Make it the book of the build of that stamp. Raises OSError."""
        self._open()
        if len(self._news) > 64 + len(self._base) // 8 or not self._base_stamp:
            self._base = {key: self[key] for key in sorted(self.keys())}
            self._news, self._base_stamp = {}, stamp
            save(self._base_file, (stamp, self._base))
        save(self._news_file, (stamp, self._base_stamp, self._news))

    def _open(self) -> None:
        if self._read:
            return
        self._read = True
        news = load(self._news_file)
        if isinstance(news, tuple) and len(news) == 3 and news[0] == self._stamp != "":
            base = load(self._base_file)
            if isinstance(base, tuple) and len(base) == 2 and base[0] == news[1]:
                self._base_stamp, self._base, self._news = base[0], base[1], news[2]
