"""Manifest: the list of every file of a release, with digests; the thing that is signed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from gongkai.output.publish.digests import NO_SM3, Digests
from gongkai.output.publish.failures import PublishError

NAME = "manifest.txt"
SIGNATURE = "manifest.txt.sig"
CARRIED = ".carried"  # folder in a release: manifests of those whose assets live on in it
FILE_MODE = 0o644
FOLDER_MODE = 0o755

_HEAD = "gongkai-manifest 1"
_COLUMNS = "sha256 sm3 mode size file"
_BAD = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\\"
_CONTROL = re.compile(f"[{_BAD}]")
_PATH = re.compile(f"(?!{NAME}$|{SIGNATURE}$)[^/.{_BAD}][^/{_BAD}]*(?:/[^/.{_BAD}][^/{_BAD}]*)*")
_LINE = re.compile(
    rf"([0-9a-f]{{64}}) ([0-9a-f]{{64}}|-) ([0-7]{{4}}) (0|[1-9][0-9]{{0,17}}) ({_PATH.pattern})"
)


class Entry(NamedTuple):
    """A file of a release. file: path from its root with forward slashes; mode: permission bits."""

    file: str
    size: int
    sha256: str
    sm3: str = NO_SM3
    mode: int = FILE_MODE

    @classmethod
    def of(cls, file: str, digests: Digests) -> "Entry":
        """The entry of a file with these digests."""
        return cls(file, digests.size, digests.sha256, digests.sm3)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of a release but the manifest and its signature, sorted by name.

    It says nothing of time, place or release number, so that the same site has the same manifest.
    """

    entries: tuple[Entry, ...]

    def data(self) -> bytes:
        """The manifest as it is published and signed."""
        lines = [_HEAD, _COLUMNS]
        for entry in self.entries:
            lines.append(f"{entry.sha256} {entry.sm3} {entry.mode:04o} {entry.size} {entry.file}")
        return ("\n".join(lines) + "\n").encode()

    @property
    def bytes(self) -> int:
        """Total size of the files."""
        return sum(entry.size for entry in self.entries)

    def by_file(self) -> dict[str, Entry]:
        """Entries by file."""
        return {entry.file: entry for entry in self.entries}


def manifest_of(entries: Iterable[Entry]) -> Manifest:
    """A manifest in its one order. Raises PublishError for a name that no release may hold."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.file))
    for entry in ordered:
        reason = name_problem(entry.file)
        if reason:
            raise PublishError(f"文件名不能发布：{entry.file!r} {reason}", "改掉这个文件名")
    return Manifest(ordered)


def name_problem(file: str) -> str:
    """Why a path may not stand in a manifest, as the end of a Chinese sentence; "" if it may."""
    if _PATH.fullmatch(file):
        return ""
    if file in (NAME, SIGNATURE):
        return "是发布清单专用的名称"
    if _CONTROL.search(file):
        return "含有控制字符、反斜杠或乱码"
    if any(part.startswith(".") for part in file.split("/")):
        return "以点开头，服务器不提供这样的文件"
    return "不是网站里的相对路径"


def read_manifest(data: bytes, where: str) -> Manifest:
    """Read a manifest. Raises PublishError when it is damaged, naming the line."""
    try:
        return _read(data)
    except _Damaged as error:
        raise PublishError(f"{where} 的发布清单 {NAME} 已损坏：{error}", "重新发布一次") from error


class _Damaged(Exception):
    """Where a manifest is damaged, as the end of a Chinese sentence."""


@lru_cache(4)  # publishing and rolling back meet the same bytes several times
def _read(data: bytes) -> Manifest:
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        lines = []
    if lines[:2] != [_HEAD, _COLUMNS] or lines[-1]:
        raise _Damaged("开头或结尾不对")
    entries = []
    for number, line in enumerate(lines[2:-1], 3):
        match = _LINE.fullmatch(line)
        if not match:
            raise _Damaged(f"第 {number} 行")
        digest, sm3, mode, size, file = match.groups()
        entries.append(Entry(file, int(size), digest, sm3, int(mode, 8)))
    names = [entry.file for entry in entries]
    if names != sorted(set(names)):
        raise _Damaged("顺序不对或有重复")
    return Manifest(tuple(entries))


def name_of(data: bytes) -> str:
    """SHA-256 of a manifest as published: the name of what it describes."""
    return sha256(data).hexdigest()
