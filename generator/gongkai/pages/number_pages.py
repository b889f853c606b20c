"""The index of 文号: each number that a paper bears or a plan cites, by the office that gave it."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from gongkai.model.portal import Column, ColumnKind
from gongkai.pages import address
from gongkai.pages.context import Context, head_tags, trail_above
from gongkai.pages.lists import page_count, pager
from gongkai.pages.page import Link, Page, Sheet
from gongkai.pages.views import NumbersView
from gongkai.terms.number import canonical_number, parse_number

PAGE_SIZE = 100


class _Row(NamedTuple):
    """A number with the page of its paper ("" when this portal does not hold it) and a note."""

    office: str
    number: str
    address: str
    note: str


def number_pages(context: Context) -> Iterator[Page | Sheet]:
    """The pages of the index; none when no column is for it."""
    column = context.column_of(ColumnKind.NUMBERS)
    if column is None:
        return
    rows = _rows(context)
    yield _page(context, column, rows, 1)
    for number in range(2, page_count(len(rows), PAGE_SIZE) + 1):
        shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        yield Sheet(
            address=address.list_page(address.NUMBERS, number),
            kind="numbers",
            key=repr((column.name, len(rows), number, shown)).encode(),
            make=partial(_page, context, column, rows, number),
        )


def _page(context: Context, column: Column, rows: Sequence[_Row], number: int) -> Page:
    shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Page(
        address=address.list_page(address.NUMBERS, number),
        kind="numbers",
        title=column.name if number == 1 else f"{column.name}（第{number}页）",
        view=NumbersView(
            offices=tuple(
                (office, tuple(Link(text=r.number, address=r.address, note=r.note) for r in some))
                for office, some in groupby(shown, key=lambda row: row.office)
            ),
            pager=pager(len(rows), address.NUMBERS, number, PAGE_SIZE),
        ),
        trail=trail_above(context, column),
        column=column.key,
        description=column.description,
        meta=head_tags(context, column),
    )


def _rows(context: Context) -> tuple[_Row, ...]:
    """Rows by office, the newest of each first; what cannot be read as a 文号 comes last."""
    found: dict[str, tuple[str, str, str]] = {}  # canonical form: as written, address, note
    for plan in context.portal.plans:
        for number in plan.basis:
            cited = f"《{plan.record.title}》引用"
            before = found[number][2] if number in found else ""
            found[number] = (number, "", f"{before}；{cited}" if before else cited)
    papers = [(address.document(paper), paper.record) for paper in context.portal.documents]
    papers += [(address.plan(plan), plan.record) for plan in context.portal.plans]
    for own, record in papers:
        if record.number:
            found[canonical_number(record.number)] = (record.number, own, record.title)
    return tuple(
        _Row(key[1] or "其他", *found[number])
        for key, number in sorted((_order(number), number) for number in found)
    )


def _order(number: str) -> tuple[bool, str, int, int]:
    read = parse_number(number)
    return (False, read.agency, -(read.year or 0), read.serial) if read else (True, "", 0, 0)
