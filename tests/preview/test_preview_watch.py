"""What counts as a change, and a watcher whose folders come and go."""

import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongkai.preview.watch import Watcher, is_ours
from previewing import until

PATHS = (
    ("portal.yaml", True),
    ("documents/2025/a.md", True),
    ("files/表.xlsx", True),
    ("documents", True),
    (".git/index", False),
    ("documents/.a.md.swp", False),
    ("documents/.a.md.swx", False),
    ("documents/a.md~", False),
    ("documents/4913", False),
    ("documents/#a.md#", False),
    ("documents/.#a.md", False),
    ("documents/a.md.tmp", False),
    ("documents/a.md___jb_tmp___", False),
    ("files/~$表.xlsx", False),
    ("files/.~lock.表.xlsx#", False),
    ("files/Thumbs.db", False),
    (".DS_Store", False),
)


@pytest.mark.parametrize(("path", "ours"), PATHS)
def test_what_counts(path: str, ours: bool) -> None:
    assert is_ours(path) is ours


@contextmanager
def watching(*folders: Path, poll: bool = False) -> "Iterator[queue.Queue[frozenset[str]]]":
    """Watch folders while the block runs; what is told goes into a queue.

    Whoever watches must not give up and poll.
    """
    told: queue.Queue[frozenset[str]] = queue.Queue()
    gave_up: list[bool] = []
    watcher = Watcher(folders, told.put, lambda: gave_up.append(True), poll)
    watcher.start()
    try:
        yield told
    finally:
        watcher.stop()
    assert not gave_up


def settle(folder: Path, told: "queue.Queue[frozenset[str]]") -> None:
    """Wait until a watcher is at work in a folder: it tells of a file that is written there."""
    number = 0

    def seen() -> bool:
        nonlocal number
        number += 1
        (folder / "begin.md").write_text(str(number), "utf-8")
        try:
            return any(path.endswith("begin.md") for path in told.get(timeout=0.2))
        except queue.Empty:
            return False

    until(lambda: seen() or None)


def wait_for(told: "queue.Queue[frozenset[str]]", ending: str) -> None:
    """Wait until a path with that ending is told."""
    until(lambda: any(path.endswith(ending) for path in told.get(timeout=30)) or None)


@pytest.mark.parametrize("poll", [False, True], ids=["told", "polled"])
def test_files_and_folders_of_any_depth(tmp_path: Path, poll: bool) -> None:
    with watching(tmp_path, poll=poll) as told:
        settle(tmp_path, told)
        (tmp_path / "a" / "b").mkdir(parents=True)
        settle(tmp_path / "a" / "b", told)
        (tmp_path / "a").rename(tmp_path / "z")
        wait_for(told, "z")
        settle(tmp_path / "z" / "b", told)


def test_a_new_folder_is_told_twice(tmp_path: Path) -> None:
    with watching(tmp_path) as told:
        settle(tmp_path, told)
        (tmp_path / "a").mkdir()
        wait_for(told, "a")
        told.get(timeout=30)  # for files that came before the folder was watched


def test_a_folder_that_is_replaced_by_another(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    with watching(content, tmp_path / "themes") as told:
        settle(content, told)
        content.rename(tmp_path / "old")
        wait_for(told, "content")
        content.mkdir()
        settle(content, told)  # what is written in the new folder is told, as in the old one


def test_a_folder_that_comes_later(tmp_path: Path) -> None:
    with watching(tmp_path / "themes") as told:
        (tmp_path / "themes").mkdir()
        settle(tmp_path / "themes", told)


def test_leftovers_are_not_told(tmp_path: Path) -> None:
    with watching(tmp_path) as told:
        settle(tmp_path, told)
        (tmp_path / ".a.md.swp").write_text("甲", "utf-8")
        (tmp_path / "a.md~").write_text("甲", "utf-8")
        (tmp_path / "last.md").write_text("甲", "utf-8")
        seen: set[str] = set()
        while not any(path.endswith("last.md") for path in seen):
            seen |= told.get(timeout=30)
        assert {Path(path).name for path in seen} <= {"begin.md", "last.md"}


@pytest.mark.parametrize("poll", [False, True], ids=["told", "polled"])
def test_an_older_file_in_place_of_a_newer_one(tmp_path: Path, poll: bool) -> None:
    file = tmp_path / "a.md"
    file.write_text("新", "utf-8")
    with watching(tmp_path, poll=poll) as told:
        settle(tmp_path, told)
        backup = tmp_path / "a.md.bak"
        backup.write_text("旧", "utf-8")
        os.utime(backup, (1, 1))
        backup.replace(file)
        wait_for(told, "a.md")


@pytest.mark.parametrize("poll", [False, True], ids=["told", "polled"])
def test_a_name_that_is_not_utf_8(tmp_path: Path, poll: bool) -> None:
    with watching(tmp_path, poll=poll) as told:
        settle(tmp_path, told)
        for _ in range(2):
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb9\xab.tmp")).write_text("甲", "utf-8")
            settle(tmp_path, told)


def test_a_system_that_cannot_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("gongkai.preview.watch.watch", fail)
    told: queue.Queue[frozenset[str]] = queue.Queue()
    gave_up: list[bool] = []
    watcher = Watcher((tmp_path,), told.put, lambda: gave_up.append(True))
    watcher.start()
    settle(tmp_path, told)
    watcher.stop()
    assert gave_up == [True]
