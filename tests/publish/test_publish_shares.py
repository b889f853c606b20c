"""Shares: every item once, in order, by one process or several; a failure in any is told."""

import os
import signal
import time
from pathlib import Path

import pytest

from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.shares import WORTH, meanwhile, spread

SIZES = [WORTH // 100 * (number % 7) for number in range(500)]


def square(number: int) -> tuple[int, int]:
    """The square, and who worked it out."""
    return number * number, os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_order(workers: int) -> None:
    found = spread(square, range(500), SIZES, workers)
    assert [value for value, _ in found] == [number * number for number in range(500)]
    assert len({process for _, process in found}) == workers
    assert os.getpid() in {process for _, process in found}


def test_nothing_to_do() -> None:
    assert spread(square, (), (), 2) == []


def test_the_bytes_are_shared_fairly() -> None:
    """Few large files among many small ones do not all fall to the same process."""
    sizes = [WORTH if number < 8 else 10 for number in range(500)]
    found = spread(square, range(500), sizes, 2)
    assert [process for _, process in found[:8]].count(os.getpid()) == 4


def test_few_files_are_read_here() -> None:
    assert {process for _, process in spread(square, range(20), [100] * 20, 2)} == {os.getpid()}


def broken(number: int) -> int:
    """Fails at one file as a broken disk does."""
    if number == 400:
        raise OSError(5, "Input/output error")
    return number


def refused(number: int) -> int:
    """Fails as our own programs do."""
    if number == 400:
        raise PublishError("内存可能有问题", "请管理员检查")
    return number


@pytest.mark.parametrize("workers", [1, 4])
def test_a_failure_is_told_whoever_meets_it(workers: int) -> None:
    with pytest.raises(OSError, match="Input/output error") as failed:
        spread(broken, range(500), SIZES, workers)
    assert failed.value.errno == 5
    with pytest.raises(PublishError, match="内存可能有问题") as known:
        spread(refused, range(500), SIZES, workers)
    assert known.value.hint == "请管理员检查"


def test_a_process_that_is_killed_is_missed() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(PublishError, match="意外结束了"):
        spread(work, range(500), SIZES, 2)


@pytest.mark.parametrize(("size", "workers"), [(WORTH, 2), (WORTH - 1, 2), (WORTH, 1)])
def test_meanwhile(tmp_path: Path, size: int, workers: int) -> None:
    """Much is done beside the block, by a process of its own; little before it, here."""
    apart, gate = size >= WORTH and workers > 1, tmp_path / "gate"
    os.mkfifo(gate)

    def work() -> None:
        if apart:
            gate.read_bytes()  # waits for the block
        (tmp_path / "done").write_text(str(os.getpid()), "ascii")

    with meanwhile(work, size, workers):
        assert (tmp_path / "done").exists() is not apart
        if apart:
            gate.write_bytes(b"")
    done_by = int((tmp_path / "done").read_text("ascii"))
    assert (done_by != os.getpid()) is apart


@pytest.mark.parametrize("size", [0, WORTH])
def test_what_fails_meanwhile_is_told(size: int) -> None:
    def work() -> None:
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output error") as failed, meanwhile(work, size, 2):
        pass
    assert failed.value.errno == 5


def test_a_block_that_fails_waits_for_nobody() -> None:
    children = children_of(os.getpid())
    with pytest.raises(PublishError, match="内存"), meanwhile(signal.pause, WORTH, 2):
        raise PublishError("内存可能有问题")
    assert children_of(os.getpid()) == children


def test_a_helper_ends_with_the_first_however_early_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds the lock of the target: one that stayed would keep every later publisher away."""
    note, act = tmp_path / "helper", signal.signal

    def slowly(number: int, action: signal.Handlers) -> None:
        note.write_text(str(os.getpid()), "ascii")
        while os.getppid() == first:
            time.sleep(0.01)
        act(number, action)

    monkeypatch.setattr(signal, "signal", slowly)  # what a helper does first of all
    forked = os.fork()
    first = forked or os.getpid()
    if not forked:
        with meanwhile(signal.pause, WORTH, 2):
            while not (note.exists() and note.read_text("ascii")):
                time.sleep(0.01)
            os._exit(0)
    os.waitpid(forked, 0)
    assert has_ended(int(note.read_text("ascii")))


def has_ended(process: int) -> bool:
    """Whether a process ends soon, or has."""
    status = Path(f"/proc/{process}/stat")
    for _ in range(500):
        if not status.exists() or status.read_text("ascii").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


def children_of(process: int) -> str:
    """Numbers of its child processes, where the system tells."""
    children = Path(f"/proc/{process}/task/{process}/children")
    return children.read_text("ascii") if children.exists() else ""


def test_none_is_left_behind() -> None:
    """When this process fails, the others end at once and write nothing more."""
    here = os.getpid()
    before = children_of(here)

    def work(number: int) -> int:
        if os.getpid() == here:
            raise OSError(28, "No space left on device")
        signal.pause()
        return number

    with pytest.raises(OSError, match="No space"):
        spread(work, range(500), SIZES, 2)
    assert children_of(here) == before
