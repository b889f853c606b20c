"""Bundle: all that a release will hold, gathered from a built site before a target is touched."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import ClassVar, Protocol

from gongkai.output.commit import KEPT
from gongkai.output.compress import is_text
from gongkai.output.publish.digests import Opened, digest_descriptor, has_sm3
from gongkai.output.publish.failures import PublishError, explained
from gongkai.output.publish.known import Known
from gongkai.output.publish.manifest import Entry, Manifest, manifest_of
from gongkai.output.publish.shares import spread
from gongkai.output.publish.twin_cache import TwinCache
from gongkai.processors import processors

WORKERS = processors()


class Sources(Protocol):
    """Where the bytes of a bundle's files come from.

    shared: whether forked processes may open files at the same time.
    """

    shared: ClassVar[bool]

    def open(self, file: str) -> Opened:
        """Open a file for reading from its start. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Files at known places on this machine: file of the release -> path here."""

    shared: ClassVar[bool] = True
    paths: Mapping[str, str]

    def open(self, file: str) -> FileIO:
        """Open a file."""
        return FileIO(self.paths[file])


@dataclass(frozen=True, slots=True)
class Bundle:
    """A release to be: its manifest, the manifest's signature (b"" for none), and the bytes.

    moved: addresses that may go, because a redirect or a notice stands for them ("/old/").
    """

    manifest: Manifest
    sources: Sources
    signature: bytes = b""
    moved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Source:
    """A file of the site: its path there, where it lies, and its size as it was seen."""

    file: str
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A file of the site as it was read. fresh: whether nothing had been known of its bytes."""

    source: _Source
    size: int
    sha256: str
    known: Known
    fresh: bool


def gather(site: Path, cache: Path, workers: int = WORKERS) -> Bundle:
    """The bundle of a built site: its files and the compressed twins of its text files.

    cache: a folder of ours where twins are kept from one publishing to the next.
    Raises PublishError for what may not be published: a link, a device, a wrong name.
    """
    with explained(str(site)), TwinCache(cache, has_sm3()) as twins:
        files = _files(site, twins, workers)
    entries = [Entry(each.source.file, each.size, each.sha256, each.known.sm3) for each in files]
    paths = {each.source.file: each.source.path for each in files}
    for each in files:
        for ending, digests in each.known.twins.items():
            twin = each.source.file + ending
            if twin in paths:
                raise PublishError(f"{site} 里已有 {twin}，与压缩件重名", "改掉这个文件名")
            entries.append(Entry.of(twin, digests))
            paths[twin] = twins.place(each.sha256, ending)
    return Bundle(manifest_of(entries), Folder(paths))


def precompress(site: Path, cache: Path, workers: int = WORKERS) -> int:
    """Make the twins that gathering will find in the cache; of how many files, tells the result.

    Raises what gather raises.
    """
    with explained(str(site)), TwinCache(cache, has_sm3()) as twins:
        return sum(each.fresh and bool(each.known.twins) for each in _files(site, twins, workers))


def _files(site: Path, twins: TwinCache, workers: int) -> list[_Found]:
    """Every file of a site, sorted, its twins lying in the cache."""
    sources = list(_sources(f"{site}/", ""))
    if all(source.file != "index.html" for source in sources):
        raise PublishError(f"{site} 里没有首页 index.html", "先运行 gongkai build 生成网站")
    sizes = [source.size for source in sources]
    found = spread(lambda source: _read(source, twins), sources, sizes, workers)
    return [
        _Found(source, size, name, twins.learn(name, news), news is not None)
        for source, (size, name, news) in zip(sources, found, strict=True)
    ]


def _read(source: _Source, twins: TwinCache) -> tuple[int, str, Known | None]:
    """Size and SHA-256 of a file, and what has to be noted of it; its twins lie in the cache."""
    descriptor = os.open(source.path, os.O_RDONLY)
    try:
        if not is_text(source.file):  # it may be large, so it is not held in memory
            return _attachment(descriptor, source.size, twins)
        data = os.read(descriptor, source.size + 1)  # one more: a file that grew is not as built
    finally:
        os.close(descriptor)
    name = sha256(data).hexdigest()
    return len(data), name, twins.news(source.file, name, data)


def _attachment(descriptor: int, size: int, twins: TwinCache) -> tuple[int, str, Known | None]:
    """The same of a file without twins; SM3 is computed when its SHA-256 is a new one."""
    found = digest_descriptor(descriptor, size, sm3=False)
    if twins.knows(found.sha256):
        return found.size, found.sha256, None
    if twins.sm3:
        os.lseek(descriptor, 0, os.SEEK_SET)
        found = digest_descriptor(descriptor, size, sm3=True)
    return found.size, found.sha256, Known(found.sm3, {})


def _sources(folder: str, above: str) -> Iterator[_Source]:
    """Every file below a folder, sorted. Raises PublishError for a link or device."""
    with os.scandir(folder + above) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if above + entry.name in KEPT:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _sources(folder, f"{above}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield _Source(above + entry.name, entry.path, entry.stat().st_size)
        else:
            raise PublishError(
                f"{entry.path} 不是普通文件（是链接或设备），不能发布", "重新运行 gongkai build"
            )
