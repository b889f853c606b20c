"""Every published text of a portal with its place, for the checks that read words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.model.document import Document
from gongkai.model.plan import Content, Plan, Task
from gongkai.model.portal import Portal
from gongkai.model.record import Attachment, Record
from gongkai.problems import Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as published. place: where its first line stands; lines follow one by one.

    A place without column: the lines are whole lines of the file. record: whose title, issuer
    and source the text begins with, one behind the other.
    """

    place: Place
    text: str
    record: Record | None = None

    def place_at(self, offset: int) -> Place:
        """Where the character at that offset stands, as exactly as that is known."""
        if self.record is not None:
            return _place_in_head(self.record, offset)
        lines = self.text.count("\n", 0, offset)
        column = 0
        if not self.place.column:
            column = offset - self.text.rfind("\n", 0, offset)
        elif not lines:
            return self.place
        return replace(self.place, line=self.place.line + lines, column=column)


_GAP = "　"  # between words that stand in different places


def _place_in_head(record: Record, offset: int) -> Place:
    end = -len(_GAP)
    for name, words in (
        ("title", record.title),
        ("issuer", record.issuer),
        ("source", record.source),
    ):
        end += len(_GAP) + len(words)
        if offset < end:
            return record.place_of(name)
    return record.place


def passages(portal: Portal) -> Iterator[Passage]:
    """Every text that readers will see, but for the names in portal.yaml and units.yaml."""
    for text in (portal.introduction, portal.statement, portal.description):
        yield Passage(portal.place, text)
    for column in portal.all_columns():
        yield Passage(column.place, column.description)
        yield Passage(column.body_place or column.place, column.body)
    for unit in portal.units:
        yield Passage(unit.place, unit.note)
    for plan in portal.plans:
        yield from of_record(plan.record, plan.attachments)
        yield from of_plan(plan)
    for document in portal.documents:
        yield from of_document(document)


def of_record(record: Record, attachments: tuple[Attachment, ...] = ()) -> Iterator[Passage]:
    """The words of the head table, the corrections and the attachments' names."""
    words = (record.title, record.issuer, record.source, record.incomplete, *record.keywords)
    yield Passage(record.place, _GAP.join(words), record)
    for correction in record.corrections:
        yield Passage(
            correction.place, f"{correction.found}　{correction.mended}　{correction.reason}"
        )
    for attachment in attachments:
        yield Passage(attachment.place, f"{attachment.title}　{attachment.note}")


def of_document(document: Document) -> Iterator[Passage]:
    """What the head of a document says, and its text, whose first line is the body's."""
    yield from of_record(document.record, document.attachments)
    yield Passage(Place(document.place.file, document.body_line), document.body)


def of_plan(plan: Plan) -> Iterator[Passage]:
    """Every printed paragraph of a plan, headings included, and what its tasks report."""
    for paragraph in plan.preamble:
        yield Passage(paragraph.place, paragraph.text)
    for section in plan.sections:
        yield Passage(section.place, section.heading)
        yield from _contents(section.content)
        for item in section.items:
            yield Passage(item.place, item.heading)
            yield from _contents(item.content)
    for paragraph in plan.closing:
        yield Passage(paragraph.place, paragraph.text)


def _contents(contents: tuple[Content, ...]) -> Iterator[Passage]:
    for part in contents:
        if isinstance(part, Task):
            for text in part.paragraphs:
                yield Passage(part.place, text)
            for entry in part.progress:
                yield Passage(entry.place, f"{entry.text}　{entry.evidence}")
        else:
            yield Passage(part.place, part.text)
