"""Every end of a run: its exit status and its words, and what a run must not load."""

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

import pytest

from gongkai.cli.command import BUG, INTERRUPTED, NO_READER, REFUSED, UNABLE, USAGE, Command
from gongkai.cli.console import Console
from gongkai.cli.main import COMMANDS, run
from gongkai.problems import ContentRefused, Place, Problem, ThemeError, Weight

HEAVY = ("jinja2", "markdown_it", "yaml", "tornado", "livereload", "asyncio", "pagefind_bin")


def command(act: Callable[[], int]) -> Command:
    """A command called `act`."""

    def arguments(_parser: ArgumentParser) -> None:
        """Take none."""

    def run_it(_found: Namespace, _console: Console) -> int:
        return act()

    return Command("act", "试", "试一试。", arguments, run_it)


def raising(error: BaseException) -> Command:
    """A command that ends with an error."""

    def act() -> int:
        raise error

    return command(act)


def test_unforeseen_error_is_our_bug(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["act"], [raising(ZeroDivisionError("x"))]) == BUG
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" in said.err
    last = said.err.splitlines()[-1]
    assert "gongkai --version" in last
    assert "gongkai check" in last


def test_foreseen_error_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["act"], [raising(ThemeError("主题不对", "改主题"))]) == UNABLE
    assert capsys.readouterr().err == "错误：主题不对\n    改主题\n"


def test_refused_content_is_reported_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    problems = (
        Problem("second", Place("b.md", 3, 2), "乙", "改乙", Weight.WARNING, ("甲", "丙")),
        Problem("first", Place("a.md", 9), "甲"),
    )
    assert run(["act"], [raising(ContentRefused(problems))]) == REFUSED
    assert capsys.readouterr().err == (
        "a.md:9: 错误 [first] 甲\n"
        "b.md:3:2: 警告 [second] 乙\n    改乙\n    甲\n    丙\n"
        "共 2 处：1 个错误、1 个警告。内容有错误，网站没有改动。\n"
        "想知道为什么、怎么改，运行 gongkai explain first（方括号里的代码都可以查）。\n"
    )


def test_interrupt_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["act"], [raising(KeyboardInterrupt())]) == INTERRUPTED
    assert capsys.readouterr().err == "\n已停止；没做完的，再运行一次即可。\n"


def test_status_is_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["act"], [command(lambda: REFUSED)]) == REFUSED
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("words", [["-C", "x", "act"], ["act", "-C", "x"], ["act", "--folder=x"]])
def test_folder_may_stand_before_and_after(words: list[str]) -> None:
    folders = []

    def note(found: Namespace, _console: Console) -> int:
        folders.append(found.folder)
        return 0

    act = Command("act", "试", "试一试。", lambda _parser: None, note)
    assert run(words, [act]) == 0
    assert folders == ["x"]


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["biuld"], ["build", "--help"]])
def test_quick_answers_load_nothing_heavy(words: list[str]) -> None:
    result = python(
        "import json, sys\nfrom gongkai.cli.main import run\n"
        f"run({words!r})\nprint(json.dumps(sorted(sys.modules)))"
    )
    loaded = json.loads(result.stdout.splitlines()[-1])
    assert not set(HEAVY) & set(loaded)
    assert not [name for name in loaded if name.startswith(("gongkai.sources", "gongkai.build"))]


def test_reader_that_goes_away_is_no_error() -> None:
    result = python(
        "import subprocess, sys\n"
        "writer = subprocess.Popen([sys.executable, '-m', 'gongkai', 'explain'],"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "writer.stdout.close()\n"
        "print(writer.wait(), writer.stderr.read().decode())"
    )
    assert result.stdout.strip() in (str(NO_READER), "0")
    assert result.stderr == ""


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for each in COMMANDS:
        assert run([each.name, "--help"]) == 0
        text = capsys.readouterr().out
        assert text.startswith(f"用法：gongkai {each.name} ")
        assert each.text in text
        assert all(word not in text for word in ("usage", "options", "show this"))


def test_usage_error_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["biuld"]) == USAGE
    assert capsys.readouterr().out == ""
