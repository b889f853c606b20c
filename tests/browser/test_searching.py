"""A citizen searches the reference portal: words, numbers, spellings, and what cannot be found."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from watching import Visitor

pytestmark = pytest.mark.browser

Visitors = Callable[..., Visitor]


def searched(page: Page, words: str) -> list[str]:
    """Addresses of the results that the search page shows for the words."""
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(("条结果", "没有找到")[words == "量子纠缠"])
    links = page.locator("[data-search-results] a").all()
    addresses = [(link.get_attribute("href") or "").partition("#")[0] for link in links]
    return list(dict.fromkeys(addresses))


def test_from_the_header_of_any_page(visitor: Visitors, real_address: str) -> None:
    someone = visitor(real_address)
    page = someone.go("plans/yiwu-2021/")
    field = page.get_by_role("banner").get_by_role("searchbox")
    field.fill("政府信息公开")
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.get_by_role("status")).to_contain_text("条结果")
    result = page.locator("[data-search-results] > li").first
    expect(result.locator("mark").first).to_have_text("政府信息公开")
    result.get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text("政府信息公开")


@pytest.mark.parametrize(
    "words",
    [
        "义政办发〔2021〕24号",
        "义政办发[2021]24号",
        "義政辦發〔2021〕24號",
        "义政办发〔２０２１〕 24 号",
    ],
)
def test_a_document_number_leads_to_its_paper(
    words: str, visitor: Visitors, real_address: str
) -> None:
    page = visitor(real_address).go("search/")
    found = searched(page, words)
    assert any("/plans/yiwu-2021/" in address for address in found)


def test_every_result_holds_every_word(visitor: Visitors, real_address: str) -> None:
    page = visitor(real_address).go("search/")
    found = searched(page, "财政局 预决算")
    assert found
    for address in found[:5]:
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text("预决算")


def test_what_is_nowhere_is_said_to_be_nowhere(visitor: Visitors, real_address: str) -> None:
    page = visitor(real_address).go("search/")
    assert searched(page, "量子纠缠") == []


def test_the_address_of_a_search_can_be_sent_on(visitor: Visitors, real_address: str) -> None:
    page = visitor(real_address).go("search/?q=政务新媒体")
    expect(page.get_by_role("status")).to_contain_text("条结果")
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("政务新媒体")


def test_going_back_brings_the_search_back(visitor: Visitors, real_address: str) -> None:
    page = visitor(real_address).go("search/")
    searched(page, "政务新媒体")
    page.locator("[data-search-results] a").first.click()
    page.wait_for_url("**/plans/**")
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("条结果")


def test_without_script_there_are_other_ways(visitor: Visitors, real_address: str) -> None:
    someone = visitor(real_address, script=False)
    page = someone.go()
    page.get_by_role("banner").get_by_role("searchbox").fill("财政局")
    page.get_by_role("banner").get_by_role("button", name="检索").click()
    assert someone.place.startswith("search/?q=")
    expect(page.get_by_role("main")).to_contain_text("从目录查找")
    page.get_by_role("main").get_by_role("link", name="责任单位").first.click()
    assert someone.place == "units/"


def test_paper_shows_what_was_found_and_nothing_to_click(
    visitor: Visitors, real_address: str
) -> None:
    page = visitor(real_address).go("search/?q=公开")
    more = page.get_by_role("button", name="显示更多")
    expect(more).to_be_visible()
    expect(page.get_by_role("link", name="按日期")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("[data-search-results] mark").first).to_be_visible()
    expect(page.get_by_role("main").get_by_role("searchbox")).to_be_hidden()
    expect(page.locator("[data-search-filters]")).to_be_hidden()
    expect(page.get_by_text("从目录查找", exact=True)).to_be_hidden()
    expect(more).to_be_hidden()
