"""The site map: no address twice, all ASCII, every list complete, a sitemap by the protocol."""

import re
from collections import Counter
from datetime import date

import pytest

from gongkai.model.portal import Column, ColumnKind, Portal
from gongkai.pages import exports
from gongkai.pages.address import file_of
from gongkai.pages.around import site_view
from gongkai.pages.page import HTML_KINDS
from gongkai.pages.site_map import site_map
from make import make_column, make_document, make_portal, make_record, make_redirect

UNLISTED = {"404.html", "withdrawn/plans/gone/"}


def columns() -> tuple[Column, ...]:
    kinds = [kind for kind in ColumnKind if kind is not ColumnKind.DOCUMENTS]
    others = tuple(make_column(key=kind.name.lower(), name=kind.value, kind=kind) for kind in kinds)
    return (make_column(columns=(make_column(key="below", name="下级"),)), *others)


def portal() -> Portal:
    papers = tuple(
        make_document(
            slug=f"a/d{number}",
            column="below" if number % 2 else "tongzhi",
            units=(("shilishi", "caizhengju"),),
            record=make_record(written=date(2024, 1, 1 + number % 28)),
        )
        for number in range(45)
    )
    return make_portal(
        columns=columns(),
        documents=papers,
        redirects=(make_redirect(),),
        url="https://shili.example/p/",
    )


def test_addresses_are_ascii_lower_case_and_unique() -> None:
    addresses = [page.address for page in site_map(portal())]
    assert [each for each, count in Counter(addresses).items() if count > 1] == []
    assert [each for each in addresses if not re.fullmatch(r"[a-z0-9./-]*", each)] == []
    assert all(not each.startswith("/") for each in addresses)


def test_every_kind_of_page_exists_and_every_column_has_its_page() -> None:
    pages = list(site_map(portal()))
    assert {page.kind for page in pages} >= HTML_KINDS
    of_columns = Counter(page.column for page in pages if page.address != "search/")
    assert set(of_columns) >= {"tongzhi", "below", "plans", "years", "page", "group"}


def test_a_column_shows_the_documents_of_the_columns_below_it() -> None:
    pages = {page.address: page for page in site_map(portal())}
    assert pages["columns/tongzhi/"].view.documents.pager.total == 45  # type: ignore[attr-defined]
    assert pages["columns/below/"].view.documents.pager.total == 22  # type: ignore[attr-defined]
    assert "columns/tongzhi/page-3/" in pages
    assert "units/shilishi/caizhengju/page-3/" in pages
    assert "years/2024/page-3/" in pages
    assert "documents/page-3/" in pages


def test_the_sitemap_lists_every_page_for_readers_but_404() -> None:
    pages = list(site_map(portal()))
    view = pages[-1].view
    assert isinstance(view, exports.SitemapView)
    html = {page.address for page in pages if page.kind in HTML_KINDS}
    assert {address for address, _ in view.entries} == html - UNLISTED


def test_a_portal_without_an_address_has_no_sitemap() -> None:
    kinds = {page.kind for page in site_map(make_portal())}
    assert "sitemap" not in kinds


def test_a_large_sitemap_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "SITEMAP_SIZE", 40)
    pages = {page.address: page for page in site_map(portal())}
    index = pages["sitemap.xml"].view
    assert isinstance(index, exports.SitemapIndexView)
    assert set(index.files) <= set(pages)
    views = [pages[name].view for name in index.files]
    listed = [view for view in views if isinstance(view, exports.SitemapView)]
    assert all(len(view.entries) <= 40 for view in listed)
    html = {page.address for page in pages.values() if page.kind in HTML_KINDS}
    entries = [address for view in listed for address, _ in view.entries]
    assert sorted(entries) == sorted(html - UNLISTED)


def test_unknown_footer_facts_are_said_to_be_unknown() -> None:
    view = site_view(make_portal(organizer="示例市人民政府办公室"))
    assert [fact.value for fact in view.footer] == ["示例市人民政府办公室"]
    assert "网站标识码" in view.unknown


@pytest.mark.parametrize(
    ("address", "file"),
    [("", "index.html"), ("plans/a/", "plans/a/index.html"), ("feed.xml", "feed.xml")],
)
def test_file_of(address: str, file: str) -> None:
    assert file_of(address) == file
