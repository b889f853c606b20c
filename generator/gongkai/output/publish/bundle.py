"""Bundle: all that a release will hold, gathered from a built site before a target is touched."""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from gongkai.output.commit import KEPT
from gongkai.output.compress import is_text
from gongkai.output.publish.digests import digest, digest_of, has_sm3
from gongkai.output.publish.failures import PublishError, explained
from gongkai.output.publish.manifest import Entry, Manifest, manifest_of
from gongkai.output.publish.twin_cache import TwinCache, read_file

WORKERS = os.cpu_count() or 1


class Sources(Protocol):
    """Where the bytes of a bundle's files come from."""

    def open(self, file: str) -> BinaryIO:
        """Open a file for reading from its start. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Files at known places on this machine: file of the release -> path here."""

    paths: Mapping[str, str]

    def open(self, file: str) -> BinaryIO:
        """Open a file."""
        return os.fdopen(os.open(self.paths[file], os.O_RDONLY), "rb", buffering=0)


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
            found = _all(files, twins, workers)
    paths = {entry.file: path for entry, path in found}
    if len(paths) < len(found):
        names = [entry.file for entry, _ in found]
        twice = next(name for name in names if names.count(name) > 1)
        raise PublishError(f"{site} 里已有 {twice}，与压缩件重名", "改掉这个文件名")
    return Bundle(manifest_of(entry for entry, _ in found), Folder(paths))


def _all(files: Mapping[str, str], twins: TwinCache, workers: int) -> list[tuple[Entry, str]]:
    """The entries of all files and of their twins, with where they lie."""
    listed = list(files.items())
    if workers < 2:
        return _share(listed, twins)
    # One share of the files for each thread: a task for each file would take longer than reading.
    with ThreadPoolExecutor(workers) as pool:
        shares = [listed[number::workers] for number in range(workers)]
        return [each for done in pool.map(lambda s: _share(s, twins), shares) for each in done]


def _share(files: Iterable[tuple[str, str]], twins: TwinCache) -> list[tuple[Entry, str]]:
    found = []
    for file, path in files:
        entry, held = _read(file, path, twins)
        made = twins.make(entry, path) if held is None else held
        found += [(entry, path), *twins.entries(entry, made)]
    return found


def _read(file: str, path: str, twins: TwinCache) -> tuple[Entry, dict[str, bytes] | None]:
    """The entry of a file, and the twins that are kept for it (None: they must be made)."""
    if is_text(file):
        data = read_file(path)
        entry = Entry.of(file, digest_of(data, twins.sm3))
        return entry, twins.held(entry, data)
    with os.fdopen(os.open(path, os.O_RDONLY), "rb", buffering=0) as opened:
        return Entry.of(file, digest(opened, twins.sm3)), {}


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
