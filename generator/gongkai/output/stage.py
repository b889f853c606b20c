"""Stage: a folder where the files of a new site are gathered, those alone that are new."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from gongkai.problems import Place, Problem, ProjectError
from gongkai.reasons import reason


class Stage:
    """Files of a new site, gathered beside the old one. Used as a context manager.

    folder: where the files lie; made empty at the start, removed at the end. staged: the files
    that lie there, each with its SHA-256.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.staged: dict[str, str] = {}
        self._owners: dict[str, Place | str | None] = {}
        self._folded: dict[str, str] = {}
        self._files: tuple[str, ...] = ()
        self.problems: list[Problem] = []

    def __enter__(self) -> "Stage":
        try:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
        except OSError as error:
            raise unwritable(self.folder, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # rmtree lets some through; the next build clears what is left
            shutil.rmtree(self.folder, ignore_errors=True)

    def claim(self, file: str, source: Place | str | None = None) -> bool:
        """Say that a file (path relative to the site's root) belongs to the new site.

        source: what it is made of: a place, or the path of a whole file as messages name it.
        A second owner of it is a problem. Addresses that differ only in case are one file on
        some servers, so they clash too.
        """
        known = self._folded.setdefault(file.lower(), file)
        if known in self._owners:
            self.problems.append(_clash(file, self._owners[known], source))
            return False
        self._owners[file] = source
        return True

    def claim_others(self, files: Iterable[str]) -> None:
        """Claim those that nobody claimed yet, of files that once were a site together."""
        self._owners = dict.fromkeys(files) | self._owners

    def write(self, file: str, data: bytes, source: Place | None = None) -> None:
        """Claim a file and write it to the stage."""
        if self.claim(file, source):
            self.put(file, data)

    def put(self, file: str, data: bytes) -> None:
        """Write a file that was claimed."""
        path = self.folder / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise unwritable(path, error) from error
        self.note(file, sha256(data).hexdigest())

    def note(self, file: str, digest: str) -> None:
        """Say that another process wrote a file that was claimed to the stage."""
        self.staged[file] = digest

    def files(self) -> tuple[str, ...]:
        """Every file claimed so far, sorted."""
        if len(self._files) < len(self._owners):  # asked again and again, and they only grow
            self._files = tuple(sorted(self._owners))
        return self._files

    def read(self, file: str) -> bytes:
        """The bytes of a file of this stage."""
        return (self.folder / file).read_bytes()


def _clash(file: str, *sources: Place | str | None) -> Problem:
    first, second = (Place(each, 1, 1) if isinstance(each, str) else each for each in sources)
    places = "、".join(str(place) for place in (first, second) if place)
    return Problem(
        code="address-taken",
        place=second or first or Place(file),
        message=f"两处内容要写到同一个地址 {file}：{places}",
        hint="改掉其中一个的文件名或标识",
    )


def unwritable(path: Path, error: OSError) -> ProjectError:
    """The one sentence for a folder that cannot be written."""
    return ProjectError(f"写不了 {path}：{reason(error)}", "检查磁盘空间和文件夹权限")
