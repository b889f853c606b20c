"""What the search files each page under, and the names it answers at once."""

from collections.abc import Callable, Iterator

from gongkai.findings.lookup import look_up
from gongkai.model.document import Document
from gongkai.model.plan import Plan, Task
from gongkai.model.portal import ColumnKind, Portal
from gongkai.model.record import Record
from gongkai.model.unit import Unit
from gongkai.output.searching.text import Filing, Name
from gongkai.pages import address
from gongkai.terms.initials import initials
from gongkai.terms.number import canonical_number

_PLAN, _TASK, _UNIT, _DOCUMENT, _COLUMN = "要点", "任务", "责任单位", "文件", "页面"
_INITIALLED = 2000  # documents, the newest, whose titles can be found by their pinyin initials


class Filings:
    """Looks up what a page is filed under by its address."""

    def __init__(self, portal: Portal) -> None:
        self._lookup = look_up(portal)
        self._units = {
            unit.key: f"{unit.name}（{self._region(unit.region)}）" for unit in portal.units
        }
        self._found = dict(self._all(portal))

    def of(self, page: str) -> Filing:
        """Filing of the page at an address; KeyError for one that is not searched."""
        return self._found[page]

    def _all(self, portal: Portal) -> Iterator[tuple[str, Filing]]:
        for plan in portal.plans:
            yield from self._plan(plan)
        for unit in portal.units:
            yield address.unit(unit), self._unit(unit)
        for document in portal.documents:
            yield address.document(document), self.document(document)
        for column in portal.all_columns():
            yield address.column(column), Filing(kind=_COLUMN, column=column.name)

    def _plan(self, plan: Plan) -> Iterator[tuple[str, Filing]]:
        yield address.plan(plan), self._filed(plan, _PLAN, tuple(plan.tasks()))
        for task in plan.tasks():
            yield address.task(plan, task.number), self._filed(plan, _TASK, (task,))

    def _filed(self, plan: Plan, kind: str, tasks: tuple[Task, ...]) -> Filing:
        named = (
            unit.unit
            for task in tasks
            for party in task.responsibility.parties
            for unit in party.units
        )
        return Filing(
            kind=kind,
            year=str(plan.year),
            region=self._region(plan.region),
            units=tuple(dict.fromkeys(self._units[key] for key in named)),
            column=self._name_of(ColumnKind.PLANS),
            validity=_validity(plan.record),
            date=_date(plan.record) or str(plan.year),
            number=plan.record.number,
        )

    def _unit(self, unit: Unit) -> Filing:
        return Filing(
            kind=_UNIT,
            region=self._region(unit.region),
            units=(self._units[unit.key],),
            column=self._name_of(ColumnKind.UNITS),
        )

    def document(self, document: Document) -> Filing:
        """Filing of a document, also of one that the portal does not hold."""
        return Filing(
            kind=_DOCUMENT,
            year=str(document.year or ""),
            region=self._region(document.region) if document.region else "",
            units=tuple(self._units[key] for key in document.units),
            column=self._lookup.columns[document.column].name,
            validity=_validity(document.record),
            date=_date(document.record),
            number=document.record.number,
        )

    def _region(self, slug: str) -> str:
        return self._lookup.region(slug).name

    def _name_of(self, kind: ColumnKind) -> str:
        column = self._lookup.of_kind.get(kind)
        return column.name if column else ""


def _date(record: Record) -> str:
    day = record.published or record.written
    return day.isoformat() if day else ""


def _validity(record: Record) -> str:
    return record.validity.value if record.validity else ""


def names(portal: Portal, letters: Callable[[str], str] = initials) -> tuple[Name, ...]:
    """Every spelling of a unit, every document number and title, columns by their names.

    letters: gives the pinyin initials of a name.
    """
    return tuple(_names(portal, letters))


def _names(portal: Portal, letters: Callable[[str], str]) -> Iterator[Name]:
    regions = {region.slug: region.name for region in portal.regions}
    for unit in portal.units:
        yield from _unit_names(unit, regions[unit.region], letters)
    for plan in portal.plans:
        read = letters(plan.record.title)
        yield from _paper_names(plan.record, _PLAN, address.plan(plan), read)
    for place, document in enumerate(portal.documents):
        own = address.document(document)
        read = letters(document.record.title) if place < _INITIALLED else ""
        yield from _paper_names(document.record, _DOCUMENT, own, read)
    for column in portal.all_columns():
        yield Name(
            spelling=column.name,
            label=column.name,
            note="栏目",
            address=address.column(column),
            initials=letters(column.name),
        )


def _unit_names(unit: Unit, region: str, letters: Callable[[str], str]) -> Iterator[Name]:
    for spelling in dict.fromkeys((*unit.all_names(), region + unit.name)):
        yield Name(
            spelling=spelling,
            label=unit.name,
            note=f"{_UNIT} · {region}",
            address=address.unit(unit),
            initials=letters(spelling),
        )


def _paper_names(record: Record, kind: str, own: str, read: str) -> Iterator[Name]:
    note = " · ".join(filter(None, (kind, record.number)))
    numbers = (record.number, canonical_number(record.number))
    for spelling in dict.fromkeys(filter(None, (record.title, *numbers))):
        yield Name(spelling=spelling, label=record.title, note=note, address=own, initials=read)
