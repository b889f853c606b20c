"""Lines: what stands in a file of the content, to be quoted while the server goes on serving."""

import os
from pathlib import Path
from stat import S_ISREG

_MOST = 1_000_000  # bytes that are read of a file


def lines_of(file: Path) -> list[str]:
    """The lines at the start of a file, without a byte order mark.

    None of what is not a plain file, as opening a pipe waits for whoever writes into it, and none
    of what is not UTF-8, as nobody can read what would come out.
    """
    try:
        with open(file, "rb", opener=_at_once) as opened:
            if not S_ISREG(os.fstat(opened.fileno()).st_mode):
                return []
            data = opened.read(_MOST)
            if len(data) == _MOST:
                data = data[: data.rfind(b"\n") + 1]  # its last line is cut
            return data.decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def _at_once(path: str, flags: int) -> int:
    """Open without waiting."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
