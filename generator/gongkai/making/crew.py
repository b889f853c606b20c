"""Crew: who does the tasks of a build: this process, more of this machine, or a cluster."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

from gongkai.making.garbage import seldom
from gongkai.problems import ToolError
from gongkai.processors import processors

Item = TypeVar("Item")
Task = Callable[[Sequence[Item]], bytes]

CHUNK = 64  # items a task takes: it then outweighs what sending it costs
ALONE = 192  # items that one process makes before others would have started
_LEAST = 4  # items of a chunk near the end, as long as so many are left
_MOST_AHEAD = 64  # tasks waiting at a given executor, whose processes nobody tells the number of


class Crew:
    """Does tasks over many items; results come in the order of the items.

    executor: of the caller, who also ends it; None: processes of our own, as many as there are
    processors or as are asked for, each time that there is enough to do for them. here: whether
    the executor's processes see this machine's files.
    """

    def __init__(
        self, executor: Executor | None = None, *, here: bool = True, processes: int = 0
    ) -> None:
        self._given = executor
        self._processes = processes or processors()
        self.here = here

    def results(self, task: Task[Item], items: Iterable[Item]) -> Iterator[bytes]:
        """Results of a task over chunks of the items; few items are done at once, here."""
        if self._given:
            chunks = _chunks(items)
            yield from _in_order((self._given.submit(task, each) for each in chunks), _MOST_AHEAD)
            return
        known = items if isinstance(items, Sequence) else list(items)
        if self._processes < 2 or len(known) <= ALONE:
            yield from map(task, _chunks(known))
            return
        try:
            yield from self._spread(task, known)
        except BrokenExecutor as error:
            raise ToolError(
                "生成页面的进程意外结束了", "可能是内存不够；关掉别的程序，再生成一次"
            ) from error

    def _spread(self, task: Task[Item], items: Sequence[Item]) -> Iterator[bytes]:
        """Fork where the system has it: the children then have all items at hand at once.

        The first item is done before: they then have what the task takes a while to get ready, too.
        """
        yield task(items[:1])
        from concurrent.futures import ProcessPoolExecutor  # heavy, and many builds do without
        from multiprocessing import get_all_start_methods, get_context

        method = "fork" if "fork" in get_all_start_methods() else "spawn"
        executor = ProcessPoolExecutor(
            self._processes,
            mp_context=get_context(method),
            initializer=_settle,
            initargs=(task, items),
        )
        ahead = 3 * self._processes  # so that none is idle
        parts = shares(1, len(items), self._processes)
        with ended(executor):
            yield from _in_order((executor.submit(_do, *part) for part in parts), ahead)


@contextmanager
def ended(executor: Executor) -> Iterator[Executor]:
    """The executor for the block; when that fails nothing that waits is done or waited for."""
    done = False
    try:
        yield executor
        done = True
    finally:
        executor.shutdown(wait=done, cancel_futures=True)


def _in_order(futures: Iterable[Future[bytes]], ahead: int) -> Iterator[bytes]:
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


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
