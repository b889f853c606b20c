"""The site map: every page of a portal, in a fixed order, and what all of them show around."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from gongkai.model.document import Document
from gongkai.model.portal import Column, ColumnKind, Portal
from gongkai.pages import address
from gongkai.pages.context import (
    Context,
    column_meta,
    make_context,
    plan_link,
    trail_above,
    ways_on,
)
from gongkai.pages.document_pages import column_pages, document_pages
from gongkai.pages.exports import feed_links, feeds, sitemap
from gongkai.pages.home import home_page
from gongkai.pages.index_pages import region_pages, year_pages
from gongkai.pages.number_pages import number_pages
from gongkai.pages.page import ANYWHERE, Page, Sheet, made
from gongkai.pages.parts import ColumnNode, Fact, SiteView
from gongkai.pages.plan_pages import downloads, plan_pages
from gongkai.pages.unit_pages import unit_pages
from gongkai.pages.views import DataView, NotFoundView, SearchView
from gongkai.pages.withdrawn_pages import withdrawn_pages
from gongkai.terms.fields import ALL, label

# Kinds that are pages for readers; the rest are files for programs.
HTML_KINDS = frozenset(
    {
        *("home", "plans", "plan", "task", "years", "year", "regions", "region", "units", "unit"),
        *("numbers", "column", "listing", "document", "search", "data", *ANYWHERE),
    }
)


def site_map(portal: Portal) -> Iterator[Page]:
    """Every page of the portal; the sitemap comes last because it lists the others."""
    return map(made, sheets(portal))


def sheets(portal: Portal, *, own: bool = True) -> Iterator[Page | Sheet]:
    """Every page of the portal, those of long lists not yet made, in the order of site_map.

    own: False leaves the documents' own pages out (document_page makes them one by one), so that
    outlines of the documents are enough.
    """
    context = make_context(portal)
    listed: list[tuple[str, str]] = []
    for page in _pages(context, own):
        if page.kind in HTML_KINDS - ANYWHERE:
            listed.append((page.address, _changed(page) if isinstance(page, Page) else ""))
        yield page
    if not own:
        listed += ((address.document(each), _day(each)) for each in portal.documents)
    yield from sitemap(context, sorted(listed))


def _pages(context: Context, own: bool) -> Iterator[Page | Sheet]:
    yield home_page(context)
    yield from plan_pages(context)
    yield from year_pages(context)
    yield from region_pages(context)
    yield from unit_pages(context)
    yield from number_pages(context)
    yield from column_pages(context)
    yield from document_pages(context, own=own)
    yield from _search_page(context)
    yield from _data_page(context)
    yield from feeds(context)
    yield from withdrawn_pages(context)
    yield Page(
        address=address.NOT_FOUND,
        kind="not_found",
        title="没有找到这个页面",
        view=NotFoundView(ways=ways_on(context)),
        trail=trail_above(context, None),
        meta=context.site_meta,
    )


def _changed(page: Page) -> str:
    """The day an article was published, for the sitemap; "" when it has none."""
    moment = next((meta.content for meta in page.meta if meta.name == "PubDate"), "")
    return moment[:10]


def _day(document: Document) -> str:
    """What _changed tells of a document's own page."""
    published = document.record.published
    return published.isoformat() if published else ""


def site_view(portal: Portal) -> SiteView:
    """What every page shows around its content."""
    known = (
        ("organizer", portal.organizer),
        ("contact", portal.contact),
        ("id_code", portal.id_code),
        ("icp", portal.icp),
        ("police", portal.police),
    )
    has_search = any(column.kind is ColumnKind.SEARCH for column in portal.all_columns())
    return SiteView(
        site_name=portal.site_name,
        statement=portal.statement,
        description=portal.description,
        tree=tuple(_node(column) for column in portal.columns),
        footer=tuple(Fact(label=label(key), value=value) for key, value in known if value),
        unknown=tuple(label(key) for key, value in known if not value),
        search_address=address.SEARCH if has_search else "",
        feed=address.FEED,
        root=urlsplit(portal.url).path if portal.url else "",
    )


def _node(column: Column) -> ColumnNode:
    return ColumnNode(
        key=column.key,
        name=column.name,
        address=address.column(column),
        columns=tuple(_node(below) for below in column.columns),
    )


def _search_page(context: Context) -> Iterator[Page]:
    column = context.column_of(ColumnKind.SEARCH)
    if column is None:
        return
    yield Page(
        address=address.SEARCH,
        kind="search",
        title=column.name,
        view=SearchView(
            engine=context.portal.search.engine.value,
            offline=context.portal.search.offline,
            ways=ways_on(context),
        ),
        trail=trail_above(context, column),
        column=column.key,
        description=column.description,
        meta=context.site_meta + column_meta(column),
    )


def _data_page(context: Context) -> Iterator[Page]:
    column = context.column_of(ColumnKind.DATA)
    if column is None:
        return
    plans = context.portal.plans
    yield Page(
        address=address.DATA,
        kind="data",
        title=column.name,
        view=DataView(
            plans=tuple((plan_link(plan), downloads(plan)) for plan in plans),
            dictionary=tuple((each.zh, each.en, each.label, each.meaning) for each in ALL),
            feeds=feed_links(context),
        ),
        trail=trail_above(context, column),
        column=column.key,
        description=column.description,
        meta=context.site_meta + column_meta(column),
    )
