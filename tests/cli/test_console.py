"""Colours, widths and progress."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.cli.console import Console, console_of, pad, paint, width
from gongkai.cli.progress import Progress
from gongkai.cli.report import problem_text
from gongkai.problems import Place, Problem


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_colours_only_on_a_terminal() -> None:
    console = console_of(Terminal(), io.StringIO(), {"TERM": "xterm"})
    assert (console.out_colour, console.err_colour, console.live) == (True, False, False)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_refused(environment: dict[str, str]) -> None:
    console = console_of(Terminal(), Terminal(), environment)
    assert (console.out_colour, console.err_colour) == (False, False)


def test_a_letter_the_terminal_lacks_is_no_error() -> None:
    stream = io.BytesIO()
    console = console_of(io.TextIOWrapper(stream, encoding="ascii"), io.StringIO(), {})
    console.tell("公开")
    console.out.flush()
    assert stream.getvalue() == b"\\u516c\\u5f00\n"


def test_a_name_does_not_command_the_terminal() -> None:
    place = Place("content/\x1b[31mred\x1b]0;owned\x07\n.md", 1)
    problem = Problem("odd", place, "不对\u202e")
    out = io.StringIO()
    Console(out, out).tell(problem_text(problem, colour=True))
    said = out.getvalue()
    assert "\x1b]" not in said and "\x07" not in said and "\u202e" not in said
    assert said.count("\n") == 1
    assert "owned␇␊.md" in said


def test_paint() -> None:
    assert paint("错误", "错误", False) == "错误"
    assert paint("错误", "错误", True) == "\x1b[1;31m错误\x1b[0m"


def test_coloured_problem_reads_the_same() -> None:
    problem = Problem("x", Place("a.md", 1), "甲", "乙")
    plain = problem_text(problem, False)
    assert plain == "a.md:1: 错误 [x] 甲\n    乙"
    coloured = problem_text(problem, True)
    for code in ("\x1b[1m", "\x1b[1;31m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain


@given(st.text("a甲，1", max_size=20), st.integers(0, 30))
def test_pad_fills_to_the_column(text: str, columns: int) -> None:
    assert width(pad(text, columns)) == max(width(text), columns)
    assert pad(text, columns).startswith(text)


class Ticking:
    """A clock that shows the times it is given."""

    def __init__(self, *times: float) -> None:
        self.times = list(times)

    def __call__(self) -> float:
        return self.times.pop(0)


def drawn(live: bool, *times: float) -> str:
    """What progress draws when called at these times after its start at 0."""
    console = Console(out=io.StringIO(), err=io.StringIO(), live=live)
    with Progress(console, Ticking(0.0, *times)) as progress:
        for number in range(len(times)):
            progress("生成页面", number, 9)
    assert isinstance(console.err, io.StringIO)
    return console.err.getvalue()


def test_progress_waits_and_wipes_itself() -> None:
    wipe = "\r\x1b[K"
    assert drawn(True, 0.5, 1.5, 1.55, 1.7) == (f"{wipe}生成页面 1/9 …{wipe}生成页面 3/9 …{wipe}")


def test_progress_is_silent_for_short_runs_and_files() -> None:
    assert drawn(True, 0.5, 0.9) == ""
    assert drawn(False, 1.5, 2.5) == ""
