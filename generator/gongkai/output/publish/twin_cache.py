"""Compressed twins kept from one publishing to the next; each is proved anew before it is used."""

import os
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from types import TracebackType

from gongkai.output.compress import SMALLEST, TWIN_ENDINGS, VERSION, is_text, twins, unpack
from gongkai.output.publish.digests import digest_of
from gongkai.output.publish.manifest import Entry

_DAY = 24 * 60 * 60


class TwinCache:
    """A folder of twins named by the SHA-256 of what they unpack to. Used as a context manager.

    At the end of the block the twins that nobody asked for in a day of use are removed; sooner,
    another publisher might still need them. The folder may be deleted at any time.
    """

    def __init__(self, folder: Path, sm3: bool) -> None:
        self.folder = folder / sha256(VERSION.encode()).hexdigest()[:12]
        self.sm3 = sm3
        self.used: set[str] = set()

    def __enter__(self) -> "TwinCache":
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self.used:
            old = max((self.folder / name).stat().st_mtime for name in self.used) - _DAY
            for path in self.folder.iterdir():
                if path.name not in self.used and path.stat().st_mtime < old:
                    path.unlink(missing_ok=True)

    def held(self, entry: Entry, data: bytes) -> dict[str, bytes] | None:
        """The twins kept for a file with those bytes, by ending; {} for a file without twins.

        None unless all of them are here and unpack to the data.
        """
        if not is_text(entry.file) or entry.size < SMALLEST:
            return {}
        found = {}
        for ending in TWIN_ENDINGS:
            path = self.path(entry, ending)
            self.used.add(entry.sha256 + ending)
            try:
                found[ending] = read_file(path)
                os.utime(path)
                if unpack(ending, found[ending]) != data:
                    return None
            except (FileNotFoundError, ValueError):
                return None
        return found

    def make(self, entry: Entry, path: str) -> dict[str, bytes]:
        """Make the twins of the file at a path, and keep them. Takes long, off Python's lock."""
        made = {
            file.removeprefix(entry.file): twin for file, twin in twins(entry.file, read_file(path))
        }
        for ending, twin in made.items():
            draft = Path(f"{self.path(entry, ending)}.{os.getpid()}-{get_ident()}")
            draft.write_bytes(twin)
            draft.replace(self.path(entry, ending))
        return made

    def path(self, entry: Entry, ending: str) -> str:
        """Where a twin lies."""
        return f"{self.folder}/{entry.sha256}{ending}"

    def entries(self, entry: Entry, twins: dict[str, bytes]) -> list[tuple[Entry, str]]:
        """Twins as entries, with where they lie."""
        return [
            (Entry.of(entry.file + each, digest_of(twin, self.sm3)), self.path(entry, each))
            for each, twin in twins.items()
        ]


def read_file(path: str) -> bytes:
    """The bytes of a file: a site has thousands, and a Path for each takes longer than reading."""
    with os.fdopen(os.open(path, os.O_RDONLY), "rb", buffering=0) as file:
        return file.read()
