"""Printed lines to sections, items and tasks: a task is the text up to its annotation."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.model.plan import Content, Item, Paragraph, ParagraphKind, Section, Task
from gongkai.problems import Place, Problem
from gongkai.sources.plan_lines import Line, LineKind
from gongkai.sources.responsibilities import Responsibilities
from gongkai.terms.numerals import heading_numeral
from gongkai.terms.responsibility import Statement


@dataclass(frozen=True, slots=True)
class Structure:
    """The text of a plan, divided."""

    preamble: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[Paragraph, ...]


@dataclass(slots=True)
class _Block:
    """A heading with the lines below it, before they are read."""

    heading: Line
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Division:
    """The lines of a plan, sorted into its parts."""

    preamble: list[Line] = field(default_factory=list)
    sections: list[tuple[_Block, list[_Block]]] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    closed: bool = False


def plan_structure(lines: Iterable[Line], duties: Responsibilities) -> Structure:
    """Divide the lines and read the tasks. Problems go where `duties` gathers them."""
    division = _divide(lines, duties.problems)
    return Structure(
        preamble=tuple(_paragraph(line) for line in division.preamble),
        sections=tuple(
            _section(number, section, items, duties)
            for number, (section, items) in enumerate(division.sections, 1)
        ),
        closing=tuple(_paragraph(line) for line in division.closing),
    )


def _divide(lines: Iterable[Line], problems: list[Problem]) -> _Division:
    parts = _Division()
    for line in lines:
        reason = _misplaced(line, parts)
        if reason:
            problems.append(Problem("heading-order", line.place, *reason))
        elif line.kind is LineKind.BREAK:
            parts.closed = True
        elif line.kind is LineKind.SECTION:
            parts.sections.append((_Block(line), []))
        elif line.kind is LineKind.ITEM:
            parts.sections[-1][1].append(_Block(line))
        else:
            _home(parts).append(line)
    return parts


def _home(parts: _Division) -> list[Line]:
    """Where a line that is no heading belongs."""
    if parts.closed:
        return parts.closing
    if not parts.sections:
        return parts.preamble
    section, items = parts.sections[-1]
    return items[-1].lines if items else section.lines


def _misplaced(line: Line, parts: _Division) -> tuple[str, str] | None:
    """Message and hint for a line that cannot stand where it stands."""
    if line.kind is LineKind.BREAK and (parts.closed or not parts.sections):
        return "这条分隔线不在最后一章之后", "分隔线（---）只用一次，隔开最后一章和结语"
    if line.kind is LineKind.SECTION and parts.closed:
        return "结语之后又有一章", "把分隔线（---）移到最后一章之后"
    if line.kind is LineKind.ITEM and (parts.closed or not parts.sections):
        return "这一条不在任何一章里", "先写章的标题（##），再写条的标题（###）"
    if line.kind is LineKind.TITLE and parts.sections and not parts.closed:
        return "章里面又有一个 # 标题", "章用 ##，条用 ###；# 只用于章之前和结语里的标题"
    return None


def _paragraph(line: Line) -> Paragraph:
    kind = ParagraphKind.TITLE if line.kind is LineKind.TITLE else ParagraphKind.BODY
    return Paragraph(text=line.text, kind=kind, place=line.place)


def _section(order: int, block: _Block, items: list[_Block], duties: Responsibilities) -> Section:
    number = _number(block.heading, order)
    return Section(
        number=number,
        heading=block.heading.text,
        content=_content(block.lines, f"{number}.0" if items else number, False, duties),
        items=tuple(_item(number, n, item, duties) for n, item in enumerate(items, 1)),
        place=block.heading.place,
    )


def _item(section: str, order: int, block: _Block, duties: Responsibilities) -> Item:
    number = _number(block.heading, order)
    return Item(
        number=number,
        heading=block.heading.text,
        content=_content(block.lines, f"{section}.{number}", True, duties),
        place=block.heading.place,
    )


def _number(heading: Line, order: int) -> str:
    """The printed numeral, so that a number stays what it is when the source lacks a part."""
    numeral = heading_numeral(heading.text)
    return str(numeral.number if numeral else order)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    joined: bool
    place: Place


def _content(
    lines: list[Line], prefix: str, alone: bool, duties: Responsibilities
) -> tuple[Content, ...]:
    """Tasks and paragraphs of one heading. alone: a single task takes the prefix itself."""
    found: list[Content] = []
    waiting: list[_Piece] = []
    for line in lines:
        position = 0
        for group in _groups(line.text, duties.statements(line)):
            end = group[-1].end
            waiting += _piece(line, position, end)
            position = end
            if not _has_text(waiting, group):
                duties.problems.append(_nothing_to_do(line, group[0]))
            found.append(_task(line, group, waiting, duties))
            waiting = []
        waiting += _piece(line, position, len(line.text))
    found += [Paragraph(text=p.text, joined=p.joined, place=p.place) for p in waiting]
    return _numbered(found, prefix, alone)


def _groups(text: str, statements: tuple[Statement, ...]) -> list[tuple[Statement, ...]]:
    """Annotations that stand directly behind each other belong to one task."""
    groups: list[tuple[Statement, ...]] = []
    for each in statements:
        before = groups[-1][-1] if groups else None
        if before and not text[before.start + len(before.annotation) : each.start].strip():
            groups[-1] = (*groups[-1], each)
        else:
            groups.append((each,))
    return groups


def _piece(line: Line, start: int, end: int) -> list[_Piece]:
    text = line.text[start:end]
    bare = text.strip()
    if not bare:
        return []
    offset = start + len(text) - len(text.lstrip())
    return [_Piece(bare, start > 0, line.place_at(offset))]


def _has_text(pieces: list[_Piece], group: tuple[Statement, ...]) -> bool:
    """Whether a task says anything but its annotation."""
    return len(pieces) > 1 or not pieces[-1].text.startswith(group[0].annotation)


def _nothing_to_do(line: Line, statement: Statement) -> Problem:
    return Problem(
        "task-empty",
        line.place_at(statement.start),
        f"责任标注「{statement.annotation}」前面没有任务的文字",
        "同一项任务的几条责任标注写在同一行，中间不留别的字",
    )


def _task(
    line: Line, group: tuple[Statement, ...], pieces: list[_Piece], duties: Responsibilities
) -> Task:
    return Task(
        number="",
        paragraphs=tuple(piece.text for piece in pieces),
        responsibility=duties.responsibility(line, group),
        joined=pieces[0].joined,
        place=pieces[0].place,
    )


def _numbered(found: list[Content], prefix: str, alone: bool) -> tuple[Content, ...]:
    """Give the tasks their permanent numbers: prefix, or prefix.1, prefix.2, …"""
    count = sum(isinstance(part, Task) for part in found)
    numbered: list[Content] = []
    order = 0
    for part in found:
        if isinstance(part, Task):
            order += 1
            number = prefix if alone and count == 1 else f"{prefix}.{order}"
            numbered.append(_with_number(part, number))
        else:
            numbered.append(part)
    return tuple(numbered)


def _with_number(task: Task, number: str) -> Task:
    return Task(
        number=number,
        paragraphs=task.paragraphs,
        responsibility=task.responsibility,
        joined=task.joined,
        place=task.place,
    )
