"""Pool: the tasks of a build spread over processes."""

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from gongkai import interrupts
from gongkai.making.garbage import seldom
from gongkai.making.tasks import CHUNK, Item, Task
from gongkai.problems import ToolError

_LEAST = 4  # items of a chunk near the end, as long as so many are left


def spread(processes: int, task: Task[Item], items: Sequence[Item]) -> Iterator[bytes]:
    """Results of a task over two items or more, by so many processes that end with it.

    They are forked where the system has it: they then have all items at hand at once. The first
    item is done before, here: they then have what the task takes a while to get ready, too.
    Raises ToolError when one of them ends without having been told to.
    """
    yield task(items[:1])
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    executor = ProcessPoolExecutor(
        processes,
        mp_context=get_context(method),
        initializer=_settle,
        initargs=(task, items),
    )
    ahead = 3 * processes  # so that none is idle
    first, *parts = shares(1, len(items), processes)
    try:
        with ended(executor):
            with interrupts.later():
                started = executor.submit(_do, *first)  # forks
            others = (executor.submit(_do, *part) for part in parts)
            yield from in_order(chain((started,), others), ahead)
    except BrokenExecutor as error:
        raise ToolError(
            "生成页面的进程意外结束了", "可能是内存不够；关掉别的程序，再生成一次"
        ) from error


@contextmanager
def ended(executor: Executor) -> Iterator[Executor]:
    """The executor for the block; when that fails nothing that waits is done or waited for."""
    done = False
    try:
        yield executor
        done = True
    finally:
        executor.shutdown(wait=done, cancel_futures=True)


def in_order(futures: Iterable[Future[bytes]], ahead: int) -> Iterator[bytes]:
    """Results in order, with few tasks waiting, so that few results lie about."""
    waiting: deque[Future[bytes]] = deque()
    for future in futures:
        waiting.append(future)
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_work: list[tuple[Task[Any], Sequence[Any]]] = []  # of a process that was started for one task


def settle() -> None:
    """A new process leaves Ctrl-C to the one that started it, and looks for garbage seldom."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom()


def _settle(task: Task[Any], items: Sequence[Any]) -> None:
    settle()
    _work[:] = [(task, items)]


def _do(start: int, end: int) -> bytes:
    """The task over those items."""
    task, items = _work[0]
    return task(items[start:end])


def shares(start: int, end: int, processes: int) -> Iterator[tuple[int, int]]:
    """Chunks of items, from one to before another, smaller towards the end: all processes are then
    done at about the same time.
    """
    while start < end:
        share = min(CHUNK, max(_LEAST, (end - start) // (2 * processes)), end - start)
        yield start, start + share
        start += share
