"""Parser: argparse in Chinese, with its help laid out for wide characters."""

import re
from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

from gongkai.cli.command import Command, UsageError
from gongkai.cli.console import pad, width
from gongkai.terms.nearest import nearest

# argparse's own messages, in the wording of every Python since 3.11.
_TRANSLATIONS = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"the following arguments are required: (.+)", "缺少参数：{0}"),
        (r"argument (.+?): expected (?:one|at least one|\d+) arguments?", "{0} 后面要写一个值"),
        (r"argument (.+?): ignored explicit argument '?(.*?)'?", "{0} 后面不用写值，却写了「{1}」"),
        (r"argument (.+?): not allowed with argument (.+)", "{0} 和 {1} 不能同时使用"),
        (r"argument (.+?): invalid \S+ value: '?(.*?)'?", "{0} 的值「{1}」不对"),
        (r"argument (.+?): (.+)", "{0}：{1}"),
    )
)
_WRONG_CHOICE = re.compile(r"argument (.+?): invalid choice: '(.*?)' \(choose from .*\)", re.S)


class Parser(ArgumentParser):
    """ArgumentParser whose words are Chinese; a mistake is raised as UsageError.

    commands: names of the commands below it, with what they do.
    """

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.add_argument("-h", "--help", action="help", help="显示这份帮助", default=SUPPRESS)
        self.commands: dict[str, str] = {}

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with argparse's message in Chinese."""
        how = f"运行 {self.prog} --help 查看用法"
        wrong = _WRONG_CHOICE.fullmatch(message)
        if wrong:
            raise self._wrong_choice(wrong.group(1), wrong.group(2), how)
        for pattern, chinese in _TRANSLATIONS:
            if match := pattern.fullmatch(message):
                raise UsageError(chinese.format(*match.groups()), how)
        raise UsageError(message, how)

    def _wrong_choice(self, name: str, word: str, how: str) -> UsageError:
        """A word that is none of those that may stand in that place. name: of the place."""
        action = next((each for each in self._actions if each.metavar == name), None)
        if self.commands or action is None or action.choices is None:
            return UsageError(f"没有「{word}」这个命令", did_you_mean(word, self.commands) or how)
        known = "、".join(map(str, action.choices))
        return UsageError(f"“{name}”不能写「{word}」", f"可以写：{known}；{how}")

    def format_usage(self) -> str:
        """One line: how the command is written."""
        places = [label(action) for action in self._actions if not action.option_strings]
        return " ".join(("用法：" + self.prog, "[选项]", *places)) + "\n"

    def format_help(self) -> str:
        """Usage, what the command does, its commands, arguments and options."""
        options = [action for action in self._actions if action.option_strings]
        places = [a for a in self._actions if not a.option_strings and not self.commands]
        parts = [self.format_usage(), self.description or ""]
        parts += _table("命令：", self.commands.items())
        parts += _table("参数：", ((label(action), action.help or "") for action in places))
        parts += _table("选项：", ((label(action), action.help or "") for action in options))
        return "\n".join(parts) + "\n"

    def long_options(self) -> tuple[str, ...]:
        """Every option it understands, by its long name."""
        return tuple(name for name in self._option_string_actions if name.startswith("--"))


def label(action: Action) -> str:
    """How an argument is written: -C, --folder 文件夹; an optional one in brackets."""
    name = action.metavar if isinstance(action.metavar, str) else ""
    if action.option_strings:
        return " ".join((", ".join(action.option_strings), name)).strip()
    return f"[{name}]" if action.nargs == "?" else name or action.dest


def _table(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A titled table of two columns, with an empty line before it; nothing when it is empty."""
    rows = tuple(rows)
    if rows:
        column = max(width(left) for left, _ in rows) + 2
        yield "\n".join(("", title, *(f"  {pad(left, column)}{right}" for left, right in rows)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """「是不是 x？」 for the known words nearest to a word, or ""."""
    near = nearest(word, known)
    return f"是不是 {' 或 '.join(near)}？" if near else ""


def parse(
    commands: Sequence[Command], version: str, arguments: Sequence[str]
) -> tuple[Command | None, Namespace, Parser]:
    """Read a command line: the command (None: none was given), its arguments, the whole parser.

    Raises UsageError; --help and --version print and raise SystemExit.
    """
    whole = Parser(prog="gongkai", description="政府信息公开平台的静态网站生成器。")
    whole.add_argument("--version", action="version", version=version, help="显示版本")
    _add_folder(whole)
    parsers = whole.add_subparsers(dest="command", metavar="命令")
    below = {}
    for command in commands:
        below[command.name] = parsers.add_parser(command.name, description=command.text)
        _add_folder(below[command.name])
        if command.name in arguments:  # what others take is long to find out
            command.arguments(below[command.name])
        whole.commands[command.name] = command.summary
    found, rest = whole.parse_known_args(arguments)
    if rest:
        parser = below.get(found.command, whole)
        hint = did_you_mean(rest[0].partition("=")[0], parser.long_options())
        raise UsageError(
            f"不认识的参数：{' '.join(rest)}", hint or f"运行 {parser.prog} --help 查看用法"
        )
    return next((c for c in commands if c.name == found.command), None), found, whole


def _add_folder(parser: ArgumentParser) -> None:
    """-C works before and after the command; without it the current folder counts."""
    parser.add_argument(
        "-C",
        "--folder",
        metavar="文件夹",
        default=SUPPRESS,
        help="门户所在的文件夹（不写就是当前文件夹）",
    )
