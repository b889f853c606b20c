"""Seal: the marks of everything a build read and wrote, to see at a glance that nothing changed.

Imports nothing heavy: when nothing changed, nothing else is needed.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time_ns
from typing import Any

from gongkai.making.store import load, save
from gongkai.shipped import shipped_themes

Mark = tuple[int, int, int, int]
"""Size, moment of the last change in nanoseconds, number, and the system's own moment of a file.

Programs can set the first moment back, but not the system's (on Windows that of the file's birth).
"""

Marks = Mapping[str, Mark]
UNSTEADY = (0, 0, 0, 0)
"""Instead of a mark, for what may change again without another mark."""

_FRESH = 100_000_000  # nanoseconds in which a clock may stand still between two changes of a file
_NAME = "seal"
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a build left.

    stamp: names the build. program: what made it. inputs: marks of content and of the portal's
    themes, by path; outputs: of the site, by file. told: plain facts of its report and of its
    search index, for whoever wrote them. A file that changed while the build looked is UNSTEADY.
    """

    stamp: str
    program: str
    inputs: Marks
    outputs: Marks
    told: tuple[Any, ...]


def seal_mark(cache: Path) -> Mark | None:
    """The mark of the seal itself: another one once a build has written it."""
    return mark(f"{cache}/{_NAME}")


def read_seal(cache: Path) -> Seal | None:
    """The seal of the last build, None when there is none to be trusted."""
    found = load(cache / _NAME)
    if isinstance(found, tuple) and len(found) == 5:
        stamp, made_by, inputs, outputs, told = found
        return Seal(stamp=stamp, program=made_by, inputs=inputs, outputs=outputs, told=told)
    return None


def write_seal(cache: Path, seal: Seal) -> None:
    """Leave a seal. Raises OSError."""
    parts = (seal.stamp, seal.program, dict(seal.inputs), dict(seal.outputs), seal.told)
    save(cache / _NAME, parts)


def break_seal(cache: Path) -> None:
    """Forget what the last build left, before the site is changed. Raises OSError."""
    (cache / _NAME).unlink(missing_ok=True)


def program() -> str:
    """What a site is made by: Python, and the files of this package as they are."""
    files = sorted(_marks((str(_PACKAGE), str(shipped_themes()))).items())
    told = repr((sys.version, files, os.environ.get("SOURCE_DATE_EPOCH")))
    return sha256(told.encode()).hexdigest()


def input_marks(root: Path, without: str = "") -> dict[str, Mark]:
    """Marks of the content folder and of the portal's own themes.

    without: a folder below root, with / at its end, that is not looked into; "" for none.
    """
    return _marks((str(root / "content"), str(root / "themes")), without)


def steady(marks: Marks, now: int) -> dict[str, Mark]:
    """Marks without those of files so fresh that a later change may leave the mark as it is."""
    return {path: steady_mark(mark, now) for path, mark in marks.items()}


def steady_mark(mark: Mark, now: int) -> Mark:
    """The mark of a file, taken at that moment, if any change would give it another."""
    return mark if mark[1] <= now - _FRESH else UNSTEADY


def moment() -> int:
    """Now, in nanoseconds, to be taken before files are looked at."""
    return time_ns()


def mark_of(status: os.stat_result) -> Mark:
    """The mark that a file's status gives."""
    return status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns


def mark(file: str) -> Mark | None:
    """The mark of a regular file, None when there is none."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    if status.st_mode & 0o170000 != 0o100000:
        return None
    return mark_of(status)


def is_intact(outputs: Marks, site: Path) -> bool:
    """Whether every file of the site is as it was left."""
    folder = f"{site}/"
    lstat = os.lstat
    try:
        for file, left in outputs.items():
            if mark_of(lstat(folder + file)) != left:
                return False
    except OSError:
        return False
    return True


def _marks(folders: Iterable[str], without: str = "") -> dict[str, Mark]:
    """Marks of every file below some folders of one parent, by path from that parent."""
    found: dict[str, Mark] = {}
    for folder in folders:
        cut = len(folder) - len(os.path.basename(folder))  # noqa: PTH119
        found.update(_below(folder, cut, without))
    return found


def _below(folder: str, cut: int, without: str) -> Iterator[tuple[str, Mark]]:
    """Files below a folder. A linked folder is only marked: what content may link to is inside."""
    waiting = [folder]
    while waiting:
        above = waiting.pop()
        try:
            scanned = os.scandir(above)
        except OSError:
            yield above[cut:], UNSTEADY
            continue
        with scanned:
            for entry in scanned:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__" and f"{entry.path[cut:]}/" != without:
                        waiting.append(entry.path)
                    continue
                try:
                    status = entry.stat()
                except OSError:  # a dead link
                    yield entry.path[cut:], UNSTEADY
                    continue
                yield entry.path[cut:], mark_of(status)
