"""Inventory: what really lies in a folder, looked at without following or trusting anything."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gongkai.output.publish.digests import digest_descriptor, has_sm3
from gongkai.output.publish.shares import spread

FILE, FOLDER, LINK = "文件", "文件夹", "链接"
_KINDS = {
    stat.S_IFREG: FILE,
    stat.S_IFDIR: FOLDER,
    stat.S_IFLNK: LINK,
    stat.S_IFIFO: "管道",
    stat.S_IFSOCK: "套接字",
    stat.S_IFCHR: "设备",
    stat.S_IFBLK: "设备",
}


class Seen(NamedTuple):
    """A thing in a folder. path: "" is the folder itself; mode: permission, set-id and sticky bits.

    owner: "user:group" in numbers; links: hard links; time: modification, whole seconds.
    sha256, sm3: of a file's bytes, "" when they were not computed.
    """

    path: str
    kind: str
    mode: int
    owner: str
    links: int = 1
    size: int = 0
    time: int = 0
    sha256: str = ""
    sm3: str = ""


def look(
    folder: Path, *, sm3: bool = False, workers: int = 1, only: frozenset[str] | None = None
) -> tuple[Seen, ...]:
    """Everything in a folder and the folder itself, sorted by path, files with their SHA-256.

    sm3: with their SM3, too, if this machine computes it. only: nothing but these paths.
    Raises OSError. A link is not followed and a pipe not opened.
    """
    seen = [found for found in list_folder(folder) if only is None or found.path in only]
    seen.sort(key=lambda found: found.path)
    files = [found for found in seen if found.kind == FILE]
    sizes = [found.size for found in files]
    sm3 = sm3 and has_sm3()
    digested = spread(lambda found: _digested(folder, found, sm3), files, sizes, workers)
    known = {found.path: found for found in digested}
    return tuple(known.get(found.path, found) for found in seen)


def list_folder(folder: Path) -> Iterator[Seen]:
    """Everything in a folder and the folder itself, without digests. Raises OSError."""
    yield _seen("", os.lstat(folder))
    above = [""]
    while above:
        inside = above.pop()
        with os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                found = _seen(inside + entry.name, entry.stat(follow_symlinks=False))
                yield found
                if found.kind == FOLDER:
                    above.append(f"{found.path}/")


def _seen(path: str, found: os.stat_result) -> Seen:
    kind = _KINDS.get(stat.S_IFMT(found.st_mode), "设备")
    return Seen(
        path,
        kind,
        stat.S_IMODE(found.st_mode),
        f"{found.st_uid}:{found.st_gid}",
        1 if kind == FOLDER else found.st_nlink,
        found.st_size,
        int(found.st_mtime),
    )


def _digested(folder: Path, seen: Seen, sm3: bool) -> Seen:
    """A file with its digests and the size they are of; without an SM3 that is not wanted."""
    # The kind may have changed since: O_NOFOLLOW fails on a link, O_NONBLOCK never waits.
    descriptor = os.open(f"{folder}/{seen.path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        found = digest_descriptor(descriptor, seen.size, sm3)
    finally:
        os.close(descriptor)
    return seen._replace(size=found.size, sha256=found.sha256, sm3=found.sm3 if sm3 else "")
