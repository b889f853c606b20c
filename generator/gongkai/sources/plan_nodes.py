"""The structure of a YAML plan to printed lines, and what it states about its tasks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.problems import Place, Problem
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping, Node, Scalar, Sequence, kind_words
from gongkai.sources.plan_lines import Line, LineKind
from gongkai.terms.fields import PLAN, RECORD

_SECTION = vocabulary((PLAN, "章 内容 条目"))
_ITEM = vocabulary((PLAN, "条 内容"))
_CONTENT = vocabulary((PLAN, "任务 正文 接上段 责任 分工 段"))
_TITLE = vocabulary((RECORD, "标题"))


@dataclass(frozen=True, slots=True)
class Stated:
    """What a YAML plan says of one task. parties: the mappings of 分工, still to be compared."""

    number: str
    annotation: str
    parties: tuple[Mapping, ...]
    place: Place


@dataclass(slots=True)
class PlanNodes:
    """Lines as they are printed, and what is stated beside them."""

    problems: list[Problem]
    lines: list[Line] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)

    def read(self, fields: Fields) -> None:
        """Read 导语, 章节 and 结语 of a plan."""
        self._paragraphs(fields.node("preamble"))
        for row in fields.mappings("sections"):
            self._section(Fields(row, _SECTION, self.problems))
        closing = fields.node("closing")
        if closing:
            self.lines.append(Line(LineKind.BREAK, "", closing.place))
            self._paragraphs(closing)

    def _section(self, fields: Fields) -> None:
        self._heading(LineKind.SECTION, "heading", fields)
        self._content(fields)
        for row in fields.mappings("items"):
            item = Fields(row, _ITEM, self.problems)
            self._heading(LineKind.ITEM, "item_heading", item)
            self._content(item)

    def _heading(self, kind: LineKind, name: str, fields: Fields) -> None:
        self.lines.append(Line(kind, fields.required(name), fields.place(name)))

    def _paragraphs(self, node: Node | None) -> None:
        for item in _items(node):
            if isinstance(item, Mapping):
                title = Fields(item, _TITLE, self.problems)
                self._heading(LineKind.TITLE, "title", title)
            else:
                self._texts(item)

    def _content(self, fields: Fields) -> None:
        for row in fields.mappings("content"):
            part = Fields(row, _CONTENT, self.problems)
            joined = part.flag("joined")
            if part.node("task"):
                self._task(part, joined)
            elif part.require("paragraph"):
                self._texts(part.node("paragraph"), joined)

    def _task(self, part: Fields, joined: bool) -> None:
        if not part.require("text"):
            return
        self._texts(part.node("text"), joined)
        part.require("parties")
        self.stated.append(
            Stated(
                number=part.text("task"),
                annotation=part.required("responsibility"),
                parties=part.mappings("parties"),
                place=part.mapping.place,
            )
        )

    def _texts(self, node: Node | None, joined: bool = False) -> None:
        for item in _items(node):
            if not isinstance(item, Scalar):
                message = f"这里应当是一段文字，却是{kind_words(item)}"
                self.problems.append(
                    Problem("wrong-shape", item.place, message, "一段文字一项，以“- ”开头")
                )
                continue
            for text, place in _printed(item):
                self._line(text, place, joined)
                joined = False

    def _line(self, text: str, place: Place, joined: bool) -> None:
        before = self.lines[-1] if self.lines else None
        if not joined:
            self.lines.append(Line(LineKind.BODY, text, place))
        elif before is None or before.kind is not LineKind.BODY:
            message = "“接上段”的前面没有可以接的段落"
            self.problems.append(Problem("nothing-to-join", place, message, "删去这一行“接上段”"))
        else:
            pieces = (*before.pieces, (len(before.text), place))
            self.lines[-1] = Line(before.kind, before.text + text, before.place, pieces)


def _items(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.items if isinstance(node, Sequence) else (node,)


def _printed(scalar: Scalar) -> Iterator[tuple[str, Place]]:
    """The printed paragraphs of a text: each line that is not blank is one."""
    offset = 0
    for line in scalar.text.split("\n"):
        text = line.strip()
        if text:
            yield text, scalar.place_at(offset + len(line) - len(line.lstrip()))
        offset += len(line) + 1
