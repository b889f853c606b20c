"""Killed or failed at every single file system call: the served site is old or new, and whole."""

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from faults import Ending, memory, publishers, trials
from small_site import NOW, bundle_of, is_whole, served, target_in

from gongkai.output.publish.archive import write_archive
from gongkai.output.publish.bundle import Bundle
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.verify import verify

# Of Python, not ours: its last close of a pipe failed, which only strace can bring about.
MUTTERED = "Exception ignored in: <Finalize object, dead> Traceback"
LEFTOVERS = {".new", ".old", ".part"}


def copy(base: Path, target: Path) -> Path:
    """A fresh copy of a prepared target."""
    shutil.rmtree(target, ignore_errors=True)
    return shutil.copytree(base, target, symlinks=True)


def complaints(target: Path, ending: Ending, old: int, new: int) -> list[str]:
    """What is wrong with the served site, or with what the publisher said of it."""
    found, wrong = served(target), []
    is_old, is_new = is_whole(found, old), is_whole(found, new)
    if not (is_old or is_new):
        wrong.append("the served site is neither whole old nor whole new")
    if ending.status == "exit 0" and not is_new:
        wrong.append("says done when it is not")
    if "Traceback" in ending.said.replace(MUTTERED, ""):
        wrong.append("a traceback")
    if ending.status == "exit 3" and not ending.said.startswith("错误："):
        wrong.append("fails without a sentence")
    if "没有改动" in ending.said and not is_old:
        wrong.append("says untouched when it is not")
    return wrong


def mends(target: Path, next_one: Bundle) -> list[str]:
    """What is wrong after the next publishing, which nobody helps."""
    publish(next_one, target_in(target), Order(time=NOW + 600, allow_removal=True))
    wrong = []
    if not is_whole(served(target), 3):
        wrong.append("the next publishing does not mend it")
    if LEFTOVERS & {path.name for path in (target / "releases").iterdir()}:
        wrong.append("something is left over")
    return wrong + [str(finding) for finding in verify(target_in(target)).findings]


def run_all(folder: Path, job: str, old: int, new: int, *how: str) -> None:
    """Every trial of a job, two at a time; fails with every complaint.

    how: words for publishers; with "forked", the fault may strike the process that helps.
    """
    may_end = {"signal 9", "exit 3"} if how else {"signal 9"}
    base, next_one = folder / "base", bundle_of(folder, 3)
    copy(base, folder / "undisturbed")
    with publishers(folder / "site-2", folder / "twins", *how) as first:
        calls = first.calls(f"{job} {folder / 'undisturbed'} {NOW + 60}", folder / "log")
    assert len(calls) == (4 if how else 1)  # helpers write, make it durable, read back
    whole = trials(calls)
    assert len(whole) > 300

    def some(worker: int) -> list[str]:
        target, wrong = folder / f"target-{worker}", []
        with publishers(folder / "site-2", folder / "twins", *how) as own:
            for trial in whole[worker::2]:
                copy(base, target)
                ending = own.inject(f"{job} {target} {NOW + 60}", trial)
                found = complaints(target, ending, old, new)
                if trial.kind == "killed" and ending.status not in may_end:
                    found.append("the fault did not strike")
                found += mends(target, next_one)
                wrong += [f"{trial}: {each}: {ending}" for each in found]
            copy(base, target)
            own.calls(f"{job} {target} {NOW + 60}", folder / f"log-{worker}")  # still able to
            assert is_whole(served(target), new)
        return wrong

    with ThreadPoolExecutor(2) as pool:
        wrong = [line for lines in pool.map(some, range(2)) for line in lines]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def prepared(tmp_path: Path) -> Iterator[Path]:
    """A folder with sites 0 to 2 and a target `base` where 0 and 1 were published."""
    with tempfile.TemporaryDirectory(dir=memory(tmp_path)) as name:
        folder = Path(name)
        for version in (0, 1):
            order = Order(time=NOW + version, allow_removal=True)
            publish(bundle_of(folder, version), target_in(folder / "base"), order)
        bundle_of(folder, 2)
        yield folder


def test_publish_at_every_call(prepared: Path) -> None:
    run_all(prepared, "publish", 1, 2)


def test_unpack_at_every_call(prepared: Path) -> None:
    write_archive(bundle_of(prepared, 2), prepared / "site-2.zip")
    run_all(prepared, "unpack", 1, 2)


def test_rollback_at_every_call(prepared: Path) -> None:
    run_all(prepared, "rollback", 1, 0)


def test_publish_in_two_processes_at_every_call(prepared: Path) -> None:
    run_all(prepared, "publish", 1, 2, "forked")
