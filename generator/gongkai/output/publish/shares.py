"""Shares: work on many files, shared out among forked processes, or done by one meanwhile."""

import ctypes
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, TypeVar

from gongkai import interrupts
from gongkai.output.publish.failures import LIVE_UNTOUCHED, PublishError
from gongkai.problems import GongkaiError

Item = TypeVar("Item")
Result = TypeVar("Result")

OPENING = 10_000  # bytes that are hashed while a file is opened
WORTH = 5_000_000  # bytes that are hashed while a process is forked and tells what it found
_PR_SET_PDEATHSIG = 1


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], sizes: Sequence[int], workers: int
) -> list[Result]:
    """What work makes of every item, in their order. sizes: bytes of each. Raises what work raises.

    Processes and not threads: opening and reading a small file is little work in many steps, and
    threads take longer to hand Python's lock to each other than that takes.
    """
    if not _is_worth_it(sum(sizes) + OPENING * len(items), workers):
        return list(map(work, items))
    order = sorted(range(len(items)), key=sizes.__getitem__)
    shares = [sorted(order[first::workers]) for first in range(workers)]
    helpers: list[_Helper] = []
    try:
        for share in shares[1:]:
            helpers.append(_start(work, [items[number] for number in share]))
        found = [[work(items[number]) for number in shares[0]]]
        found += [_heard(helper) for helper in helpers]
    finally:
        for helper in helpers:
            _end(helper)
    done = dict(zip(chain(*shares), chain(*found), strict=True))
    return [done[number] for number in range(len(items))]


@contextmanager
def meanwhile(work: Callable[[], object], size: int, workers: int) -> Iterator[None]:
    """Have work done by a forked process while the block runs, before it when there is little.

    size: bytes the work is about. Raises what work raises, at the latest at the block's end. When
    the block fails the process is killed, but what the system does for it then is waited for.
    """
    if not _is_worth_it(size, workers):
        work()
        yield
        return
    helper = _start(lambda _: work(), [None])
    try:
        yield
        _heard(helper)
    finally:
        _end(helper)


class _Helper(NamedTuple):
    """A forked process, and where it tells what it found."""

    process: BaseProcess
    pipe: Connection


def _is_worth_it(size: int, workers: int) -> bool:
    """Whether there is enough to do for a forked process, and a system that forks."""
    if workers < 2 or size < WORTH:
        return False
    from multiprocessing import get_all_start_methods  # heavy; few files do without

    return "fork" in get_all_start_methods()


def _start(work: Callable[[Item], object], items: Sequence[Item]) -> _Helper:
    """Fork a process that does its share."""
    from multiprocessing import get_context

    fork, first = get_context("fork"), os.getpid()
    ours, theirs = fork.Pipe(duplex=False)

    def do() -> None:
        _end_with(first)
        ours.close()  # else nobody would miss the first process, and a send could wait for ever
        _tell(theirs, work, items)

    process = fork.Process(target=do, daemon=True)
    with interrupts.later():
        process.start()
    theirs.close()
    return _Helper(process, ours)


def _end(helper: _Helper) -> None:
    """End a helper: it has told what it found, or nobody will ask."""
    helper.process.kill()
    helper.process.join()
    helper.pipe.close()


def _tell(pipe: Connection, work: Callable[[Any], object], items: Sequence[Any]) -> None:
    """Do a share and send the results, or the failure that ended it."""
    answer: object
    try:
        answer = [work(item) for item in items]
    except (OSError, GongkaiError) as error:
        answer = error
    with suppress(OSError):  # the first process finds that nothing came, and says so
        pipe.send(answer)


def _end_with(first: int) -> None:
    """Leave Ctrl-C to the process that forked this one, and do not outlive it.

    It holds the lock of a target, and a lock lasts as long as the last process that inherited it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    call = getattr(ctypes.CDLL(None), "prctl", None)
    if call is not None:
        call(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != first:  # it ended before that
        os._exit(1)


def _heard(helper: _Helper) -> list[Any]:
    """The results of a share. Raises what ended it."""
    try:
        answer = helper.pipe.recv()
    except EOFError as error:
        raise PublishError(
            f"读写文件的进程意外结束了；{LIVE_UNTOUCHED}",
            "可能是内存不够；关掉别的程序，再运行一次",
        ) from error
    if isinstance(answer, Exception):
        raise answer
    found: list[Any] = answer
    return found
