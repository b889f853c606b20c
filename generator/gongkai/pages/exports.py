"""Files for programs and readers' tools: plan downloads, Atom feeds, sitemap, attached files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from gongkai.findings.lookup import UnitKey
from gongkai.model.document import Document
from gongkai.model.plan import Plan
from gongkai.model.portal import Column, ColumnKind
from gongkai.model.record import Attachment, Record
from gongkai.pages import address
from gongkai.pages.context import Context
from gongkai.pages.page import Link, Page

FEED_SIZE = 20
SITEMAP_SIZE = 50_000  # addresses one sitemap file may hold (sitemaps.org protocol)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanExport:
    """A plan to be written as a download, with the names of its units and region."""

    plan: Plan
    region: str
    unit_names: tuple[tuple[UnitKey, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed. updated: RFC 3339 moment."""

    title: str
    address: str
    updated: str
    author: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """An Atom feed (RFC 4287). updated: moment of its newest entry, or "" when empty."""

    title: str
    root: str  # address of the portal's root, or "" when not known
    address: str
    page: str  # address of the page it belongs to
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView:
    """Addresses of one sitemap file (sitemaps.org), with their last change or ""."""

    root: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapIndexView:
    """The sitemap files of a portal of more than 50,000 pages."""

    root: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file of the content folder that is published as it is."""

    path: str


def plan_exports(context: Context, plan: Plan) -> Iterator[Page]:
    """The downloads of a plan and its attached files."""
    parties = [party for task in plan.tasks() for party in task.responsibility.parties]
    parties += [rule.party for rule in plan.rules]
    named = {unit.unit for party in parties for unit in party.units}
    view = PlanExport(
        plan=plan,
        region=context.lookup.region(plan.region).name,
        unit_names=tuple((key, context.lookup.unit(key).name) for key in sorted(named)),
    )
    for kind, ending in (("plan-markdown", "md"), ("plan-yaml", "yaml"), ("plan-json", "json")):
        yield Page(
            address=address.plan_file(plan, ending),
            kind=kind,
            title=plan.record.title,
            view=view,
            source=plan.place,
        )
    yield from attached_files(address.plan(plan), plan.attachments)


def attached_files(owner: str, attachments: tuple[Attachment, ...]) -> Iterator[Page]:
    """The attached files of the page at address `owner`."""
    for attachment in attachments:
        if attachment.file:
            yield Page(
                address=address.attachment(owner, attachment.file),
                kind="file",
                title=attachment.title,
                view=FileView(path=attachment.file),
                source=attachment.place,
            )


def feeds(context: Context) -> Iterator[Page]:
    """The feed of the whole portal and one for each column of documents."""
    portal = context.portal
    plans = [_feed_entry(address.plan(plan), plan.record) for plan in portal.plans]
    everything = [*plans, *_newest(portal.documents)]
    yield _feed(context, portal.site_name, address.FEED, address.HOME, everything)
    for column in portal.all_columns():
        if column.kind is ColumnKind.DOCUMENTS:
            entries = list(_newest(documents_in(context, column)))
            title = f"{portal.site_name} {column.name}"
            page = address.column(column)
            yield _feed(context, title, address.column_feed(column), page, entries)


def feed_links(context: Context) -> tuple[Link, ...]:
    """Links to every feed of the portal."""
    columns = context.portal.all_columns()
    of_columns = (
        Link(text=column.name, address=address.column_feed(column))
        for column in columns
        if column.kind is ColumnKind.DOCUMENTS
    )
    return (Link(text="全站", address=address.FEED), *of_columns)


def documents_in(context: Context, column: Column) -> tuple[Document, ...]:
    """Documents of a column and of the columns below it, newest first."""
    filed = context.lookup.filed
    keys = {below.key for below in column.walk() if below.key in filed}
    if len(keys) == 1:
        return filed[keys.pop()]
    return tuple(each for each in context.portal.documents if each.column in keys)


def _newest(documents: Iterable[Document]) -> Iterator[FeedEntry | None]:
    """Entries of as many dated documents as a feed holds; they come newest first."""
    dated = (each for each in documents if each.record.published or each.record.written)
    for document in islice(dated, FEED_SIZE):
        yield _feed_entry(address.document(document), document.record)


def _feed_entry(where: str, record: Record) -> FeedEntry | None:
    """None for a paper without any date: a feed must say when, and we do not invent it."""
    day = record.published or record.written
    if day is None:
        return None
    return FeedEntry(
        title=record.title,
        address=where,
        updated=f"{day.isoformat()}T{record.published_time or '00:00'}:00+08:00",
        author=record.issuer or record.source,
        summary=record.number,
    )


def _feed(
    context: Context, title: str, own: str, page: str, entries: list[FeedEntry | None]
) -> Page:
    dated = sorted(
        (entry for entry in entries if entry), key=lambda each: each.updated, reverse=True
    )[:FEED_SIZE]
    return Page(
        address=own,
        kind="feed",
        title=title,
        view=FeedView(
            title=title,
            root=context.portal.url,
            address=own,
            page=page,
            updated=dated[0].updated if dated else "",
            entries=tuple(dated),
        ),
    )


def sitemap(context: Context, pages: list[tuple[str, str]]) -> Iterator[Page]:
    """The sitemap of the pages (address, last change or ""); none when the 网址 is not known.

    The protocol asks for whole addresses, so a portal that does not say its 网址 has no sitemap.
    """
    root = context.portal.url
    if not root:
        return
    if len(pages) <= SITEMAP_SIZE:
        yield _sitemap_file(address.SITEMAP, root, pages)
        return
    names = []
    for number, start in enumerate(range(0, len(pages), SITEMAP_SIZE), 1):
        names.append(f"sitemap-{number}.xml")
        yield _sitemap_file(names[-1], root, pages[start : start + SITEMAP_SIZE])
    view = SitemapIndexView(root=root, files=tuple(names))
    yield Page(address=address.SITEMAP, kind="sitemap-index", title="sitemap", view=view)


def _sitemap_file(name: str, root: str, pages: list[tuple[str, str]]) -> Page:
    view = SitemapView(root=root, entries=tuple(pages))
    return Page(address=name, kind="sitemap", title="sitemap", view=view)
