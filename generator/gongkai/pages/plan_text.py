"""The printed text of a plan as blocks of linked pieces, with anchors for its parts."""

from collections.abc import Iterable, Iterator

from gongkai.findings.lookup import Lookup, UnitKey
from gongkai.model.plan import (
    Content,
    NamedUnit,
    Paragraph,
    ParagraphKind,
    Plan,
    Responsibility,
    Task,
)
from gongkai.pages import address
from gongkai.pages.parts import OutlineEntry, Piece, Segment, TextBlock


def plan_blocks(plan: Plan, lookup: Lookup) -> tuple[TextBlock, ...]:
    """The whole paper, line by line as printed."""
    blocks: list[TextBlock] = [_outside(paragraph) for paragraph in plan.preamble]
    for section in plan.sections:
        anchor = address.section_anchor(section)
        blocks.append(_heading("section", section.heading, anchor))
        blocks += _content_blocks(plan, section.content, lookup)
        for item in section.items:
            anchor = address.item_anchor(section, item)
            blocks.append(_heading("item", item.heading, anchor))
            blocks += _content_blocks(plan, item.content, lookup)
    blocks += [_outside(paragraph) for paragraph in plan.closing]
    return tuple(blocks)


def task_blocks(plan: Plan, task: Task, lookup: Lookup) -> tuple[TextBlock, ...]:
    """The paragraphs of one task, verbatim, for the task's own page."""
    return tuple(
        TextBlock(kind="body", pieces=(piece,)) for piece in _task_pieces(plan, task, lookup, False)
    )


def outline(plan: Plan) -> tuple[OutlineEntry, ...]:
    """Headings of a plan, items below their section."""
    return tuple(
        OutlineEntry(
            text=section.heading,
            anchor=address.section_anchor(section),
            entries=tuple(
                OutlineEntry(text=item.heading, anchor=address.item_anchor(section, item))
                for item in section.items
            ),
        )
        for section in plan.sections
    )


def _heading(kind: str, text: str, anchor: str) -> TextBlock:
    return TextBlock(kind=kind, pieces=(Piece(segments=(Segment(text=text),)),), anchor=anchor)


def _outside(paragraph: Paragraph) -> TextBlock:
    kind = "title" if paragraph.kind is ParagraphKind.TITLE else "body"
    return TextBlock(kind=kind, pieces=(Piece(segments=(Segment(text=paragraph.text),)),))


def _content_blocks(
    plan: Plan, content: tuple[Content, ...], lookup: Lookup
) -> Iterator[TextBlock]:
    """Printed paragraphs; pieces marked `joined` share the paragraph before them."""
    open_paragraph: list[Piece] = []
    for part in content:
        if isinstance(part, Task):
            pieces = list(_task_pieces(plan, part, lookup, True))
        else:
            pieces = [Piece(segments=(Segment(text=part.text),))]
        if not part.joined and open_paragraph:
            yield TextBlock(kind="body", pieces=tuple(open_paragraph))
            open_paragraph = []
        for piece in pieces[:-1]:
            yield TextBlock(kind="body", pieces=(*open_paragraph, piece))
            open_paragraph = []
        open_paragraph.append(pieces[-1])
    if open_paragraph:
        yield TextBlock(kind="body", pieces=tuple(open_paragraph))


def _task_pieces(plan: Plan, task: Task, lookup: Lookup, on_plan_page: bool) -> Iterator[Piece]:
    last = len(task.paragraphs) - 1
    for index, text in enumerate(task.paragraphs):
        segments: tuple[Segment, ...] = (Segment(text=text),)
        if index == last:
            segments = tuple(_with_units(text, task.responsibility, lookup))
        yield Piece(
            segments=segments,
            number=task.number,
            anchor=address.task_anchor(task) if on_plan_page and index == 0 else "",
            task_address=(
                address.task(plan, task.number) if on_plan_page and index == last else ""
            ),
        )


def _with_units(text: str, duty: Responsibility, lookup: Lookup) -> Iterator[Segment]:
    """Cut a task's last paragraph so that each unit its annotation names becomes a link."""
    start = text.rindex(duty.annotation)
    if start:
        yield Segment(text=text[:start])
    named = (unit for party in duty.parties for unit in party.units)
    yield from linked_annotation(duty.annotation, named, lookup)
    if tail := text[start + len(duty.annotation) :]:
        yield Segment(text=tail)


def linked_annotation(
    annotation: str, named: Iterable[NamedUnit], lookup: Lookup
) -> Iterator[Segment]:
    """The annotation as printed, its unit names linked in the order in which they stand."""
    position = 0
    for unit in named:
        at = annotation.find(unit.printed, position)
        if at < 0:  # printed form was trimmed inside (以下统称): leave the words unlinked
            continue
        if at > position:
            yield Segment(text=annotation[position:at], mark="annotation")
        position = at + len(unit.printed)
        yield Segment(
            text=annotation[at:position], address=_address(unit.unit, lookup), mark="annotation"
        )
    if position < len(annotation):
        yield Segment(text=annotation[position:], mark="annotation")


def _address(key: UnitKey, lookup: Lookup) -> str:
    return address.unit(lookup.unit(key))
