"""The command line: finds the command, runs it, and turns every end into words and a status."""

import os
import sys
from collections.abc import Sequence

from gongkai import __version__
from gongkai.cli import (
    build,
    check,
    convert,
    explain,
    export,
    new,
    publish,
    releases,
    rollback,
    serve,
    serverconf,
    unpack,
    verify,
)
from gongkai.cli.command import (
    BUG,
    DONE,
    INTERRUPTED,
    NO_READER,
    REFUSED,
    UNABLE,
    USAGE,
    Command,
    UsageError,
)
from gongkai.cli.console import Console, console_of, paint
from gongkai.cli.parser import parse
from gongkai.cli.report import count_text, explain_text, in_order, problem_text
from gongkai.problems import LATER, ContentRefused, GongkaiError

COMMANDS: tuple[Command, ...] = (
    new.COMMAND,
    check.COMMAND,
    build.COMMAND,
    serve.COMMAND,
    publish.COMMAND,
    unpack.COMMAND,
    rollback.COMMAND,
    releases.COMMAND,
    verify.COMMAND,
    serverconf.COMMAND,
    convert.COMMAND,
    export.COMMAND,
    explain.COMMAND,
)

_BUG = (
    "这是 gongkai 自身的缺陷，不是内容的错。"
    "请把上面的文字，连同 gongkai --version 和 gongkai check 两条命令的输出，一起发给维护者。"
)


def run(arguments: Sequence[str] | None = None, commands: Sequence[Command] = COMMANDS) -> int:
    """Run a command line and give its exit status (see cli/command.py); never raises.

    arguments: words after `gongkai`; without them, those of the process.
    """
    console = console_of(sys.stdout, sys.stderr, os.environ)
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments, commands, console)
        console.out.flush()
    except BrokenPipeError:
        _forget_output()
        return NO_READER
    except KeyboardInterrupt:
        console.talk("\n已停止；没做完的，再运行一次即可。")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - one of the two doors: nothing foreseen is left
        import traceback

        console.talk(traceback.format_exc().rstrip())
        console.talk(_BUG)
        return BUG
    return status


def _run(arguments: Sequence[str], commands: Sequence[Command], console: Console) -> int:
    try:
        command, found, parser = parse(
            commands, _version() if "--version" in arguments else "", arguments
        )
        if command is None:
            console.tell(parser.format_help().rstrip())
            return DONE
        return command.run(found, console)
    except SystemExit:  # argparse has printed help or version
        return DONE
    except UsageError as error:
        _talk_error(console, error.message, error.hint)
        return USAGE
    except ContentRefused as refused:
        _talk_refusal(console, refused)
        return REFUSED
    except GongkaiError as error:
        _talk_error(console, error.message, error.hint)
        return UNABLE


def _version() -> str:
    import platform  # for --version alone

    return f"gongkai {__version__}（Python {platform.python_version()}，{platform.system()}）"


def _talk_error(console: Console, message: str, hint: str) -> None:
    console.talk(f"{paint('错误', '错误', console.err_colour)}：{message}")
    if hint:
        console.talk(f"    {hint}")


def _talk_refusal(console: Console, refused: ContentRefused) -> None:
    problems = in_order(refused.problems)
    for problem in problems:
        console.talk(problem_text(problem, console.err_colour))
    console.talk(f"{count_text(problems)}内容有错误，网站没有改动。")
    if not refused.complete:
        console.talk(LATER)
    console.talk(explain_text(problems))


def _forget_output() -> None:
    """Send what is left to nowhere, or Python complains about the closed pipe when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
