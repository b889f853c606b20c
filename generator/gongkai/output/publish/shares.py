"""Shares: work on many files, shared out among forked processes; one does few files alone."""

import ctypes
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from multiprocessing.connection import Connection
from typing import Any, TypeVar

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
    if workers < 2 or sum(sizes) + OPENING * len(items) < WORTH:
        return list(map(work, items))
    from multiprocessing import get_all_start_methods, get_context  # heavy; few files do without

    if "fork" not in get_all_start_methods():
        return list(map(work, items))
    order = sorted(range(len(items)), key=sizes.__getitem__)
    shares = [sorted(order[first::workers]) for first in range(workers)]
    fork, helpers = get_context("fork"), []
    try:
        for share in shares[1:]:
            ours, theirs = fork.Pipe(duplex=False)
            some = [items[number] for number in share]
            helper = fork.Process(target=_tell, args=(theirs, work, some), daemon=True)
            helper.start()
            theirs.close()
            helpers.append((helper, ours))
        found = [[work(items[number]) for number in shares[0]]]
        found += [_heard(ours) for _, ours in helpers]
    finally:
        for helper, ours in helpers:
            helper.kill()  # it has told what it found, or nobody will ask
            helper.join()
            ours.close()
    done = dict(zip(chain(*shares), chain(*found), strict=True))
    return [done[number] for number in range(len(items))]


def _tell(pipe: Connection, work: Callable[[Any], object], items: Sequence[Any]) -> None:
    """Do a share and send the results, or the failure that ended it."""
    _end_with_the_first()
    answer: object
    try:
        answer = [work(item) for item in items]
    except (OSError, GongkaiError) as error:
        answer = error
    with suppress(OSError):  # the first process finds that nothing came, and says so
        pipe.send(answer)


def _end_with_the_first() -> None:
    """Leave Ctrl-C to the process that forked this one, and do not outlive it.

    It holds the lock of a target, and a lock lasts as long as the last process that inherited it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    call = getattr(ctypes.CDLL(None), "prctl", None)
    if call is not None:
        call(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _heard(pipe: Connection) -> list[Any]:
    """The results of a share. Raises what ended it."""
    try:
        answer = pipe.recv()
    except EOFError as error:
        raise PublishError(
            f"读写文件的进程意外结束了；{LIVE_UNTOUCHED}",
            "可能是内存不够；关掉别的程序，再运行一次",
        ) from error
    if isinstance(answer, Exception):
        raise answer
    found: list[Any] = answer
    return found
