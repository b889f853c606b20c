"""A citizen in the reference portal: from home to a task and back, with script and without."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from kinds import KINDS
from watching import Visitor

pytestmark = pytest.mark.browser

Visitors = Callable[..., Visitor]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_home_to_a_task_and_back(script: bool, visitor: Visitors, real_address: str) -> None:
    someone = visitor(real_address, script=script)
    page = someone.go()
    home_title = page.title()
    page.get_by_role("navigation").get_by_role("link", name="按责任单位").first.click()
    assert someone.place == "units/"
    page.locator('main a[href*="yiwu/caizhengju/"]').first.click()
    assert someone.place == "units/yiwu/caizhengju/"
    expect(page.get_by_role("heading", level=1)).to_contain_text("财政局")
    page.locator('main a[href*="plans/yiwu-"]', has_text=re.compile(r"^\s*\d")).first.click()
    assert re.fullmatch(r"plans/yiwu-\d{4}/[\d.]+/", someone.place)
    expect(page.get_by_role("main")).to_contain_text("财政局")
    page.locator('main a[href*="#"], nav a[href="../"]').first.click()
    assert re.match(r"plans/yiwu-\d{4}/", someone.place)
    page.get_by_role("banner").get_by_role("link").first.click()
    assert someone.place == ""
    assert page.title() == home_title


def test_a_wrong_address_shows_ways_on(visitor: Visitors, shilishi_address: str) -> None:
    someone = visitor(shilishi_address)
    someone.expected.add("no/such/page/")
    page = someone.go("no/such/page/")
    expect(page.get_by_role("main")).to_contain_text("没有页面")
    page.get_by_role("main").get_by_role("link").first.click()
    assert "no/such" not in someone.place


@pytest.mark.parametrize("kind", KINDS)
def test_no_sideways_scrolling_on_a_phone(
    kind: str, visitor: Visitors, shilishi_address: str
) -> None:
    page = visitor(shilishi_address, width=360).go(KINDS[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("where", ["", "plans/weifang-2017/", "units/", "data/"])
def test_no_sideways_scrolling_on_long_pages(
    where: str, visitor: Visitors, real_address: str
) -> None:
    page = visitor(real_address, width=360).go(where)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
