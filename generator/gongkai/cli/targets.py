"""Targets as the command line names them: a folder, or a server by ssh://."""

import getpass
import os
import re
import socket
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.cli.command import UsageError
from gongkai.cli.console import Console
from gongkai.output.publish.failures import TamperedError, TargetError
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.remote import SshTarget
from gongkai.output.publish.signature import NOBODY, Trust, trust_file
from gongkai.output.publish.ssh import Shell, server_of
from gongkai.output.publish.target import Target

_SSH = "ssh://"
_SCP = re.compile(r"(?P<host>[^/:]+):(?P<path>/.*)")  # as scp and rsync write it
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SHOWN = 20  # findings told one by one; the rest are counted


def add_target(parser: ArgumentParser, nargs: str | None = None) -> None:
    """The target, and how it is reached."""
    parser.add_argument(
        "target", metavar="目标", nargs=nargs, help="本机的文件夹，或 ssh://用户@主机/绝对路径"
    )
    add_ssh_config(parser)


def add_ssh_config(parser: ArgumentParser) -> None:
    """The SSH configuration."""
    parser.add_argument(
        "--ssh-config", metavar="文件", type=Path, help="ssh 的配置文件（不写就用 ~/.ssh/config）"
    )


def add_signers(parser: ArgumentParser) -> None:
    """Whose signatures count."""
    parser.add_argument(
        "--signers", metavar="文件", type=Path, help="签名人名单（每行：名字 公钥），核对清单的签名"
    )


@contextmanager
def open_target(found: Namespace) -> Iterator[Target]:
    """The target of a command, reachable while the block runs."""
    words = str(found.target)
    if not words.startswith(_SSH):
        if _SCHEME.match(words):
            raise TargetError(
                f"不能用 {words.split(':')[0]}:// 这种地址",
                "写本机的文件夹，或 ssh://用户@主机/绝对路径",
            )
        found_scp = _SCP.fullmatch(words)
        if found_scp and not Path(words).parent.is_dir():
            raise TargetError(
                f"{words} 不是本机的文件夹",
                f"服务器写成 ssh://{found_scp['host']}{found_scp['path']}",
            )
        yield LocalTarget(Path(words).absolute(), who())
        return
    with Shell(server_of(words, found.ssh_config)) as shell:
        yield SshTarget(shell, who(), staging_of(found))


def refuse_none(keep: int) -> None:
    """Raise UsageError when no release is to be kept."""
    if keep < 1:
        raise UsageError("--keep 至少是 1", "线上的版本总要保留")


def staging_of(found: Namespace) -> Path:
    """A folder of the portal's, where a release is laid out before it is sent."""
    return Path(getattr(found, "folder", ".")) / ".gongkai" / "sending"


def who() -> str:
    """This process, as another publisher is told of it."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        user = str(os.getuid())
    return f"主机 {socket.gethostname()} 上的进程 {os.getpid()}（用户 {user}）"


def trust_of(found: Namespace) -> Trust:
    """Whose signatures count."""
    return trust_file(found.signers) if found.signers else NOBODY


@contextmanager
def findings_shown(console: Console) -> Iterator[None]:
    """Tell what a release was found to differ in, before the failure itself is told."""
    try:
        yield
    except TamperedError as error:
        tell_findings(console, error.details)
        raise


def tell_findings(console: Console, lines: tuple[str, ...]) -> None:
    """The first findings, and how many more there are."""
    for line in lines[:_SHOWN]:
        console.talk(f"  {line}")
    if len(lines) > _SHOWN:
        console.talk(f"  ……另有 {len(lines) - _SHOWN} 处")
