"""Store: what a build remembers on disk; damaged or foreign files count as not there."""

import marshal
import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_HEAD = b"gongkai 2\n"


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


class MemoryLost(Exception):
    """What the seal says was left in the books is not there: damaged, or taken away."""


class Book:
    """A dictionary of plain values in two files: all of it, and what changed since.

    stamp: of the build that wrote it last, "" for a new book. Each file is read when first
    needed; MemoryLost is raised when it is then not what that build wrote.
    """

    def __init__(self, folder: Path, name: str, stamp: str) -> None:
        self._base_file = folder / name
        self._news_file = folder / f"{name}-new"
        self._stamp = stamp
        self._base_stamp = ""
        self._base_size = 0
        self._base: dict[str, Any] | None = None
        self._news: dict[str, Any] | None = None  # a value of None: gone

    def __getitem__(self, key: str) -> Any:
        """The value of a key, None when there is none."""
        news = self._open_news()
        return news[key] if key in news else self._open_base().get(key)

    def all(self) -> dict[str, Any]:
        """Every key that has a value, and its value."""
        news = self._open_news()
        every = self._open_base() | news
        if None in news.values():
            every = {key: value for key, value in every.items() if value is not None}
        return every

    def change(self, changed: Mapping[str, Any], gone: Iterable[str] = ()) -> None:
        """Set values, and drop those that there may be; on disk only after write()."""
        news = self._open_news()
        news.update(changed)
        news.update(dict.fromkeys(gone))

    def write(self, stamp: str) -> None:
        """Make it the book of the build of that stamp. Raises OSError."""
        news = self._open_news()
        if len(news) > 64 + self._base_size // 8 or not self._base_stamp:
            self._base = dict(sorted(self.all().items()))
            self._news, self._base_stamp = {}, stamp
            self._base_size = len(self._base)
            save(self._base_file, (stamp, self._base))
        save(self._news_file, (stamp, self._base_stamp, self._base_size, self._news))

    def _open_news(self) -> dict[str, Any]:
        if self._news is None:
            self._news = {}
            if self._stamp:
                found = load(self._news_file)
                if not isinstance(found, tuple) or len(found) != 4 or found[0] != self._stamp:
                    raise MemoryLost
                _, self._base_stamp, self._base_size, self._news = found
        return self._news

    def _open_base(self) -> dict[str, Any]:
        self._open_news()
        if self._base is None:
            self._base = {}
            if self._base_stamp:
                found = load(self._base_file)
                if not isinstance(found, tuple) or found[0] != self._base_stamp:
                    raise MemoryLost
                self._base = found[1]
        return self._base
