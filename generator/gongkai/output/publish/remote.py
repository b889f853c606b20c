"""SshTarget: publishing to a server that needs only sshd, rsync and a Debian-like userland."""

import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gongkai.output.publish import scripts
from gongkai.output.publish.bundle import Bundle
from gongkai.output.publish.disk import busy
from gongkai.output.publish.failures import (
    LIVE_UNTOUCHED,
    LostError,
    PublishError,
    TargetError,
    explain_words,
)
from gongkai.output.publish.inventory import FILE, FOLDER, LINK, Seen
from gongkai.output.publish.local import stage
from gongkai.output.publish.release import DRAFT, RELEASES, Room, State, state_of
from gongkai.output.publish.ssh import Shell
from gongkai.problems import ToolError
from gongkai.reasons import reason

_KINDS = {"f": FILE, "d": FOLDER, "l": LINK, "p": "管道", "s": "套接字"}
_LOST = {10, 12, 30, 35, 255}  # rsync's exit statuses for a connection that failed
_DIGEST = re.compile(rb"([0-9a-f]{64})  \./(.*)", re.S)


@dataclass(frozen=True, slots=True)
class SshTarget:
    """A folder of a server. who: how a publisher who comes second is told of this one.

    shell: open. staging: a folder of ours here, where a release is laid out for sending.
    """

    shell: Shell
    who: str
    staging: Path

    @property
    def name(self) -> str:
        """The server and folder."""
        return self.shell.server.name

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Make the folder when it is missing, and lock it for as long as the connection lasts."""
        self._enter(make="yes")
        status, said = self.shell.tell(scripts.LOCK.format(who=shlex.quote(self.who)))
        if status == scripts.TAKEN:
            raise busy(self.name, said)
        if status:
            raise self.shell.failure(said)
        try:
            yield
        finally:
            with suppress(LostError):  # the lock goes with the connection all the same
                self.shell.tell(scripts.UNLOCK)

    def _enter(self, make: str) -> bool:
        """Go to the folder; whether it is there."""
        path = self.shell.server.path
        status, said = self.shell.ask(scripts.PREPARE, path, make)
        text = said.decode("utf-8", "replace").strip()
        if status == scripts.ABSENT:
            return False
        if status == scripts.REFUSED:
            sentences = {
                "parent": (f"服务器上没有 {Path(path).parent} 这个文件夹", "检查路径"),
                "folder": (f"服务器上的 {path} 不是文件夹", "发布的目标要写文件夹"),
                "others": (
                    f"服务器上的 {path} 里已有别的东西，不是发布用的文件夹；什么也没有改动",
                    "换一个空的或还不存在的文件夹",
                ),
            }
            tool = f"服务器上没有 {text.removeprefix('tool ')} 这个程序"
            raise TargetError(*sentences.get(text, (tool, "请管理员安装，再发布一次")))
        if status:
            raise self.shell.failure(said)
        self.shell.tell(f"umask 022; cd {shlex.quote(path)}")
        return True

    def state(self) -> State:
        """Releases and the live one."""
        if not self._enter(make=""):
            return State()
        names, _, link = self.shell.run(scripts.STATE).decode("utf-8", "replace").partition("\n\n")
        return state_of(names.split("\n"), link.strip("\n"))

    def clear(self) -> None:
        """Remove leftovers."""
        self.shell.run(scripts.CLEAR)

    def room(self) -> Room:
        """Free bytes and inodes for this user."""
        block, free, inodes, free_inodes = map(int, self.shell.run(scripts.ROOM).split())
        return Room(block * free, free_inodes if inodes else None)

    def read(self, release: str, file: str) -> bytes:
        """A small file of a release."""
        return self.shell.run(scripts.READ, f"{RELEASES}/{release}/{file}")

    def list(self, release: str) -> tuple[Seen, ...]:
        """Everything in a release, without digests."""
        return tuple(_listed(self.shell.run(scripts.LIST, f"{RELEASES}/{release}")))

    def look(
        self, release: str, sm3: bool = False, only: frozenset[str] | None = None
    ) -> tuple[Seen, ...]:
        """Everything in a release, with SHA-256; a server's SM3 is not asked for."""
        folder = f"{RELEASES}/{release}"
        found = [seen for seen in self.list(release) if only is None or seen.path in only]
        names = [seen.path for seen in found if only is not None and seen.kind == FILE]
        digests = dict(_digests(self.shell.run(scripts.DIGESTS, folder, *names)))
        return tuple(
            seen._replace(sha256=digests.get(seen.path, ""))
            for seen in sorted(found, key=lambda seen: seen.path)
        )

    def receive(
        self, bundle: Bundle, notes: Mapping[str, bytes], times: Mapping[str, int], like: str
    ) -> None:
        """Send the draft with rsync -c into a new folder.

        What a release there holds already is copied on the server, never linked.
        """
        stage(self.staging, bundle, notes, times)
        server = self.shell.server
        copies = [f"--copy-dest=../{like}/"] if like else []
        destination = f"{server.destination}:{server.path}/{RELEASES}/{DRAFT}/"
        how = ["-rtpc", "--chmod=D0755,F0644", "--timeout=60", "-s", *copies]
        done = _rsync(
            [*how, "-e", shlex.join(self.shell.shared()), f"{self.staging}/", destination]
        )
        if done.returncode:
            raise self._not_sent(done.returncode, done.stderr.decode("utf-8", "replace"))

    def _not_sent(self, status: int, said: str) -> PublishError:
        known = explain_words(self.name, said)
        if known:
            return known
        if status in _LOST:
            return LostError(
                f"向 {self.name} 传送时连接断了；{LIVE_UNTOUCHED}", "检查网络，再发布一次"
            )
        last = said.strip().splitlines()[-1:] or ["没有说明"]
        return PublishError(
            f"rsync 向 {self.name} 传送失败：{last[0]}；{LIVE_UNTOUCHED}",
            "请管理员检查，再发布一次",
        )

    def carry(self, files: Iterable[str], source: str, release: str) -> None:
        """Copy files on the server, with rsync there; each appears whole."""
        listed = "\n".join(files)
        if listed:
            folders = (f"{RELEASES}/{source}/", f"{RELEASES}/{release}/")
            self.shell.run(scripts.CARRY, *folders, listed)

    def note(self, release: str, file: str, data: bytes, time: int) -> None:
        """Write a small text file whole."""
        self.shell.run(scripts.NOTE, f"{RELEASES}/{release}/{file}", data.decode(), str(time))

    def drop(self, release: str, files: Iterable[str]) -> None:
        """Remove files of a release, and make that durable."""
        paths = [f"{RELEASES}/{release}/{file}" for file in files]
        if paths:
            self.shell.run(f'rm -rf -- "$@" && sync -f {RELEASES}', *paths)

    @contextmanager
    def settling(self, size: int) -> Iterator[None]:
        """syncfs(2) on the server's file system, before the block."""
        self.shell.run(f"sync -f {RELEASES}")
        yield

    def adopt(self, release: str) -> None:
        """Give the draft its name."""
        self.shell.run(scripts.ADOPT, release)

    def switch(self, release: str) -> None:
        """Replace the link with mv -T, which is rename(2)."""
        status, said = self.shell.ask(scripts.SWITCH, release)
        if status == scripts.UNSURE:
            raise PublishError(
                f"线上已换成版本 {release}，但不能确认已存到磁盘", "请管理员检查磁盘，再发布一次"
            )
        if status:
            raise self.shell.failure(said)

    def remove(self, release: str) -> None:
        """Remove a release; what is half removed does not look like one."""
        self.shell.run(scripts.REMOVE, release)


def _listed(data: bytes) -> Iterator[Seen]:
    """Records of scripts.LIST: kind, mode, links, owner, size, time, path, each ended by NUL."""
    for record in data.split(b"\0")[:-1]:
        kind, mode, links, owner, size, time, path = record.decode(
            "utf-8", "surrogateescape"
        ).split(" ", 6)
        yield Seen(
            path=path.removeprefix(".").removeprefix("/"),
            kind=_KINDS.get(kind, "设备"),
            mode=int(mode, 8),
            owner=owner,
            links=1 if kind == "d" else int(links),
            size=int(size),
            time=int(float(time)),
        )


def _digests(data: bytes) -> Iterator[tuple[str, str]]:
    for record in data.split(b"\0"):
        if match := _DIGEST.fullmatch(record):
            yield match[2].decode("utf-8", "surrogateescape"), match[1].decode()


def _rsync(arguments: list[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["rsync", *arguments], capture_output=True, check=False)
    except OSError as error:
        raise ToolError(f"启动不了 rsync：{reason(error)}", "安装 rsync") from error
