"""Compare a release with its manifest: any tampering is a finding, a new mtime is none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.output.publish.digests import NO_SM3
from gongkai.output.publish.inventory import FILE, FOLDER, Seen
from gongkai.output.publish.manifest import (
    CARRIED,
    FILE_MODE,
    FOLDER_MODE,
    NAME,
    SIGNATURE,
    Entry,
    Manifest,
)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One difference: path inside the release ("" for the release itself), and what is wrong."""

    path: str
    wrong: str

    def __str__(self) -> str:
        return f"{self.path or '（版本文件夹）'}：{self.wrong}"


@dataclass(frozen=True, slots=True)
class Expected:
    """What may lie in a release.

    own: must be there. carried: assets of earlier releases that may be there.
    notes: manifest, signature and carried manifests: their bytes are checked by who reads them.
    folders: all folders that files of these need; carried ones may be missing or empty.
    """

    own: Mapping[str, Entry]
    carried: Mapping[str, Entry]
    notes: frozenset[str]
    folders: frozenset[str]


def expect(manifest: Manifest, carried: Mapping[str, Entry], notes: Iterable[str]) -> Expected:
    """What a release of this manifest may hold."""
    own, noted = manifest.by_file(), frozenset(notes) | {NAME, SIGNATURE}
    folders = {above for file in (*own, *carried) for above in _above(file)}
    return Expected(own, carried, noted, frozenset(folders | {"", CARRIED}))


def differences(expected: Expected, seen: Iterable[Seen]) -> tuple[Finding, ...]:
    """Every difference between what may lie in a release and what does, sorted by path."""
    here = {each.path: each for each in seen}
    if "" not in here:
        return (Finding("", "不存在"),)
    return tuple(sorted((*_missing(expected, here), *_wrong(expected, here))))


def _missing(expected: Expected, here: Mapping[str, Seen]) -> Iterator[Finding]:
    for file in (*expected.own, NAME):
        if file not in here:
            yield Finding(file, "文件缺失")


def _wrong(expected: Expected, here: Mapping[str, Seen]) -> Iterator[Finding]:
    owner = here[""].owner
    for path, seen in here.items():
        kind, mode = _nature(expected, path)
        if not kind:
            yield Finding(path, f"多出来的{seen.kind}")
        elif seen.kind != kind:
            yield Finding(path, f"本应是{kind}，现在是{seen.kind}")
        else:
            yield from _attributes(seen, mode, owner)
            entry = expected.own.get(path) or expected.carried.get(path)
            if entry and _changed(seen, entry):
                yield Finding(path, "内容被改动")


def _nature(expected: Expected, path: str) -> tuple[str, int]:
    """What a path must be and its mode; ("", 0) when nothing may be there."""
    entry = expected.own.get(path) or expected.carried.get(path)
    if entry:
        return FILE, entry.mode
    if path in expected.notes:
        return FILE, FILE_MODE
    return (FOLDER, FOLDER_MODE) if path in expected.folders else ("", 0)


def _attributes(seen: Seen, mode: int, owner: str) -> Iterator[Finding]:
    if seen.mode != mode:
        yield Finding(seen.path, f"权限本应是 {mode:04o}，现在是 {seen.mode:04o}")
    if seen.owner != owner:
        yield Finding(seen.path, f"属主是 {seen.owner}，与版本文件夹的 {owner} 不同")
    if seen.links != 1:
        yield Finding(seen.path, f"另有 {seen.links - 1} 处硬链接指向它，在别处一改，这里就变")


def _changed(seen: Seen, entry: Entry) -> bool:
    if (seen.size, seen.sha256) != (entry.size, entry.sha256):
        return True
    return bool(seen.sm3) and entry.sm3 != NO_SM3 and seen.sm3 != entry.sm3


def _above(file: str) -> Iterator[str]:
    """Every folder a file lies in, but the root."""
    at = file.find("/")
    while at > 0:
        yield file[:at]
        at = file.find("/", at + 1)
