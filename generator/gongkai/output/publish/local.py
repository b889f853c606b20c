"""LocalTarget: publishing to a folder of this machine."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongkai.output.publish import disk
from gongkai.output.publish.bundle import WORKERS, Bundle
from gongkai.output.publish.failures import PublishError, TargetError
from gongkai.output.publish.inventory import Seen, list_folder, look
from gongkai.output.publish.manifest import FOLDER_MODE
from gongkai.output.publish.release import (
    CURRENT,
    DOOMED,
    DRAFT,
    LOCK,
    NEXT,
    RELEASES,
    Room,
    State,
    state_of,
)
from gongkai.output.publish.shares import meanwhile
from gongkai.reasons import reason

_PART = ".part"  # in releases/: one file on its way into a release
_OURS = {LOCK, NEXT, CURRENT, "lost+found"}


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """A folder of this machine. who: how a publisher who comes second is told of this one.

    workers: processes that write a release, or read when one is looked at.
    """

    folder: Path
    who: str
    workers: int = WORKERS

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.folder)

    @property
    def _releases(self) -> Path:
        return self.folder / RELEASES

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Make the folder when it is missing (never those above it), and lock it."""
        self._prepare()
        with disk.locked(self.folder / LOCK, self.who, self.name):
            if not self._releases.is_dir():
                _make_readable(self._releases)
            yield

    def _prepare(self) -> None:
        if not self.folder.exists():
            if not self.folder.parent.is_dir():
                raise TargetError(
                    f"没有这个文件夹：{self.folder.parent}",
                    "检查路径；是磁盘没有挂载，还是写错了？",
                )
            _make_readable(self.folder)
        if not self.folder.is_dir():
            raise TargetError(f"{self.folder} 不是文件夹", "发布的目标要写文件夹")
        names = {path.name for path in self.folder.iterdir()}
        if RELEASES not in names and names - _OURS:
            raise TargetError(
                f"{self.folder} 里已有别的东西，不是发布用的文件夹；什么也没有改动",
                "换一个空的或还不存在的文件夹",
            )

    def state(self) -> State:
        """Releases and the live one."""
        if not self._releases.is_dir():
            if self.folder.exists() and not self.folder.is_dir():
                raise TargetError(f"{self.folder} 不是文件夹", "发布的目标要写文件夹")
            return State()
        with os.scandir(self._releases) as entries:
            names = [each.name for each in entries if each.is_dir(follow_symlinks=False)]
        current = self.folder / CURRENT
        return state_of(names, str(current.readlink()) if current.is_symlink() else "")

    def clear(self) -> None:
        """Remove leftovers."""
        for path in (
            *(self._releases / each for each in (DRAFT, DOOMED, _PART)),
            self.folder / NEXT,
        ):
            disk.remove(path)

    def room(self) -> Room:
        """Free bytes and inodes for this user."""
        free = os.statvfs(self._releases)
        return Room(free.f_bavail * free.f_frsize, free.f_favail if free.f_files else None)

    def read(self, release: str, file: str) -> bytes:
        """A small file of a release."""
        return disk.read_plain(self._releases / release / file)

    def list(self, release: str) -> tuple[Seen, ...]:
        """Everything in a release, without digests."""
        folder = self._releases / release
        return tuple(list_folder(folder)) if folder.is_dir() else ()

    def look(
        self, release: str, sm3: bool = False, only: frozenset[str] | None = None
    ) -> tuple[Seen, ...]:
        """Everything in a release, with digests. only: nothing but these of its paths."""
        return look(self._releases / release, sm3=sm3, workers=self.workers, only=only)

    def receive(
        self, bundle: Bundle, notes: Mapping[str, bytes], times: Mapping[str, int], like: str
    ) -> None:
        """Write the draft. Always copies: releases that share bytes would be changed together."""
        disk.write_release(self._releases / DRAFT, bundle, notes, times, self.workers)

    def carry(self, files: Iterable[str], source: str, release: str) -> None:
        """Copy files of one release into another."""
        for file in files:
            origin = self._releases / source / file
            time = int(origin.lstat().st_mtime)
            data = disk.read_plain(origin)
            self.note(release, file, data, time)

    def note(self, release: str, file: str, data: bytes, time: int) -> None:
        """Write a small file whole."""
        part, place = self._releases / _PART, self._releases / release / file
        part.unlink(missing_ok=True)
        disk.write_data(part, data, time)
        root = f"{self._releases / release}/"
        disk.make_folders(root, file.rpartition("/")[0], {""})
        part.replace(place)

    def drop(self, release: str, files: Iterable[str]) -> None:
        """Remove files of a release, and make that durable."""
        doomed = [self._releases / release / file for file in files]
        for path in doomed:
            disk.remove(path)
        if doomed:
            disk.sync_all(self._releases)

    def settling(self, size: int) -> AbstractContextManager[None]:
        """Make everything durable while the block runs: a disk takes its time."""
        return meanwhile(lambda: disk.sync_all(self._releases), size, self.workers)

    def adopt(self, release: str) -> None:
        """Give the draft its name."""
        (self._releases / DRAFT).rename(self._releases / release)
        disk.sync_folder(self._releases)

    def switch(self, release: str) -> None:
        """Replace the link: rename(2) of a finished link, so no reader ever finds none."""
        link = self.folder / NEXT
        link.unlink(missing_ok=True)
        link.symlink_to(f"{RELEASES}/{release}")
        current = self.folder / CURRENT
        if current.is_dir() and not current.is_symlink():
            raise TargetError(
                f"{current} 是文件夹，本应是链接；线上网站没有改动",
                "这是别的工具放的；确认没有用处后改名移开，再发布一次",
            )
        link.replace(current)
        try:
            disk.sync_folder(self.folder)
        except OSError as error:
            raise PublishError(
                f"线上已换成版本 {release}，但不能确认已存到磁盘（{reason(error)}）",
                "请管理员检查磁盘，再发布一次",
            ) from error

    def remove(self, release: str) -> None:
        """Remove a release; what is half removed does not look like one."""
        doomed = self._releases / DOOMED
        disk.remove(doomed)
        (self._releases / release).rename(doomed)
        disk.remove(doomed)


def _make_readable(folder: Path) -> None:
    """Make a folder that web servers can read from its first moment on."""
    mask = os.umask(0o777 & ~FOLDER_MODE)
    try:
        folder.mkdir(exist_ok=True)  # another publisher may have been quicker
    finally:
        os.umask(mask)


def stage(
    folder: Path, bundle: Bundle, notes: Mapping[str, bytes], times: Mapping[str, int]
) -> None:
    """Write a bundle into an empty folder of ours, for sending it elsewhere."""
    disk.remove(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    disk.write_release(folder, bundle, notes, times, WORKERS)
