"""Archive: a release in one zip file, for carrying over an air gap."""

import errno
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, ClassVar

from gongkai.output.compress import TWIN_ENDINGS
from gongkai.output.publish.bundle import Bundle
from gongkai.output.publish.digests import digest
from gongkai.output.publish.disk import sync_folder
from gongkai.output.publish.failures import PublishError, explained
from gongkai.output.publish.manifest import FILE_MODE, NAME, SIGNATURE, read_manifest
from gongkai.output.publish.signature import Trust

_MOVED = ".moved"  # member: addresses that may go, a line each; no file of a site has such a name
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest a zip can say: the same site gives the same zip
_UNIX = 3
_REGULAR = (0o100000 | FILE_MODE) << 16
_MANIFEST_LIMIT = 1 << 29  # bytes
# What the standard library raises for a damaged zip, besides OSError; RuntimeError: encrypted.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    LookupError,  # KeyError, and an encoding of names that could not be loaded
    RuntimeError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Members:
    """Files in an open zip. Forked processes would move the place in it for each other."""

    shared: ClassVar[bool] = False
    archive: zipfile.ZipFile

    def open(self, file: str) -> BytesIO:
        """A member, unpacked whole. Raises OSError when it is damaged."""
        try:
            return BytesIO(self.archive.read(file))
        except _UNREADABLE as error:
            raise OSError(errno.EIO, "压缩包已损坏") from error


def write_archive(bundle: Bundle, file: Path) -> None:
    """Write a bundle as a zip file, whole or not at all: names sorted, no times, fixed modes.

    Raises PublishError when it cannot be written.
    """
    if file.is_dir():
        raise PublishError(f"{file} 是文件夹，压缩包要写文件名", "如 --zip 网站.zip")
    draft = file.with_name(f".{file.name}.new")
    with explained(str(file.parent)):
        try:
            with draft.open("wb") as opened:
                _fill(bundle, opened)
                opened.flush()
                os.fsync(opened.fileno())
            with read_archive(draft) as written:
                prove(written, str(file))
            draft.replace(file)
            sync_folder(file.parent)
        finally:
            draft.unlink(missing_ok=True)


def _fill(bundle: Bundle, opened: BinaryIO) -> None:
    notes = {NAME: bundle.manifest.data()}
    if bundle.signature:
        notes[SIGNATURE] = bundle.signature
    if bundle.moved:
        notes[_MOVED] = "".join(f"{address}\n" for address in sorted(bundle.moved)).encode()
    with zipfile.ZipFile(opened, "w") as archive:
        for name, data in notes.items():
            archive.writestr(_member(name, len(data)), data)
        for entry in bundle.manifest.entries:
            member = _member(entry.file, entry.size)
            with bundle.sources.open(entry.file) as source, archive.open(member, "w") as copy:
                copyfileobj(source, copy)


def _member(name: str, size: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    packed = name.endswith((*TWIN_ENDINGS, ".png", ".jpg", ".zip", ".pdf", ".docx", ".xlsx"))
    member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = _REGULAR
    member.file_size = size
    return member


@contextmanager
def read_archive(file: Path) -> Iterator[Bundle]:
    """The bundle in a zip file, open for the block. Raises PublishError when we did not write it.

    Names, kinds and sizes are held against the manifest here; the bytes when they are copied.
    """
    archive = _opened(file)
    try:
        yield _bundle(archive, file)
    finally:
        with suppress(OSError):  # it was only read
            archive.close()


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise PublishError(f"没有这个文件：{file}", "检查路径") from error
    except _UNREADABLE as error:
        raise _damaged(file, "打不开") from error


def _bundle(archive: zipfile.ZipFile, file: Path) -> Bundle:
    members = {member.filename: member for member in archive.infolist()}
    if len(members) < len(archive.infolist()) or NAME not in members:
        raise _damaged(file, f"没有清单 {NAME}，或有重名的文件")
    small = {name: _small(archive, members[name], file) for name in _notes(members)}
    manifest = read_manifest(small[NAME], str(file))
    wanted = {entry.file: entry.size for entry in manifest.entries}
    found = {name: member.file_size for name, member in members.items() if name not in small}
    strange = sorted({name for name, _ in wanted.items() ^ found.items()})
    if strange:
        raise _damaged(file, f"{strange[0]} 与清单不符")
    moved = frozenset(small.get(_MOVED, b"").decode("utf-8", "replace").splitlines())
    return Bundle(manifest, Members(archive), small.get(SIGNATURE, b""), moved)


def _notes(members: dict[str, zipfile.ZipInfo]) -> list[str]:
    return [name for name in (NAME, SIGNATURE, _MOVED) if name in members]


def _small(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Path) -> bytes:
    if member.file_size > _MANIFEST_LIMIT:
        raise _damaged(file, f"{member.filename} 太大")
    try:
        return archive.read(member)
    except _UNREADABLE as error:
        raise _damaged(file, f"{member.filename} 读不出来") from error


def prove(bundle: Bundle, where: str) -> None:
    """Read every file of a bundle. Raises PublishError for the first that is not as listed."""
    for entry in bundle.manifest.entries:
        try:
            with bundle.sources.open(entry.file) as source:
                found = digest(source, sm3=False)
        except OSError as error:
            raise _damaged(Path(where), f"{entry.file} 读不出来") from error
        if (found.size, found.sha256) != (entry.size, entry.sha256):
            raise _damaged(Path(where), f"{entry.file} 与清单不符")


def accept(bundle: Bundle, trust: Trust, where: str) -> None:
    """Raise PublishError unless somebody who counts signed the bundle, where anybody counts."""
    if trust.signers and not trust.signer(bundle.manifest.data(), bundle.signature):
        wrong = "签名不对，或不是名单上的人签的" if bundle.signature else "没有签名"
        raise PublishError(f"{where} {wrong}；{_UNTOUCHED}", "向打包的人核实来源，重新拷贝")


def _damaged(file: Path, why: str) -> PublishError:
    return PublishError(
        f"{file} 不是完好的发布包：{why}；{_UNTOUCHED}", "重新用 gongkai publish --zip 生成并拷贝"
    )


_UNTOUCHED = "什么也没有改动"
