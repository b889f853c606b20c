"""Page templates: one for each kind, whole pages, and nothing that the strict policy forbids."""

import re

import pytest
from component_examples import STANDARD, THEME
from wellformed import html_faults, read_html

from gongkai.model.portal import ColumnKind, Portal
from gongkai.pages.around import site_view
from gongkai.pages.page import HTML_KINDS, Page
from gongkai.pages.site_map import site_map
from gongkai.rendering.render import Renderer
from make import make_column, make_document, make_plan, make_portal, make_record, make_redirect


def portal() -> Portal:
    """A portal that has a page of every kind."""
    kinds = (
        ("plans", ColumnKind.PLANS),
        ("years", ColumnKind.YEARS),
        ("regions", ColumnKind.REGIONS),
        ("units", ColumnKind.UNITS),
        ("numbers", ColumnKind.NUMBERS),
        ("search", ColumnKind.SEARCH),
        ("data", ColumnKind.DATA),
    )
    columns = tuple(make_column(key=key, name=kind.value, kind=kind) for key, kind in kinds)
    documents = tuple(
        make_document(slug=f"2025/tongzhi-{number}", record=make_record(title=f"通知{number}"))
        for number in range(1, 25)
    )
    return make_portal(
        columns=(*columns, make_column()),
        documents=documents,
        plans=(make_plan(),),
        redirects=(make_redirect(),),
        introduction="这里是**示例**。",
        statement="本网站是示例。",
    )


PORTAL = portal()
RENDERER = Renderer(THEME, site_view(PORTAL), THEME.options({}))
PAGES = {page.kind: page for page in site_map(PORTAL) if page.kind in HTML_KINDS}


def test_there_is_a_template_for_each_kind() -> None:
    names = {path.stem for path in (STANDARD / "pages").glob("*.html")}
    assert names == HTML_KINDS == set(PAGES)
    assert all(RENDERER.knows(kind) for kind in HTML_KINDS)
    assert not RENDERER.knows("feed")


@pytest.fixture(params=sorted(HTML_KINDS))
def page(request: pytest.FixtureRequest) -> Page:
    """The last page of each kind."""
    return PAGES[request.param]


def test_page_is_whole(page: Page) -> None:
    html = RENDERER.render(page)
    assert not list(html_faults(html))
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN"')
    names = read_html(html).names
    assert names["h1"] == names["main"] == names["header"] == names["footer"] == 1


def test_landmarks_stand_in_reading_order(page: Page) -> None:
    html = RENDERER.render(page)
    marks = ('class="gk-skip"', "<header", 'aria-label="栏目"', "<main", "<h1", "<footer")
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


def test_strict_policy_is_kept(page: Page) -> None:
    html = RENDERER.render(page)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<base|<iframe", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r'(?:src|action)="(?:https?:)?//', html)


def test_header_finds_search_and_tools(page: Page) -> None:
    html = RENDERER.render(page)
    assert re.search(r'<form class="gk-searchbox" role="search" action="[^"]*search/"', html) or (
        page.kind == "search" and 'action="./"' in html
    )
    assert 'data-reading="elder"' in html


def test_statement_stands_in_every_footer(page: Page) -> None:
    html = RENDERER.render(page)
    assert "本网站是示例。" in html[html.index("<footer") :]


def test_same_page_gives_same_bytes(page: Page) -> None:
    again = Renderer(THEME, site_view(PORTAL), THEME.options({}))
    assert RENDERER.render(page) == again.render(page)


def test_options_reach_the_page() -> None:
    options = THEME.options({"主色": "红", "公文字体": "黑体", "标识图片": "icon.svg"})
    html = Renderer(THEME, site_view(PORTAL), options).render(PAGES["home"])
    assert "gk-root--red" in html
    assert "gk-root--hei" in html
    assert "gk-header__emblem" in html
