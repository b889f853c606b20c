"""Plan 政务公开工作要点: sections (章), items (条) and tasks (任务), with their units."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from gongkai.model.record import Attachment, Record
from gongkai.problems import Place
from gongkai.terms.roles import Role


class ParagraphKind(Enum):
    """What a paragraph outside a task is on the printed paper."""

    BODY = "正文"
    TITLE = "标题"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One printed paragraph, verbatim.

    joined: it stands on the same printed paragraph as the text before it (no line break between).
    """

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    joined: bool = False
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """A unit as a responsibility names it: unit is (region slug, unit slug), printed the words."""

    unit: tuple[str, str]
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The units that share one role in a responsibility, in printed order.

    open_ended: the list ends in 等.
    manner: 分别, 按职责分工, 按职责分别 as printed, or "".
    """

    role: Role
    units: tuple[NamedUnit, ...]
    open_ended: bool = False
    manner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """责任: one printed annotation (verbatim, with its brackets) and the parties it names."""

    annotation: str
    parties: tuple[Party, ...]
    place: Place = field(compare=False, repr=False)


class ProgressStatus(Enum):
    """完成情况 of a task at a date."""

    STARTED = "进行中"
    DONE = "已完成"
    DELAYED = "未按期完成"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """完成情况: a status on a date, with words and evidence (an address or a document number)."""

    status: ProgressStatus
    date: date
    text: str = ""
    evidence: str = ""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """任务: verbatim text that ends at its annotation.

    number: permanent inside its plan (1.4, 1.5.2).
    joined: it begins on the same printed paragraph as the text before it.
    paragraphs: the printed paragraphs (or part of one), annotation included.
    """

    number: str
    paragraphs: tuple[str, ...]
    responsibility: Responsibility
    joined: bool = False
    progress: tuple[Progress, ...] = ()
    place: Place = field(compare=False, repr=False)


Content = Paragraph | Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """条 （一）: heading as printed, then tasks and paragraphs outside any task, in order."""

    number: str
    heading: str
    content: tuple[Content, ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """章 一、: heading as printed, content before its first item, and its items."""

    number: str
    heading: str
    content: tuple[Content, ...] = ()
    items: tuple[Item, ...] = ()
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralRule:
    """通则: a rule in the text that makes units responsible for every task of the plan.

    annotation: the sentence as printed (本要点各项工作均需…作为责任单位).
    """

    annotation: str
    party: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """统称: a name that the text itself defines (以下统称各行政机关)."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """要点: record, region slug, year, the whole text in reading order.

    slug: permanent ASCII address part (yiwu-2021), the file's name without its ending.
    preamble: all paragraphs before the first section; closing: all after the last one.
    basis: document numbers the text cites, in order, each once.
    """

    slug: str
    record: Record
    region: str
    year: int
    sections: tuple[Section, ...]
    preamble: tuple[Paragraph, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    basis: tuple[str, ...] = ()
    rules: tuple[GeneralRule, ...] = ()
    definitions: tuple[Definition, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    place: Place = field(compare=False, repr=False)

    def located_tasks(self) -> Iterator[tuple[Section, Item | None, Task]]:
        """Every task in reading order, with the section and item it stands in."""
        for section in self.sections:
            for part in section.content:
                if isinstance(part, Task):
                    yield section, None, part
            for item in section.items:
                for part in item.content:
                    if isinstance(part, Task):
                        yield section, item, part

    def tasks(self) -> Iterator[Task]:
        """Every task in reading order."""
        for _, _, task in self.located_tasks():
            yield task

    def paragraphs(self) -> Iterator[str]:
        """Every printed line of the paper in reading order, headings included.

        A part marked `joined` is yielded on its own; folding white space gives the whole text.
        """
        for paragraph in self.preamble:
            yield paragraph.text
        for section in self.sections:
            yield section.heading
            yield from _texts(section.content)
            for item in section.items:
                yield item.heading
                yield from _texts(item.content)
        for paragraph in self.closing:
            yield paragraph.text


def _texts(content: tuple[Content, ...]) -> Iterator[str]:
    for part in content:
        if isinstance(part, Task):
            yield from part.paragraphs
        else:
            yield part.text
