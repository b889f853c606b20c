"""Messages: what the building process tells the serving one, and how it goes through a pipe."""

import pickle
import struct
from dataclasses import dataclass
from typing import IO

from gongkai.preview.moves import Moves
from gongkai.problems import Problem

GLANCE = "glance"  # the part of the process that makes single pages ahead of the build
_HEAD = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is: a stage in Chinese, how many are done, of how many (0: unknown)."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A build that went well.

    pages: how many HTML pages there are. changed: how many files differ from before.
    warnings: how many problems were found that do not stop a build. seconds: how long it took.
    root: path of the portal on its server, as "/" or "/zwgk/". moves: where old addresses lead.
    """

    pages: int
    changed: int
    warnings: int
    seconds: float
    root: str
    moves: Moves


@dataclass(frozen=True, slots=True)
class Changes:
    """After a build: the addresses of the files that differ from before, sorted, and how many
    files are gone.
    """

    addresses: tuple[str, ...]
    gone: int


@dataclass(frozen=True, slots=True)
class Glanced:
    """The answer to a question of that number: pages that a build will make, (file, bytes)."""

    number: int
    pages: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A build that failed: problems of the content, or one message with a hint, or our bug.

    complete: as of ContentRefused.
    trace: the traceback of a bug; otherwise "".
    """

    problems: tuple[Problem, ...] = ()
    complete: bool = True
    message: str = ""
    hint: str = ""
    trace: str = ""


Message = Step | Built | Changes | Glanced | Trouble


def write(pipe: IO[bytes], message: object) -> None:
    """Put a message into a pipe. Raises OSError when nobody reads any more."""
    data = pickle.dumps(message)
    pipe.write(_HEAD.pack(len(data)) + data)
    pipe.flush()


def read(pipe: IO[bytes]) -> object | None:
    """Take the next message out of a pipe; None when the other side has gone."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (size,) = _HEAD.unpack(head)
    data = pipe.read(size)
    return pickle.loads(data) if len(data) == size else None
