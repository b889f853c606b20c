"""Poll: tells changes by looking at every file again, where the system does not tell of them."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISDIR
from threading import Event
from time import monotonic

Marks = Mapping[str, tuple[int, int, int]]
"""Path -> size (bytes), time of change (ns) and inode; of a folder only the inode counts."""

_IDLE_SHARE = 2  # times as long as a look took, nothing is done, however large the portal is


def polled(folders: tuple[Path, ...], stopped: Event, pause: float) -> Iterator[frozenset[str]]:
    """Paths that came, went or changed since the look before; empty when none did.

    Any difference counts: a copy from yesterday's backup may well be older than what it replaces.
    pause: seconds between two looks, at least.
    """
    before, took = _look(folders)
    while not stopped.wait(max(pause, took * _IDLE_SHARE)):
        now, took = _look(folders)
        yield frozenset(
            path for path in before.keys() | now.keys() if before.get(path) != now.get(path)
        )
        before = now


def _look(folders: Iterable[Path]) -> tuple[Marks, float]:
    """The marks of everything below some folders, and how many seconds it took to see them."""
    start = monotonic()
    found: dict[str, tuple[int, int, int]] = {}
    waiting = [str(folder) for folder in folders]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                waiting += [entry.path for entry in entries if _mark(entry, found)]
        except OSError:  # just gone, or not for us to read
            continue
    return found, monotonic() - start


def _mark(entry: os.DirEntry[str], found: dict[str, tuple[int, int, int]]) -> bool:
    """Note what an entry looks like; tell whether it is a folder to look into."""
    if entry.name.startswith("."):
        return False  # git and editors keep their own things there
    try:
        status = entry.stat()
    except OSError:
        return False
    if S_ISDIR(status.st_mode):
        found[entry.path] = (0, 0, status.st_ino)
        return not entry.is_symlink()
    found[entry.path] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return False
