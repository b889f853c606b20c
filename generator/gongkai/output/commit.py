"""Commit: the step that makes the staged files, and those that did not change, the site."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gongkai.output.site_list import write_site_list
from gongkai.output.stage import Stage, unwritable

KEPT = frozenset({"README.md"})  # what lies in site/ and is not ours to remove
MANY = 200  # replaced files from which on safety costs seconds on some disks


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit changed in the site's folder: files written and files removed."""

    written: int
    removed: int


def commit(stage: Stage, site: Path, before: Iterable[str] | None = None) -> Committed:
    """Make the site's folder equal to the stage; files that did not change are not touched.

    before: every file of the site, each known to be as the build left it; a claimed file that was
    not staged anew is among them. None: it is not known what lies there, so all is compared.
    A changed file is moved into place whole, so a reader never sees half of one. Killed in
    between, the folder holds old and new files; who calls must then not know what lies there.
    Raises ProjectError when the folder cannot be written.
    """
    try:
        site.mkdir(parents=True, exist_ok=True)
        write_site_list(stage, site)
        here = set(_files(site) if before is None else before)
        gone = sorted(here - set(stage.files()) - KEPT)
        for file in gone:
            with suppress(FileNotFoundError):
                (site / file).unlink()
        mover = _Mover(compare=before is None, replaced=len(here))
        mover.move(str(stage.folder), str(site))
        _drop_folders_of(site, gone)
        if before is None and here:
            _drop_empty_folders(site)
    except OSError as error:
        raise unwritable(site, error) from error
    return Committed(written=len(stage.staged) - mover.spared, removed=len(gone))


class _Mover:
    """Moves staged files into the site, whole folders at once where there are none yet.

    compare: leave files alone that have the same bytes already; spared counts them.
    replaced: files that lie there.
    """

    def __init__(self, *, compare: bool, replaced: int) -> None:
        self.spared = 0
        self._compare = compare
        # Some file systems flush a file that is renamed over another: a millisecond each. For a
        # few that is what one wants; when nearly all change, the old file goes first.
        self._plainly = replaced > MANY

    def move(self, stage: str, site: str) -> None:
        """Move what lies in a folder of the stage into the same folder of the site."""
        with os.scandir(stage) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
        many = self._plainly and len(entries) > MANY
        for entry in entries:
            old = f"{site}/{entry.name}"
            kind = _kind(old)
            if entry.is_dir(follow_symlinks=False):
                if kind == "other":
                    os.unlink(old)  # noqa: PTH108  a file once stood where a folder is needed
                if kind == "folder":
                    self.move(entry.path, old)
                else:
                    _rename(entry.path, old)
                continue
            if kind == "folder":
                shutil.rmtree(old)
            elif kind == "other" and self._compare and _same(entry.path, old):
                self.spared += 1
                continue
            elif kind == "other" and many:
                os.unlink(old)  # noqa: PTH108
            _rename(entry.path, old)


def _kind(path: str) -> str:
    """ "folder", "other" (a file, a link, anything) or "" when nothing is there."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return ""
    return "folder" if stat.S_ISDIR(mode) else "other"


def _same(new: str, old: str) -> bool:
    """Whether two files have the same bytes; a link is never the same."""
    status = os.lstat(old)
    if not stat.S_ISREG(status.st_mode) or status.st_size != os.lstat(new).st_size:
        return False
    return Path(new).read_bytes() == Path(old).read_bytes()


def _rename(new: str, old: str) -> None:
    """Move a file or folder, also to another disk."""
    try:
        os.replace(new, old)  # noqa: PTH105
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        draft = f"{old}.new"
        shutil.move(new, draft)
        os.replace(draft, old)  # noqa: PTH105


def _files(site: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(site, onerror=_fail):
        inside = Path(folder).relative_to(site).as_posix()
        above = "" if inside == "." else f"{inside}/"
        yield from (above + name for name in names)
        yield from (above + name for name in folders if (Path(folder) / name).is_symlink())


def _fail(error: OSError) -> None:
    """A folder that cannot be listed must not pass for an empty one."""
    raise error


def _drop_folders_of(site: Path, gone: Iterable[str]) -> None:
    """Remove the folders that lost their last file."""
    for folder in {(site / file).parent for file in gone}:
        while folder != site:
            try:
                folder.rmdir()
            except OSError:  # it holds something
                break
            folder = folder.parent


def _drop_empty_folders(site: Path) -> None:
    for folder, _, _ in os.walk(site, topdown=False):
        if Path(folder) != site:
            with suppress(OSError):  # it holds something
                Path(folder).rmdir()
