"""Lists: cards for plans and documents, and lists cut into pages of 20 that need no script."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

from gongkai.findings.lookup import UnitKey
from gongkai.model.document import Document
from gongkai.model.plan import Plan
from gongkai.model.record import Validity
from gongkai.pages import address
from gongkai.pages.context import Context, region_link, year_link
from gongkai.pages.page import Link, Page, Sheet
from gongkai.pages.parts import EntryCard, Fact, Listing, Pager, PlanCard
from gongkai.pages.views import ListingView
from gongkai.terms.fields import label

PAGE_SIZE = 20


def plan_card(context: Context, plan: Plan) -> PlanCard:
    """A plan in a list."""
    record = plan.record
    written = record.written.isoformat() if record.written else ""
    known = (("issuer", record.issuer), ("number", record.number), ("written", written))
    units: set[UnitKey] = set()
    tasks = 0
    for task in plan.tasks():
        tasks += 1
        units |= {named.unit for party in task.responsibility.parties for named in party.units}
    return PlanCard(
        title=record.title,
        address=address.plan(plan),
        region=region_link(context, plan.region),
        year=year_link(plan.year),
        facts=tuple(Fact(label=label(key), value=value) for key, value in known if value),
        tasks=tasks,
        units=len(units),
        incomplete=bool(record.incomplete),
    )


def plan_cards(context: Context, plans: Sequence[Plan]) -> tuple[PlanCard, ...]:
    """Plans in a list, in the order given."""
    return tuple(plan_card(context, plan) for plan in plans)


def entry_card(context: Context, document: Document) -> EntryCard:
    """A document in a list."""
    if document.slug not in context.cards:
        context.cards[document.slug] = _card(context, document)
    return context.cards[document.slug]


def _card(context: Context, document: Document) -> EntryCard:
    record = document.record
    day = record.published or record.written
    past = record.validity in (Validity.REPEALED, Validity.LAPSED, Validity.AMENDED)
    return EntryCard(
        title=record.title,
        address=address.document(document),
        date=day.isoformat() if day else "",
        number=record.number,
        issuer=record.issuer,
        column=context.lookup.columns[document.column].name,
        note=record.validity.value if past and record.validity else "",
    )


def listing(context: Context, documents: Sequence[Document], base: str, number: int) -> Listing:
    """Page `number` (from 1) of a list whose first page is at `base`."""
    start = (number - 1) * PAGE_SIZE
    return Listing(
        entries=tuple(
            entry_card(context, document) for document in documents[start : start + PAGE_SIZE]
        ),
        pager=pager(len(documents), base, number),
    )


def page_count(total: int, size: int = PAGE_SIZE) -> int:
    """Pages a list of `total` entries takes with `size` on each, at least one."""
    return max(1, -(-total // size))


def pager(total: int, base: str, number: int, size: int = PAGE_SIZE) -> Pager:
    """The way to the other pages of a list, from its page `number`."""
    pages = page_count(total, size)
    shown = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    return Pager(
        page=number,
        pages=pages,
        total=total,
        previous=_page_link(base, number - 1, "上一页") if number > 1 else None,
        following=_page_link(base, number + 1, "下一页") if number < pages else None,
        links=tuple(_page_link(base, each, str(each)) for each in shown),
    )


def _page_link(base: str, number: int, text: str) -> Link:
    return Link(text=text, address=address.list_page(base, number))


def further_pages(context: Context, documents: Sequence[Document], first: Page) -> Iterator[Sheet]:
    """Pages 2, 3, … of a list; `first` is the page that shows its first 20."""
    total = len(documents)
    shared = repr((first.address, first.title, first.trail, first.column, first.meta, total))
    digest = sha256(shared.encode()).hexdigest()
    for number in range(2, page_count(total) + 1):
        start = (number - 1) * PAGE_SIZE
        shown = [each.digest or _digest(each) for each in documents[start : start + PAGE_SIZE]]
        yield Sheet(
            address=address.list_page(first.address, number),
            kind="listing",
            key=f"{digest} {number} {''.join(shown)}".encode(),
            make=partial(_further_page, context, documents, first, number),
            source=first.source,
        )


def _further_page(
    context: Context, documents: Sequence[Document], first: Page, number: int
) -> Page:
    base = first.address
    back = Link(text=first.title, address=base)
    return Page(
        address=address.list_page(base, number),
        kind="listing",
        title=f"{first.title}（第{number}页）",
        view=ListingView(documents=listing(context, documents, base, number), back=back),
        trail=(*first.trail, back),
        column=first.column,
        meta=first.meta,
        source=first.source,
    )


def _digest(document: Document) -> str:
    """Equal for documents of which all but the body is equal; as Document.digest, where it is not
    known.
    """
    return sha256(repr(replace(document, body="")).encode()).hexdigest()
