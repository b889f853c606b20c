"""Lock: one build at a time in a portal's working folder; another one waits and says for whom."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from gongkai.output.stage import unwritable

try:
    import fcntl
except ImportError:  # Windows has none: there, two builds at once are not kept apart
    fcntl = None  # type: ignore[assignment]

_PAUSE = 0.1  # seconds between two tries


@contextmanager
def alone(folder: Path, wait: Callable[[str], None]) -> Iterator[None]:
    """Be the only build of a folder while the block runs.

    wait: told again and again who is building (a process number) while another build runs; it
    may raise. The system drops the lock of a process that ends, however it ends. Raises
    ProjectError when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = open(folder / "lock", "a+b", buffering=0)  # noqa: SIM115, PTH123
    except OSError as error:
        raise unwritable(folder, error) from error
    with file:
        while not take(file.fileno()):
            file.seek(0)
            wait(file.read(20).decode("ascii", "replace"))
            sleep(_PAUSE)
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        yield


def waiting_text(process: str) -> str:
    """What is said meanwhile."""
    return "等待另一个正在生成的进程" + (f"（进程号 {process}）" if process else "")


def take(descriptor: int) -> bool:
    """Lock an open file unless another process has; tells whether it did, or cannot where there
    are no such locks. Raises OSError on a disk without them.
    """
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
