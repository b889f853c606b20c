"""Interrupts: Ctrl-C kept away from what it must not end half done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def later() -> Iterator[None]:
    """Ctrl-C waits until the block is left: in the midst of a fork Python would mutter about it in
    the new process. That process is to ignore Ctrl-C: there, nobody leaves the block.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
