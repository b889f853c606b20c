"""Shares: every item once, in order, by one process or several; a failure in any is told."""

import os
import signal
from pathlib import Path

import pytest

from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.shares import WORTH, spread

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


def test_none_is_left_behind() -> None:
    """When this process fails, the others end at once and write nothing more."""
    here = os.getpid()
    children = Path(f"/proc/{here}/task/{here}/children")
    before = children.read_text("ascii") if children.exists() else ""

    def work(number: int) -> int:
        if os.getpid() == here:
            raise OSError(28, "No space left on device")
        signal.pause()
        return number

    with pytest.raises(OSError, match="No space"):
        spread(work, range(500), SIZES, 2)
    assert not children.exists() or children.read_text("ascii") == before
