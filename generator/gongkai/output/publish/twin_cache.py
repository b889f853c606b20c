"""Compressed twins kept from one publishing to the next; each is proved before it is used."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from time import time
from types import TracebackType

from gongkai.output.compress import SMALLEST, TWIN_ENDINGS, VERSION, is_text, twins, unpack
from gongkai.output.publish.digests import NO_SM3, digest_of, sm3_of
from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.known import Known, read_known, write_known

_DAY = 24 * 60 * 60
_STALE = _DAY / 4  # seconds; a younger time is not set anew: thousands of them keep a disk busy


class TwinCache:
    """A folder of twins named by the SHA-256 of what they unpack to. Used as a context manager.

    A twin is unpacked and compared when it is made or first met. What is learnt then (its
    digests, and the file's SM3, which takes several times as long as SHA-256) is noted under the
    file's SHA-256. Later both SHA-256 are computed anew and must be as noted.
    At the end of the block the twins that nobody asked for in a day are removed; sooner, another
    publisher might still need them. The folder may be deleted at any time.
    """

    def __init__(self, folder: Path, sm3: bool) -> None:
        self.folder = folder / sha256(f"{VERSION}, {sm3}".encode()).hexdigest()[:12]
        self.sm3 = sm3
        self._started = time()
        self._before: dict[str, Known] = {}
        self._now: dict[str, Known] = {}

    def __enter__(self) -> "TwinCache":
        self.folder.mkdir(parents=True, exist_ok=True)
        self._before = read_known(self._notes)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self._now != self._before:
            write_known(self._notes, self._now)
            self._remove_unused()

    @property
    def _notes(self) -> Path:
        return self.folder / "known"

    def _remove_unused(self) -> None:
        with os.scandir(self.folder) as entries:
            for each in entries:
                if each.name[:-3] not in self._now and each.name.endswith(TWIN_ENDINGS):
                    with suppress(FileNotFoundError):  # another publisher was quicker
                        if each.stat().st_mtime < self._started - _DAY:
                            Path(each.path).unlink()

    def knows(self, name: str) -> bool:
        """Whether something was noted of a file by its SHA-256."""
        return name in self._before

    def learn(self, name: str, news: Known | None) -> Known:
        """Note what is known of a file, for the next time. news: None when it is as it was."""
        self._now[name] = known = news or self._before[name]
        return known

    def news(self, file: str, name: str, data: bytes) -> Known | None:
        """Make a file's twins lie here (data: its bytes, name: their SHA-256).

        Gives what is known of it, or None when nothing is new. A process of its own may do this;
        what it gives is for learn(). Raises OSError, and PublishError when packing went wrong.
        """
        endings = TWIN_ENDINGS if is_text(file) and len(data) >= SMALLEST else ()
        known = self._before.get(name)
        if known and tuple(known.twins) == endings and self._lie_here(name, known):
            return None
        made = self._kept(name, endings, data) or self._made(name, file, data)
        twins = {ending: digest_of(twin, self.sm3) for ending, twin in made.items()}
        return Known(sm3_of(data) if self.sm3 else NO_SM3, twins)

    def _lie_here(self, name: str, known: Known) -> bool:
        """Whether the twins of a file lie here as they were when they were proved."""
        return all(
            sha256(self._read(name, ending)).hexdigest() == digests.sha256
            for ending, digests in known.twins.items()
        )

    def _kept(self, name: str, endings: tuple[str, ...], data: bytes) -> dict[str, bytes]:
        """The twins lying here by ending; {} unless all unpack to the data."""
        found = {ending: self._read(name, ending) for ending in endings}
        try:
            good = all(unpack(ending, twin) == data for ending, twin in found.items())
        except ValueError:
            good = False
        return found if good else {}

    def _made(self, name: str, file: str, data: bytes) -> dict[str, bytes]:
        """The twins of a file by ending, made, proved and kept."""
        made = {each.removeprefix(file): twin for each, twin in twins(file, data)}
        for ending, twin in made.items():
            if unpack(ending, twin) != data:
                raise PublishError(
                    f"{file}{ending} 解压后不是 {file}；什么也没有发布",
                    "内存或磁盘可能有问题，请管理员检查",
                )
            place = self.place(name, ending)
            draft = f"{place}.{os.getpid()}-{get_ident()}"
            with open(draft, "wb") as opened:  # noqa: PTH123  thousands: a Path takes longer
                opened.write(twin)
            os.replace(draft, place)  # noqa: PTH105
        return made

    def _read(self, name: str, ending: str) -> bytes:
        """A twin's bytes, b"" when it is not here; its time tells that it was asked for."""
        place = self.place(name, ending)
        try:
            descriptor = os.open(place, os.O_RDONLY)
        except FileNotFoundError:
            return b""
        try:
            status = os.fstat(descriptor)
            if status.st_mtime < self._started - _STALE:
                os.utime(descriptor)
            return os.read(descriptor, status.st_size + 1)
        finally:
            os.close(descriptor)

    def place(self, name: str, ending: str) -> str:
        """Where the twin of a file lies. name: the file's SHA-256."""
        return f"{self.folder}/{name}{ending}"
