"""One file, read but not yet understood: a pure function of its path and its bytes."""

import re
from collections import Counter
from dataclasses import dataclass

from gongkai import markdown
from gongkai.problems import Place, Problem, Weight
from gongkai.sources.decode import decode
from gongkai.sources.markdown_format import split_head
from gongkai.sources.node import Mapping, Node
from gongkai.sources.prose_headings import unmarked_headings
from gongkai.sources.yaml_format import read_yaml


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says.

    node: root of a YAML file or head of a Markdown file; None when it cannot be read.
    body: text after the head of a Markdown file, else ""; body_line: its first line in the file.
    """

    file: str
    node: Node | None
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()

    @property
    def head(self) -> Mapping | None:
        """The node when it is a mapping."""
        return self.node if isinstance(self.node, Mapping) else None


def parse_file(file: str, data: bytes) -> Parsed:
    """Read a .yaml or a .md file (with head). file: path shown in messages."""
    decoded = decode(file, data)
    if decoded.text is None:
        return Parsed(file, None, problems=decoded.problems)
    if file.endswith(".md"):
        parts = split_head(file, decoded.text)
        problems = decoded.problems + parts.problems
        return Parsed(file, parts.head, parts.body, parts.body_line, problems)
    node, problems = read_yaml(file, decoded.text)
    return Parsed(file, node, problems=decoded.problems + problems)


def parse_prose(file: str, data: bytes) -> Parsed:
    """Read a Markdown file without head (the text of a page)."""
    decoded = decode(file, data)
    if decoded.text is None:
        return Parsed(file, None, problems=decoded.problems)
    doubts = prose_doubts(file, decoded.text, 1) + unmarked_headings(file, decoded.text, 1)
    problems = decoded.problems + doubts
    return Parsed(file, None, decoded.text, 1, problems)


_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
# What a reader would not see as meant; text that would be lost or harm stops the build.
_DOUBTS = {
    "markdown-html": (
        "HTML 不起作用，会照原样显示：「{}」",
        "用 Markdown 的写法，或者删去",
        Weight.WARNING,
    ),
    "markdown-link": (
        "这种链接不安全，没有做成链接，会照原样显示：「{}」",
        "只用 https://、http://、mailto:、tel: 开头的地址或站内地址",
        Weight.ERROR,
    ),
    "markdown-nesting": (
        "列表或引用嵌套太深（{}），再深的文字会丢失",
        "减少嵌套，或者分成几段",
        Weight.ERROR,
    ),
    "markdown-table": (
        "这一行的格子比表头多，多出来的会丢失：「{}」",
        "给表头和分隔行（---）补上这一列，或者把多出来的并入前面的格子",
        Weight.ERROR,
    ),
    "markdown-size": ("正文太大：{}", "拆成几个文件，或者作为附件", Weight.ERROR),
}


def prose_doubts(file: str, text: str, first: int) -> tuple[Problem, ...]:
    """What is doubtful in a Markdown text whose first line is line `first` of the file."""
    doubts = markdown.doubts(text)
    if not doubts:
        return ()
    lines = text.split("\n")
    seen: Counter[markdown.Doubt] = Counter()
    problems = []
    for doubt in doubts:
        message, hint, weight = _DOUBTS[doubt.code]
        column = doubt.column or _column(lines[doubt.line - 1], doubt.words, seen[doubt])
        seen[doubt] += 1
        place = Place(file, first + doubt.line - 1, column)
        problems.append(Problem(doubt.code, place, message.format(doubt.words), hint, weight))
    return tuple(problems)


def _column(line: str, words: str, before: int) -> int:
    """Where the words stand in a line for the (before + 1)th time, code left out; 0: nowhere."""
    plain = _CODE.sub(lambda code: " " * len(code.group()), line)
    start = -1
    for _ in range(before + 1):
        start = plain.find(words, start + 1)
        if start < 0:
            return 0
    return start + 1
