"""Claim: one preview of a portal at a time; another one is told where the first one is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from gongkai.making.lock import take
from gongkai.problems import GongkaiError

_LONGEST = 200  # bytes of an address


class ServeError(GongkaiError):
    """No preview can be had: another one runs, or the port or the address is not free."""


@contextmanager
def claimed(folder: Path) -> Iterator[Callable[[str], None]]:
    """Be the only preview that works in a folder while the block runs.

    Two would build the same site, and neither would see what the other one changed. Gives what
    is to be told the address. The system drops the claim of a process that ends, however it ends.
    Raises ServeError. A folder that cannot be written is not claimed: the build says so.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = open(folder / "address", "a+b", buffering=0)  # noqa: SIM115, PTH123
    except OSError:
        yield lambda _: None
        return
    with file:
        if not _taken(file):
            file.seek(0)
            where = file.read(_LONGEST).decode(errors="replace")
            raise ServeError(
                f"这个门户已经在预览：{where or '正在启动'}",
                "直接打开那个网址；要重新预览，先到那个窗口按 Ctrl-C 结束",
            )

        def note(address: str) -> None:
            with suppress(OSError):
                file.truncate(0)
                file.write(address.encode())

        note("")
        yield note


def _taken(file: IO[bytes]) -> bool:
    """Take the lock. A disk without locks (some shares) keeps nobody apart."""
    try:
        return take(file.fileno())
    except OSError:
        return True
