"""Snapshot: what a folder's files look like from outside, to tell which of them a build changed."""

import os
from collections.abc import Mapping
from pathlib import Path

Snapshot = Mapping[str, tuple[int, int, int]]
"""Path from the folder -> time of change (ns), size (bytes), inode."""


def snapshot(folder: Path) -> Snapshot:
    """The files of a folder as they are now; empty when there is no folder."""
    found: dict[str, tuple[int, int, int]] = {}
    _look(str(folder), "", found)
    return found


def _look(folder: str, prefix: str, found: dict[str, tuple[int, int, int]]) -> None:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _look(entry.path, f"{prefix}{entry.name}/", found)
        else:
            status = entry.stat(follow_symlinks=False)
            found[prefix + entry.name] = (status.st_mtime_ns, status.st_size, status.st_ino)


def differences(before: Snapshot, after: Snapshot) -> tuple[tuple[str, ...], int]:
    """The files that are new or changed, sorted, and how many are gone."""
    changed = (file for file, look in after.items() if before.get(file) != look)
    return tuple(sorted(changed)), len(before.keys() - after.keys())
