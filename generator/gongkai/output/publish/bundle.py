"""Bundle: all that a release will hold, gathered from a built site before a target is touched."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import Protocol

from gongkai.output.commit import KEPT
from gongkai.output.compress import is_text
from gongkai.output.publish.digests import Opened, digest_descriptor, has_sm3
from gongkai.output.publish.failures import PublishError, explained
from gongkai.output.publish.known import Known
from gongkai.output.publish.manifest import Entry, Manifest, manifest_of
from gongkai.output.publish.threads import each
from gongkai.output.publish.twin_cache import TwinCache, read_all

WORKERS = os.cpu_count() or 1


class Sources(Protocol):
    """Where the bytes of a bundle's files come from."""

    def open(self, file: str) -> Opened:
        """Open a file for reading from its start. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Files at known places on this machine: file of the release -> path here."""

    paths: Mapping[str, str]

    def open(self, file: str) -> FileIO:
        """Open a file."""
        return FileIO(self.paths[file])


@dataclass(frozen=True, slots=True)
class Bundle:
    """A release to be: its manifest, the manifest's signature (b"" for none), and the bytes."""

    manifest: Manifest
    sources: Sources
    signature: bytes = b""


def gather(site: Path, cache: Path, workers: int = WORKERS) -> Bundle:
    """The bundle of a built site: its files and the compressed twins of its text files.

    cache: a folder of ours where twins are kept from one publishing to the next.
    Raises PublishError for what may not be published: a link, a device, a wrong name.
    """
    with explained(str(site)):
        files = dict(_files(f"{site}/", ""))
        if "index.html" not in files:
            raise PublishError(f"{site} 里没有首页 index.html", "先运行 gongkai build 生成网站")
        with TwinCache(cache, has_sm3()) as twins:
            each_one = each(lambda one: _one(*one, twins), list(files.items()), workers)
    found = [one for some in each_one for one in some]
    paths = {entry.file: path for entry, path in found}
    if len(paths) < len(found):
        names = [entry.file for entry, _ in found]
        twice = next(name for name in names if names.count(name) > 1)
        raise PublishError(f"{site} 里已有 {twice}，与压缩件重名", "改掉这个文件名")
    return Bundle(manifest_of(entry for entry, _ in found), Folder(paths))


def _one(file: str, path: str, twins: TwinCache) -> list[tuple[Entry, str]]:
    """The entries of a file and of its twins, with where they lie."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if not is_text(file):  # it may be large, so it is not held in memory
            return [(_entry(file, descriptor, twins), path)]
        data = read_all(descriptor)
    finally:
        os.close(descriptor)
    name = sha256(data).hexdigest()
    known = twins.of(file, name, data)
    return [
        (Entry(file, len(data), name, known.sm3), path),
        *(
            (Entry.of(file + ending, digests), twins.place(name, ending))
            for ending, digests in known.twins.items()
        ),
    ]


def _entry(file: str, descriptor: int, twins: TwinCache) -> Entry:
    """The entry of an open file without twins; SM3 is computed when its SHA-256 is a new one."""
    found = digest_descriptor(descriptor, sm3=False)
    known = twins.known(found.sha256)
    if known is None and twins.sm3:
        os.lseek(descriptor, 0, os.SEEK_SET)
        found = digest_descriptor(descriptor, sm3=True)
    known = twins.learn(found.sha256, known or Known(found.sm3, {}))
    return Entry(file, found.size, found.sha256, known.sm3)


def _files(folder: str, above: str) -> Iterator[tuple[str, str]]:
    """Every file below a folder by its path, sorted. Raises PublishError for a link or device."""
    with os.scandir(folder + above) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if above + entry.name in KEPT:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, f"{above}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield above + entry.name, entry.path
        else:
            raise PublishError(
                f"{entry.path} 不是普通文件（是链接或设备），不能发布", "重新运行 gongkai build"
            )
