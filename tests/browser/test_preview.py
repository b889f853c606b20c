"""A clerk who writes and looks: the page in the browser keeps up by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect

from previewing import NOTICE, Preview, previewing, rewrite, until

pytestmark = pytest.mark.browser

LINE = "本站是虚构的示例，用于测试。"
LONG = "\n\n".join(f"第{number}行。" for number in range(200))


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview of 示例市 that has built once."""
    with previewing(tmp_path) as preview:
        preview.hear("已生成")
        yield preview


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A browser page whose owner hears every complaint but of what is to fail or has ended."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        foreseen = "status of 50" in message.text or "ERR_CONNECTION_REFUSED" in message.text
        if message.type in ("error", "warning") and not foreseen:
            complaints.append(message.text)

    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints


def becomes(page: Page, expression: str) -> None:
    """Wait until something is true in a page that may be loading anew at any moment."""

    def holds() -> bool:
        try:
            return bool(page.evaluate(expression))
        except Error:
            return False

    until(lambda: holds() or None)


def listens(page: Page) -> None:
    """Wait until a page is connected, so that only a push can bring what comes next."""
    becomes(page, "window.LiveReload && window.LiveReload.connector.protocol === 7")


def text_of(preview: Preview) -> Path:
    """The file of the page that is looked at."""
    return preview.content / "pages" / "about.md"


def test_a_save_is_seen_without_a_hand(preview: Preview, page: Page) -> None:
    page.goto(preview.address + NOTICE)
    listens(page)
    rewrite(text_of(preview), LINE, "甲乙丙。")
    expect(page.get_by_role("main")).to_contain_text("甲乙丙。")
    listens(page)
    rewrite(text_of(preview), "甲乙丙。", "丁戊己。")
    expect(page.get_by_role("main")).to_contain_text("丁戊己。")


def test_the_reader_stays_where_he_was(preview: Preview, page: Page) -> None:
    rewrite(text_of(preview), LINE, f"甲乙丙。\n\n{LONG}\n\n末行。")
    preview.await_page(NOTICE, "末行。")
    page.goto(preview.address + NOTICE)
    listens(page)
    becomes(page, "window.scrollTo(0, 2345) || window.scrollY === 2345")
    rewrite(text_of(preview), "末行。", "真的末行。")
    expect(page.get_by_role("main")).to_contain_text("真的末行。")
    becomes(page, "window.scrollY === 2345")


def test_errors_come_and_go_and_the_place_is_kept(preview: Preview, page: Page) -> None:
    rewrite(text_of(preview), LINE, f"甲乙丙。\n\n{LONG}")
    preview.await_page(NOTICE, "甲乙丙。")
    page.goto(preview.address + NOTICE)
    listens(page)
    becomes(page, "window.scrollTo(0, 2345) || window.scrollY === 2345")
    portal = preview.content / "portal.yaml"
    rewrite(portal, "网站名称: ", "网站名称: [")
    expect(page.get_by_role("heading", level=1)).to_contain_text("处错误")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"content/portal\.yaml:\d+:\d+"))
    page.get_by_role("link", name="看上次生成的这一页").click()
    expect(page.get_by_role("status").first).to_contain_text("内容有错误")
    page.get_by_role("link", name="看错误").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("处错误")
    listens(page)
    rewrite(portal, "网站名称: [", "网站名称: ")
    expect(page.get_by_role("main")).to_contain_text("甲乙丙。")


def test_a_look_at_the_last_good_page_ends_when_all_is_mended(preview: Preview, page: Page) -> None:
    page.goto(preview.address + NOTICE)
    listens(page)
    portal = preview.content / "portal.yaml"
    rewrite(portal, "网站名称: ", "网站名称: [")
    page.get_by_role("link", name="看上次生成的这一页").click()
    expect(page.get_by_role("status").first).to_contain_text("内容有错误")
    listens(page)
    rewrite(portal, "网站名称: [", "网站名称: ")
    expect(page).to_have_url(preview.address + NOTICE)
    expect(page.get_by_role("main")).to_contain_text(LINE)
    listens(page)
    rewrite(portal, "网站名称: ", "网站名称: [")
    expect(page.get_by_role("heading", level=1)).to_contain_text("处错误")


def test_the_place_is_kept_through_errors(preview: Preview, page: Page) -> None:
    rewrite(text_of(preview), LINE, f"甲乙丙。\n\n{LONG}")
    preview.await_page(NOTICE, "甲乙丙。")
    page.goto(preview.address + NOTICE)
    listens(page)
    becomes(page, "window.scrollTo(0, 2345) || window.scrollY === 2345")
    portal = preview.content / "portal.yaml"
    rewrite(portal, "网站名称: ", "网站名称: [")
    expect(page.get_by_role("heading", level=1)).to_contain_text("处错误")
    listens(page)
    rewrite(portal, "网站名称: [", "网站名称: ")
    expect(page.get_by_role("main")).to_contain_text("甲乙丙。")
    becomes(page, "window.scrollY === 2345")


def test_a_page_opened_too_early_catches_up(tmp_path: Path, page: Page) -> None:
    with previewing(tmp_path, "--no-search") as preview:
        page.goto(preview.address + NOTICE)
        expect(page.get_by_role("main")).to_contain_text(LINE)
        page.goto("about:blank")


def test_a_page_catches_up_with_another_run(tmp_path: Path, page: Page) -> None:
    with previewing(tmp_path, "--no-search") as preview:
        preview.hear("已生成")
        port = str(preview.port)
        page.goto(preview.address + NOTICE)
        listens(page)
    rewrite(text_of(preview), LINE, "甲乙丙。")
    with previewing(tmp_path, "--no-search", "--port", port):
        expect(page.get_by_role("main")).to_contain_text("甲乙丙。")
        page.goto("about:blank")


def test_search_works_in_the_preview(preview: Preview, page: Page) -> None:
    preview.hear("检索索引已更新")
    page.goto(preview.address + "search/?q=第17号公告")
    expect(page.get_by_role("main")).to_contain_text("第17号公告")
