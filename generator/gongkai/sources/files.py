"""The files of a content folder: which there are, in a fixed order, and which cannot be used."""

import os
import stat
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from gongkai.problems import Place, Problem, Weight
from gongkai.reasons import reason
from gongkai.sources.slug import slug_from, slug_problem

_SKIPPED_ENDINGS = (".bak", ".swp", ".swo", ".tmp", ".orig", "~")
_SKIPPED_STARTS = ("~$", ".~", "#")
_READ = 1 << 16  # bytes asked for at once; papers are shorter


class Found(NamedTuple):
    """A regular file. path: from the content folder, with / between its parts; file: on disk."""

    path: str
    file: str

    @property
    def place(self) -> Place:
        """The file as messages name it."""
        return Place(f"content/{self.path}")


def walk(content: Path, problems: list[Problem]) -> tuple[Found, ...]:
    """Every file below the content folder, sorted by path, the same on every file system.

    Links are followed only to files and folders that lie inside the content folder; pipes,
    loops and editors' leftovers are not read and noted.
    """
    return tuple(_walk(content.resolve(), "", frozenset(), problems))


def _walk(
    folder: Path, prefix: str, above: frozenset[tuple[int, int]], problems: list[Problem]
) -> Iterator[Found]:
    try:
        status = folder.stat()
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        place = Place(f"content/{prefix}".rstrip("/"))
        message = f"读不了这个文件夹：{reason(error)}"
        hint = "恢复这个文件夹" if isinstance(error, FileNotFoundError) else "检查权限"
        problems.append(Problem("unreadable", place, message, hint))
        return
    for entry in entries:
        path = prefix + entry.name
        if _skipped(path, entry.name, problems):
            continue
        if entry.is_file(follow_symlinks=False):
            yield Found(path, entry.path)
            continue
        kind, file = _kind(folder / entry.name, path, problems)
        if kind == "file":
            yield Found(path, str(file))
        elif kind == "folder":
            here = (status.st_dev, status.st_ino)
            inside = file.stat()
            if (inside.st_dev, inside.st_ino) in above | {here}:
                message = "这个链接指回它所在的文件夹，转成了圈"
                problems.append(Problem("link-loop", Place(f"content/{path}"), message, "删去链接"))
                continue
            yield from _walk(file, f"{path}/", above | {here}, problems)


def _skipped(path: str, name: str, problems: list[Problem]) -> bool:
    """Whether a name is none of ours: hidden, or an editor's leftover (which is noted)."""
    if name.startswith(".") and not name.startswith(".~") and not name.endswith(".swp"):
        return True
    if name.startswith(_SKIPPED_STARTS) or name.endswith(_SKIPPED_ENDINGS):
        message = "这是编辑软件留下的临时文件，没有读"
        place = Place(f"content/{path}")
        problems.append(Problem("leftover-file", place, message, "不用就删去", Weight.NOTE))
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
        message = f"文件名的编码不是 UTF-8，可能是「{shown}」"
        place = Place(f"content/{path[: len(path) - len(name)]}{shown}")
        problems.append(Problem("name-encoding", place, message, "把文件改名，用小写字母和数字"))
        return True
    return False


def _kind(file: Path, path: str, problems: list[Problem]) -> tuple[str, Path]:
    """ "file", "folder" or "" with the real path; what cannot be used is noted."""
    place = Place(f"content/{path}")
    try:
        mode = file.stat().st_mode
    except OSError:
        message = "这个链接没有指向任何文件，或者转成了圈"
        problems.append(Problem("dead-link", place, message, "删去链接，或者改正它"))
        return "", file
    if file.is_symlink() and not _inside(file, path):
        message = "这个链接指向内容文件夹以外，不能用"
        problems.append(Problem("link-outside", place, message, "把文件复制进来"))
        return "", file
    if stat.S_ISREG(mode):
        return "file", file
    if stat.S_ISDIR(mode):
        return "folder", file
    message = "这不是普通文件（是管道或设备），不能读"
    problems.append(Problem("not-a-file", place, message, "把它移走"))
    return "", file


def _inside(file: Path, path: str) -> bool:
    content = file
    for _ in path.split("/"):
        content = content.parent
    return file.resolve().is_relative_to(content.resolve())


def bytes_of(file: str) -> bytes:
    """All bytes of a file, thrice as quick as by an object that reads it. Raises OSError."""
    opened = os.open(file, os.O_RDONLY)
    try:
        parts = [os.read(opened, _READ)]
        while parts[-1]:
            parts.append(os.read(opened, _READ))
    finally:
        os.close(opened)
    return b"".join(parts)


def read_bytes(found: Found, problems: list[Problem]) -> bytes | None:
    """The bytes of a file; None and a problem when it cannot be read."""
    try:
        return bytes_of(found.file)
    except OSError as error:
        message = f"读不了这个文件：{reason(error)}"
        problems.append(Problem("unreadable", found.place, message, "检查权限"))
        return None


def check_name(found: Found, problems: list[Problem]) -> str:
    """The address that a file's path stands for (without its ending); bad names are noted."""
    address = found.path.partition("/")[2].rpartition(".")[0]
    parts = address.split("/")
    if not any(map(slug_problem, parts)):
        return address
    for above, part in enumerate(reversed(parts)):
        wrong = slug_problem(part)
        if wrong:
            better = _free(found, above, slug_from(part))
            hint = f"改名为 {better}" if better else "改名，例如用拼音和年份：tongzhi-2025"
            message = f"文件名「{part}」{wrong}；它是网址的一部分"
            problems.append(Problem("bad-name", found.place, message, hint))
    return address


def _free(found: Found, above: int, name: str) -> str:
    """The name, with a number behind it when something bears it already; "" stays.

    above: how many folders above the file is what shall be renamed; 0: the file itself.
    """
    if not name:
        return ""
    file = Path(found.file)
    renamed, ending = (file.parents[above - 1], "") if above else (file, file.suffix)
    names = chain((name,), (f"{name}-{number}" for number in count(2)))
    return next(each for each in names if not renamed.with_name(each + ending).exists())
