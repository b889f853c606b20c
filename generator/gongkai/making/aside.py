"""Aside: a question that another process answers while this one goes on."""

import marshal
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast

from gongkai.processors import processors

Answer = TypeVar("Answer")
_READ = 1 << 16  # bytes asked for at once
_KILL = 9  # SIGKILL; importing signal takes two milliseconds of every start


@contextmanager
def aside(question: Callable[[], Answer]) -> Iterator[Callable[[], Answer]]:
    """Have a question that takes a while answered in a forked process; gives what waits for it.

    Where none can be forked, or it ends without an answer, the question is answered when waited
    for. It must change nothing, and the answer be plain: marshal writes it. Once the block is
    left that process is gone.
    """
    started = _started(question)
    if started is None:
        yield question
        return
    child, heard = started
    try:
        yield lambda: _heard(heard, question)
    finally:
        os.close(heard)
        with suppress(ProcessLookupError, ChildProcessError):  # it may be gone without our doing
            os.kill(child, _KILL)
            os.waitpid(child, 0)


def _started(question: Callable[[], Answer]) -> tuple[int, int] | None:
    """A process that answers, and where it is heard; None when none can be had."""
    threads: Any = sys.modules.get("threading")  # a fork would find what they hold locked for ever
    if processors() < 2 or not hasattr(os, "fork") or (threads and threads.active_count() > 1):
        return None
    heard, told = os.pipe()
    try:
        child = os.fork()
    except OSError:  # too many processes
        os.close(heard)
        os.close(told)
        return None
    if not child:
        os.close(heard)  # else its own end would keep it writing when nobody listens any more
        _answer(question, told)
    os.close(told)
    return child, heard


def _answer(question: Callable[[], Answer], told: int) -> None:
    """Answer and end, whatever happens: nothing of the first process is to be done twice."""
    try:
        answer = memoryview(marshal.dumps(cast(Any, question())))
        while answer:
            answer = answer[os.write(told, answer) :]
    finally:
        os._exit(0)


def _heard(heard: int, question: Callable[[], Answer]) -> Answer:
    parts = []
    while part := os.read(heard, _READ):
        parts.append(part)
    try:
        answer: Answer = marshal.loads(b"".join(parts))
    except (EOFError, ValueError, TypeError):
        return question()
    return answer
