"""Nobody needs a mouse: the skip link, the menu on narrow screens, the reading tools."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from watching import Visitor

pytestmark = pytest.mark.browser

Visitors = Callable[..., Visitor]


def test_the_skip_link_is_first_and_leads_to_the_text(
    visitor: Visitors, shilishi_address: str
) -> None:
    page = visitor(shilishi_address).go("plans/shilishi-2025/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_menu_opens_on_a_phone(script: bool, visitor: Visitors, shilishi_address: str) -> None:
    someone = visitor(shilishi_address, width=360, script=script)
    page = someone.go()
    menu = page.get_by_role("navigation", name="栏目")
    expect(menu).to_be_hidden()
    page.locator("summary", has_text="栏目").press("Enter")
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="按年度").press("Enter")
    assert someone.place == "years/"


def test_the_menu_stands_open_on_a_wide_screen(visitor: Visitors, shilishi_address: str) -> None:
    page = visitor(shilishi_address).go()
    expect(page.get_by_role("navigation", name="栏目")).to_be_visible()


def test_larger_type_stays_larger_on_the_next_page(
    visitor: Visitors, shilishi_address: str
) -> None:
    someone = visitor(shilishi_address)
    page = someone.go()
    size = "parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
    before = page.evaluate(size)
    page.get_by_role("button", name="大字").press("Enter")
    assert page.evaluate(size) > before
    page = someone.go("years/")
    assert page.evaluate(size) > before
    page.get_by_role("button", name="大字").press("Enter")
    assert page.evaluate(size) == before


def test_no_focus_is_ever_lost(visitor: Visitors, shilishi_address: str) -> None:
    page = visitor(shilishi_address).go()
    count = page.locator("a[href], button:visible, input, summary:visible").count()
    seen = set()
    for _ in range(count):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                """() => {
                  const box = document.activeElement.getBoundingClientRect();
                  return document.activeElement.outerHTML + (box.width * box.height > 0);
                }"""
            )
        )
    assert all(element.endswith("true") for element in seen if "<body" not in element)
    assert len(seen) > count // 2


def test_a_page_prints_its_text_and_no_menu(visitor: Visitors, shilishi_address: str) -> None:
    page = visitor(shilishi_address).go("plans/shilishi-2025/")
    page.emulate_media(media="print")
    expect(page.get_by_role("main")).to_be_visible()
    expect(page.locator(".gk-tree")).to_be_hidden()
    expect(page.get_by_role("search")).to_be_hidden()


def test_reading_modes_are_switched_off_again_without_storage(
    visitor: Visitors, real_address: str
) -> None:
    someone = visitor(real_address)
    someone.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
    )
    page = someone.go()
    for name in ("大字", "长者模式"):
        button = page.get_by_role("button", name=name)
        for pressed in ("true", "false"):
            button.click()
            expect(button).to_have_attribute("aria-pressed", pressed)
