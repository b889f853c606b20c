"""A Markdown file to its YAML head and its body, each with its lines of the file."""

import re
from dataclasses import dataclass

from gongkai.problems import Place, Problem
from gongkai.sources.decode import is_hidden
from gongkai.sources.node import Mapping, Node
from gongkai.sources.plain_head import read_plain_head
from gongkai.sources.yaml_format import read_yaml
from gongkai.sources.yaml_syntax import as_mapping

_LOOKS_LIKE_FENCE = re.compile(r"[-\u2010-\u2015\u2212\uff0d_=*]{2,}\s*$")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HeadAndBody:
    """The two parts of a file; head is None when it could not be read.

    body_line: line of the file on which the body begins.
    """

    head: Mapping | None
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


def split_head(file: str, text: str) -> HeadAndBody:
    """Cut a file at its two `---` lines and read the head as YAML."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        return _without(_missing(file, text))
    # Found by its letters first: a pattern that begins with ^ is tried at every character.
    near = 0 if rest.startswith("---") else rest.find("\n---")
    closing = _CLOSING.search(rest, near) if near >= 0 else None
    if closing is None:
        problem = Problem(
            "head-unclosed",
            Place(file, 1, 1),
            "文件头没有结束：开头的“---”之后找不到第二行“---”",
            "在文件头的最后一项下面加一行“---”，正文从下一行开始",
        )
        return _without(problem)
    written = rest[: closing.start()]
    node: Node | None = read_plain_head(file, written, 2)
    problems: tuple[Problem, ...] = ()
    if node is None:
        node, problems = read_yaml(file, written, first_line=2)
    body_line = rest.count("\n", 0, closing.start()) + 3
    body = rest[closing.end() + 1 :]
    if node is None:
        if not problems and not is_hidden(written):  # that is told already
            problems = (Problem("head-missing", Place(file, 1, 1), "文件头是空的", _HOW),)
        return HeadAndBody(None, body, body_line, problems)
    head, wrong = as_mapping(node, "文件头")
    return HeadAndBody(head, body, body_line, problems if problems else wrong)


_HOW = "文件第一行写“---”，下面写“标题: ……”等各项，再写一行“---”，然后是正文"


def _missing(file: str, text: str) -> Problem:
    """The head is not there; say what stands in its place when that is telling."""
    written = next((i for i, line in enumerate(text.split("\n"), 1) if line.strip()), 1)
    line = text.split("\n")[written - 1].strip()
    if line == "---":
        message = f"文件头前面有 {written - 1} 个空行"
        return Problem("head-missing", Place(file, 1, 1), message, "删掉空行，“---”写在第一行")
    if _LOOKS_LIKE_FENCE.match(line):
        message = f"文件头的分隔线写成了「{line[:20]}」"
        return Problem("head-missing", Place(file, written, 1), message, "写成三个英文短横线“---”")
    return Problem("head-missing", Place(file, 1, 1), "缺少文件头", _HOW)


def _without(problem: Problem) -> HeadAndBody:
    return HeadAndBody(None, "", 1, (problem,))
