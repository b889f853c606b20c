"""The site map: every page of a portal, in a fixed order."""

from collections.abc import Iterator

from gongkai.model.document import Document
from gongkai.model.portal import ColumnKind, Portal
from gongkai.pages import address
from gongkai.pages.context import (
    Context,
    head_tags,
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
from gongkai.pages.page import ANYWHERE, HTML_KINDS, Page, Sheet, made
from gongkai.pages.plan_pages import downloads, plan_pages
from gongkai.pages.unit_pages import unit_pages
from gongkai.pages.views import DataView, NotFoundView, SearchView
from gongkai.pages.withdrawn_pages import withdrawn_pages
from gongkai.terms.fields import ALL


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
        meta=head_tags(context, column),
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
        meta=head_tags(context, column),
    )
