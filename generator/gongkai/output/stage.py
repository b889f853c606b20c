"""Stage: a folder where a new site is gathered; and the step that makes it the site."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gongkai.problems import Place, Problem, ProjectError

KEPT = frozenset({"README.md"})  # what lies in site/ and is not ours to remove


class Stage:
    """Files of a new site, gathered beside the old one. Used as a context manager.

    folder: where the files lie; made empty at the start, removed at the end.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._owners: dict[str, Place | None] = {}
        self._folded: dict[str, str] = {}
        self.problems: list[Problem] = []

    def __enter__(self) -> "Stage":
        try:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
        except OSError as error:
            raise unwritable(self.folder, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, file: str, data: bytes, source: Place | None = None) -> None:
        """Add a file (path relative to the site's root). A second owner of it is a problem.

        Addresses that differ only in case are one file on some servers, so they clash too.
        """
        known = self._folded.setdefault(file.lower(), file)
        if known in self._owners:
            self.problems.append(_clash(file, self._owners[known], source))
            return
        self._owners[file] = source
        path = self.folder / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise unwritable(path, error) from error

    def files(self) -> tuple[str, ...]:
        """Every file so far, sorted."""
        return tuple(sorted(self._owners))

    def read(self, file: str) -> bytes:
        """The bytes of a file of this stage."""
        return (self.folder / file).read_bytes()


def _clash(file: str, first: Place | None, second: Place | None) -> Problem:
    places = "、".join(str(place) for place in (first, second) if place)
    return Problem(
        code="address-taken",
        place=second or first or Place(file),
        message=f"两处内容要写到同一个地址 {file}：{places}",
        hint="改掉其中一个的文件名或标识",
    )


def unwritable(path: Path, error: OSError) -> ProjectError:
    """The one sentence for a folder that cannot be written."""
    return ProjectError(f"写不了 {path}：{error.strerror}", "检查磁盘空间和文件夹权限")


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit changed in the site's folder: files written and files removed."""

    written: int
    removed: int


def commit(stage: Stage, site: Path) -> Committed:
    """Make the site's folder equal to the stage; files that did not change are not touched.

    A changed file is moved into place whole, so a reader never sees half of one. Killed in
    between, the folder holds old and new files; the next commit compares all of them again.
    Raises ProjectError when the folder cannot be written.
    """
    wanted = set(stage.files())
    try:
        site.mkdir(parents=True, exist_ok=True)
        gone = [path for path in _files(site) if path not in wanted and path not in KEPT]
        for file in gone:
            (site / file).unlink()
        written = sum(_place(stage.folder, site, file) for file in sorted(wanted))
        _drop_empty_folders(site)
    except OSError as error:
        raise unwritable(site, error) from error
    return Committed(written=written, removed=len(gone))


def _files(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(site).as_posix()


def _place(stage: Path, site: Path, file: str) -> int:
    """Move a file into place unless the old one has the same bytes; 1 when moved."""
    new, old = stage / file, site / file
    if old.is_file() and not old.is_symlink() and old.read_bytes() == new.read_bytes():
        return 0
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old)
    for above in list(reversed(PurePosixPath(file).parents))[1:]:
        folder = site / above
        if folder.is_symlink() or folder.is_file():  # a file once stood where a folder is needed
            folder.unlink()
    old.parent.mkdir(parents=True, exist_ok=True)
    new.replace(old)
    return 1


def _drop_empty_folders(site: Path) -> None:
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
