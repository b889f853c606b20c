"""Console: where words go, whether they may be coloured, and how wide Chinese is."""

import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO
from unicodedata import east_asian_width

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\[[0-9;]*m)"
)
_STYLES = {"错误": "1;31", "警告": "33", "提示": "36", "place": "1"}


@dataclass(frozen=True, slots=True)
class Console:
    """Results go to out, talk goes to err.

    out_colour, err_colour: whether they show colours. live: err is a terminal, where progress
    may be drawn and wiped away.
    """

    out: TextIO
    err: TextIO
    out_colour: bool = False
    err_colour: bool = False
    live: bool = False

    def tell(self, text: str) -> None:
        """Say a result."""
        print(harmless(text), file=self.out)

    def talk(self, text: str) -> None:
        """Say something about the work."""
        print(harmless(text), file=self.err)


def console_of(out: TextIO, err: TextIO, environment: Mapping[str, str]) -> Console:
    """A console on two streams; a letter the terminal cannot show never stops a run."""
    for stream in (out, err):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    colour = "NO_COLOR" not in environment and environment.get("TERM") != "dumb"
    live = err.isatty()
    return Console(
        out=out,
        err=err,
        out_colour=colour and out.isatty() and os.name == "posix",
        err_colour=colour and live and os.name == "posix",
        live=live and environment.get("TERM") != "dumb",
    )


def harmless(text: str) -> str:
    """Text whose control characters, but for line ends, tabs and colours, are seen and not obeyed:
    names of files may have any.
    """
    return _CONTROL.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def paint(text: str, style: str, colour: bool) -> str:
    """Text in the colour of a style (错误, 警告, 提示, place), or as it is."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour else text


def width(text: str) -> int:
    """Columns that text takes on a terminal; a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def pad(text: str, columns: int) -> str:
    """Text filled with spaces to that many columns."""
    return text + " " * max(0, columns - width(text))
