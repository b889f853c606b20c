"""Crew: who does the tasks of a build: this process, more of this machine, or a cluster."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from types import TracebackType
from typing import TypeVar

from gongkai.problems import ToolError

Item = TypeVar("Item")
Task = Callable[[Sequence[Item]], bytes]

CHUNK = 64  # items a task takes: it then outweighs what sending it costs
ALONE = 192  # items that one process makes before others would have started
_AHEAD = 3  # tasks waiting for each process, so that none is idle and few results lie about


class Crew:
    """Does tasks over many items; results come in the order of the items.

    executor: of the caller, who also ends it; None: processes of our own are started when there
    is enough to do for them, as many as there are processors or as are asked for. here: whether
    the executor's processes see this machine's files.
    """

    def __init__(
        self, executor: Executor | None = None, *, here: bool = True, processes: int = 0
    ) -> None:
        self._given = executor
        self._processes = processes or _processors()
        self._own: ProcessPoolExecutor | None = None
        self.here = here

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._own:
            self._own.shutdown(wait=error is None, cancel_futures=True)

    def results(self, task: Task[Item], items: Iterable[Item]) -> Iterator[bytes]:
        """Results of a task over chunks of the items; few items are done at once, here."""
        chunks = _chunks(items)
        first = []
        if self._given is None and self._own is None:
            for chunk in chunks:
                first.append(chunk)
                if len(first) * CHUNK > ALONE:
                    break
            else:
                yield from map(task, first)
                return
            if self._processes < 2:
                yield from map(task, first)
                yield from map(task, chunks)
                return
        try:
            yield from self._spread(task, chain(first, chunks))
        except BrokenExecutor as error:
            raise ToolError(
                "生成页面的进程意外结束了", "可能是内存不够；关掉别的程序，再生成一次"
            ) from error

    def _spread(self, task: Task[Item], chunks: Iterable[list[Item]]) -> Iterator[bytes]:
        executor = self._given or self._start()
        waiting: deque[Future[bytes]] = deque()
        ahead = _AHEAD * max(2, self._processes)
        for chunk in chunks:
            waiting.append(executor.submit(task, chunk))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _start(self) -> ProcessPoolExecutor:
        """Fork where the system has it: the children then have everything at hand at once."""
        if self._own is None:
            method = "fork" if "fork" in get_all_start_methods() else "spawn"
            self._own = ProcessPoolExecutor(
                self._processes, mp_context=get_context(method), initializer=_settle
            )
        return self._own


def _settle() -> None:
    """A new process leaves Ctrl-C to the one that started it, and looks for garbage seldom."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(50_000)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
