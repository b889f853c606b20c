"""A shell on a server, over one SSH connection that lasts as long as a publishing."""

import re
import secrets
import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import unquote, urlsplit

from gongkai.output.publish.failures import (
    LIVE_UNTOUCHED,
    LostError,
    PublishError,
    TargetError,
    explain_words,
)
from gongkai.problems import ToolError
from gongkai.reasons import reason

_OPTIONS = ("BatchMode=yes", "ConnectTimeout=15", "ServerAliveInterval=15", "ServerAliveCountMax=3")
_DOOR_LENGTH = 80  # characters; a socket's path may have 107, and ssh adds some
_USER_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is reached. user, port: "" means as the SSH configuration says.

    path: absolute folder there. config: an SSH configuration file, or None for the user's own.
    """

    host: str
    path: str
    user: str = ""
    port: str = ""
    config: Path | None = None

    @property
    def destination(self) -> str:
        """user@host, or host."""
        return f"{self.user}@{self.host}" if self.user else self.host

    @property
    def name(self) -> str:
        """The address as the operator wrote it."""
        port = f":{self.port}" if self.port else ""
        return f"ssh://{self.destination}{port}{self.path}"

    def command(self) -> list[str]:
        """The ssh command with its options, without destination."""
        config = ["-F", str(self.config)] if self.config else []
        port = ["-p", self.port] if self.port else []
        return ["ssh", *config, *port, *(word for option in _OPTIONS for word in ("-o", option))]


def server_of(address: str, config: Path | None = None) -> Server:
    """Read ssh://user@host:port/path. Raises TargetError when it is not of that form."""
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError:
        parts, port = urlsplit("ssh:"), ""
    host, user, path = parts.hostname or "", parts.username or "", unquote(parts.path).rstrip("/")
    plain = _USER_HOST.fullmatch(host) and (not user or _USER_HOST.fullmatch(user))
    if not plain or parts.password or parts.query or parts.fragment or not path.startswith("/"):
        raise TargetError(f"看不懂服务器地址 {address}", "写成 ssh://用户@主机/绝对路径")
    return Server(host, path, user, port, config)


class Shell:
    """A shell in the target's folder. Used as a context manager; closing it frees what it holds."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._folder = tempfile.TemporaryDirectory(prefix="gongkai-")
        self._door = Path(self._folder.name) / "ssh"
        self._mark = secrets.token_hex(16).encode()  # no file name can imitate the end of an answer

    def shared(self) -> list[str]:
        """The ssh command that goes through this connection, for rsync: the lock ends with it."""
        if len(str(self._door)) > _DOOR_LENGTH:
            return self.server.command()  # rsync then opens a connection of its own
        return [*self.server.command(), "-o", f"ControlPath={self._door}"]

    def __enter__(self) -> "Shell":
        self._errors: IO[bytes] = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                [
                    *self.shared(),
                    "-o",
                    "ControlMaster=yes",
                    self.server.destination,
                    "exec env LC_ALL=C sh",
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
            )
        except OSError as error:
            raise ToolError(f"启动不了 ssh：{reason(error)}", "安装 openssh-client") from error
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("Popen gives both pipes when asked for them")
        self._sink, self._source = self._process.stdin, self._process.stdout
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._sink.close()
        except OSError:
            self._process.kill()  # the connection is gone, and with it what the shell held
        self._source.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()
        self._folder.cleanup()

    def run(self, script: str, *words: str) -> bytes:
        """What a script prints; words are its $1, $2, … Raises PublishError when it fails.

        Scripts keep to POSIX sh; what they print on errors is in English (LC_ALL=C).
        """
        status, said = self.ask(script, *words)
        if status:
            raise self.failure(said)
        return said

    def ask(self, script: str, *words: str) -> tuple[int, bytes]:
        """Exit status of a script and what it printed. Raises LostError."""
        given = " ".join(shlex.quote(word) for word in words)
        return self.tell(f"( set -- {given}\n{script}\n) 2>&1 </dev/null")

    def tell(self, line: str) -> tuple[int, bytes]:
        """Run a line in the shell itself, for what must last: its folder, its lock."""
        try:
            self._sink.write(f"{line}\nprintf '\\n%s %d\\n' {self._mark.decode()} $?\n".encode())
            self._sink.flush()
            return self._answer()
        except OSError as error:
            raise self.lost() from error

    def _answer(self) -> tuple[int, bytes]:
        said = bytearray()
        end = b"\n" + self._mark + b" "
        while line := self._source.readline():
            said += line
            at = len(said) - len(line) - 1
            if line.startswith(end[1:]) and at >= 0 and said[at : at + 1] == b"\n":
                return int(line[len(end) - 1 :]), bytes(said[:at])
        raise self.lost()

    def failure(self, said: bytes) -> PublishError:
        """The sentence for what a failed script printed."""
        text = said.decode("utf-8", "replace").strip()
        last = text.splitlines()[-1] if text else "没有说明"
        return explain_words(self.server.name, text) or PublishError(
            f"{self.server.name} 上的操作失败：{last}；{LIVE_UNTOUCHED}", "请管理员检查，再发布一次"
        )

    def lost(self) -> LostError:
        """The sentence for a connection that broke or was refused."""
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        why = f"（{said[-1]}）" if said else ""
        return LostError(
            f"与 {self.server.name} 的连接断了或没有连上{why}",
            "检查网络、账号和密钥（先用 ssh 登录一次试试），再发布一次；线上仍是完整的网站",
        )
