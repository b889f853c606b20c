"""The search page as a citizen uses it: typing, results, filters, addresses, and odd input."""

import base64
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from search_samples import Truth
from search_sites import NoWasm, bigram_site, reference_texts, search_page

from building import ROOT
from gongkai.output.searching.text import SearchText
from gongkai.rendering.theme import load_theme
from gongkai.terms.fold import fold
from serving import serving

pytestmark = pytest.mark.browser

SCRIPTS = ROOT / "themes" / "standard" / "scripts" / "search"
BAD = {
    "nothing": "",
    "blanks": " \t　\n",
    "punctuation": "，。、！？“”《》…",
    "long": "公" * 10_000,
    "long words": "公开 " * 300,
    "html": '<img src=x onerror="alert(1)"><b>公开</b>',
    "quotes": '"\'`\\ ${1} "公开"',
    "emoji": "😀👨‍👩‍👧‍👦🇨🇳",
    "right to left": "\u202e\u2067公开\u2069 مرحبا",
    "words of scripts": "__proto__ constructor toString",
    "half a pair": "公\ud83d开",
    "address": "q=1&year=2021#x?%00%ff+",
}


FILTERS = "document.querySelector('[data-search-filters]')"


@pytest.fixture(scope="module")
def texts() -> dict[str, SearchText]:
    return {text.address: text for text in reference_texts()}


@pytest.fixture
def address(real_address: str) -> str:
    """The site to search on; what it finds with either engine is test_search_answers' matter."""
    return real_address


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with search_page(chromium, address) as opened:
        yield opened


def ask(page: Page, words: str, then: str | re.Pattern[str] = "条结果") -> None:
    """Type words, press Enter, and wait for what the status says."""
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(then)


def shown(page: Page) -> list[str]:
    """Addresses of the results on the page."""
    links = page.locator("[data-search-results] .gk-search__link")
    return [
        link.split("/portal/")[1] for link in links.evaluate_all("(all) => all.map((a) => a.href)")
    ]


@pytest.mark.parametrize("words", ["政务公开标准化", "公开", "財政局 預決算", "2021 义乌"])
def test_every_excerpt_is_literal_and_marked(
    words: str, page: Page, texts: dict[str, SearchText]
) -> None:
    ask(page, words)
    parts = set(map(fold, words.split()))
    for entry in page.locator("[data-search-results] > li").all():
        text = texts[str(entry.locator("a").first.evaluate("(a) => a.href")).split("/portal/")[1]]
        blocks = [text.title, *(block.text for block in text.blocks)]
        marks = "".join(fold(mark) for mark in entry.locator("mark").all_inner_texts())
        assert all(part in marks for part in parts)
        for excerpt in entry.locator("a").all_text_contents():
            assert any(excerpt in block for block in blocks)


def test_the_other_engine_on_the_same_page(chromium: Browser, tmp_path: Path) -> None:
    site = bigram_site(tmp_path)
    with serving(site, NoWasm) as home, search_page(chromium, home) as page:
        ask(page, "财政局 预决算")
        expect(page.get_by_role("link", name="任务（4）", exact=True)).to_be_visible()
        ask(page, "数管中心")
        expect(page.locator("[data-search-named] a").first).to_be_visible()


def test_count_and_more(page: Page, texts: dict[str, SearchText]) -> None:
    wanted = Truth(texts.values()).addresses("公开")
    ask(page, "公开", f"找到 {len(wanted)} 条结果。")
    for count in range(20, len(wanted) + 10, 10):
        page.get_by_role("button", name="显示更多").click()
        expect(page.locator("[data-search-results] > li")).to_have_count(min(count, len(wanted)))
    assert set(shown(page)) == wanted
    expect(page.get_by_role("button", name="显示更多")).to_be_hidden()


def test_facets_count_exactly_and_narrow(page: Page, texts: dict[str, SearchText]) -> None:
    ask(page, "财政局")
    wanted = [texts[address] for address in Truth(texts.values()).addresses("财政局")]
    kinds = Counter(text.filing.kind for text in wanted)
    for kind, count in kinds.items():
        expect(page.get_by_role("link", name=f"{kind}（{count}）", exact=True)).to_be_visible()
    units = Counter(unit for text in wanted for unit in text.filing.units)
    most, count = units.most_common(1)[0]
    expect(page.get_by_role("link", name=f"{most}（{count}）")).to_be_visible()
    page.get_by_role("link", name=f"任务（{kinds['任务']}）").click()
    expect(page.get_by_role("status")).to_have_text(f"找到 {kinds['任务']} 条结果。")
    expect(page.get_by_role("status")).to_be_focused()
    assert "kind=" in page.url
    years = Counter(text.filing.year for text in wanted if text.filing.kind == "任务")
    year, count = next(iter(years.items()))
    page.get_by_role("link", name=f"{year}（{count}）").click()
    expect(page.get_by_role("status")).to_have_text(f"找到 {count} 条结果。")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"找到 {kinds['任务']} 条结果。")
    page.reload()
    expect(page.get_by_role("status")).to_have_text(f"找到 {kinds['任务']} 条结果。")
    page.get_by_role("link", name="不限").click()
    expect(page.get_by_role("status")).to_have_text(f"找到 {len(wanted)} 条结果。")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_comes_to_the_filters_where_the_eye_does(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.reload()
    ask(page, "公开")
    filters = page.locator("[data-search-filters]")
    expect(filters).to_be_visible()
    expect(page.get_by_role("button", name="显示更多")).to_be_visible()
    results = page.locator("[data-search-results]")
    before = "(one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING"
    wide = width == 1280
    comes_later = results.evaluate(f"(one) => ({before})(one, {FILTERS}) > 0")
    assert comes_later == wide
    boxes = [each.bounding_box() for each in (results, filters)]
    assert boxes[0] and boxes[1]
    assert (boxes[1]["x"] >= boxes[0]["x"] + boxes[0]["width"]) == wide
    assert (boxes[1]["y"] < boxes[0]["y"]) == (not wide)


def test_order_by_date(page: Page, texts: dict[str, SearchText]) -> None:
    ask(page, "政务公开")
    expect(page.get_by_role("link", name="按日期")).to_be_visible()
    page.get_by_role("link", name="按日期").click()
    expect(page.get_by_role("link", name="按日期")).to_have_attribute("aria-current", "true")
    dates = [texts[address].filing.date for address in shown(page)]
    assert dates == sorted(dates, reverse=True)


def test_a_result_leads_down_to_its_task(page: Page) -> None:
    ask(page, "依法履行决策事项向社会公开征求意见程序")
    link = page.locator("[data-search-results] a.gk-search__excerpt").first
    link.click()
    page.wait_for_url("**/plans/yiwu-2021/**")
    anchor = page.evaluate("location.hash")
    assert anchor == "#task-1.1"
    box = page.locator("[id='task-1.1']").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800


@pytest.mark.parametrize(
    "words",
    [
        "义政办发〔2021〕24号",
        "义政办发[2021]第24 号",
        "義政辦發（２０２１）24號",
        "义政办发 2021 24",
    ],
)
def test_a_number_in_any_spelling_is_answered_above_the_list(words: str, page: Page) -> None:
    ask(page, words, re.compile("条结果|没有找到"))
    answer = page.locator("[data-search-named] a").first
    expect(answer).to_have_attribute("href", re.compile(r"/plans/yiwu-2021/$"))


def test_an_alias_leads_to_its_unit(page: Page) -> None:
    ask(page, "数管中心")
    answer = page.locator("[data-search-named] a").first
    expect(answer).to_have_attribute("href", re.compile(r"/units/yiwu/[a-z]+/$"))


def test_initials_lead_to_names(page: Page) -> None:
    ask(page, "zwgk", "拼音首字母")
    expect(page.locator("[data-search-named]")).to_contain_text("政务公开")


def test_a_query_on_the_way_is_not_a_step_back(page: Page) -> None:
    field = page.get_by_role("main").get_by_role("searchbox")
    for words in ("政", "政务", "政务公"):
        field.fill(words)
        page.wait_for_timeout(350)
    expect(page.get_by_role("status")).to_contain_text("条结果")
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "政务公"
    page.go_back()
    expect(field).to_have_value("")
    expect(page.get_by_role("status")).to_have_text("")


def test_letters_that_an_input_method_still_holds_are_not_searched(page: Page) -> None:
    field = page.get_by_role("main").get_by_role("searchbox")
    field.focus()
    keys = page.context.new_cdp_session(page)
    for letters in ("c", "ca", "caiz"):
        keys.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
        page.wait_for_timeout(350)
    expect(page.get_by_role("status")).to_have_text("")
    assert "q=" not in page.url
    keys.send("Input.insertText", {"text": "财政局"})
    expect(page.get_by_role("status")).to_contain_text("条结果")
    expect(field).to_have_value("财政局")


@pytest.mark.parametrize("words", BAD.values(), ids=BAD.keys())
def test_odd_input_does_no_harm(words: str, page: Page, texts: dict[str, SearchText]) -> None:
    page.evaluate("(q) => { document.querySelector('[data-search-field]').value = q; }", words)
    page.get_by_role("main").get_by_role("button", name="检索").click()
    expect(page.get_by_role("status")).not_to_have_text("正在检索……")
    expect(page.get_by_role("status")).not_to_contain_text("用不了")
    assert page.locator("[data-search-results] img, [data-search-results] b").count() == 0
    ask(page, "公开")
    assert len(shown(page)) == 10


def test_the_list_can_be_walked_by_keyboard(page: Page) -> None:
    ask(page, "财政局")
    page.get_by_role("main").get_by_role("searchbox").focus()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className"))
    assert {"gk-search__step", "gk-search__link", "gk-search__excerpt"} <= set(reached)


def test_what_pagefind_needs_first_is_on_its_way(chromium: Browser, address: str) -> None:
    """Loaded ahead under the very addresses it asks for: each once, and nothing in vain."""
    context = chromium.new_context()
    opened = context.new_page()
    asked: list[str] = []
    warned: list[str] = []
    opened.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    opened.on("console", lambda message: warned.append(message.text))
    opened.goto(f"{address}search/?q=公开")
    ask(opened, "政务公开")
    opened.wait_for_timeout(4000)  # Chromium warns of what it loaded in vain after 3 seconds
    entries = [name for name in asked if name.startswith("pagefind-entry.json")]
    assert entries == ["pagefind-entry.json?ts=0"]
    assert warned == []
    context.close()


def test_what_failed_to_load_is_tried_again(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.route("**/search/index/**", lambda route: route.fulfill(status=503, body=""))
    page.goto(f"{address}search/?q=公开")
    expect(page.get_by_role("status")).to_contain_text("用不了")
    page.unroute_all()
    ask(page, "公开")
    page.close()


@pytest.mark.parametrize("engine", ["pagefind", "bigram"])
def test_scripts_are_small(engine: str) -> None:
    """Under 30 kB as browsers load them; inflate.js is for old ones only."""
    script = f"search-{engine}.js"
    loaded = {asset.name: asset.content for asset in load_theme("standard", None).loaded}
    assert len(loaded[script]) < 30_000


@pytest.mark.parametrize("level", [0, 1, 6, 9])
@pytest.mark.parametrize(
    "data", [b"", b"a", b"abc" * 1000, bytes(range(256)) * 300, "政务公开".encode() * 5000], ids=len
)
def test_our_own_unpacking(data: bytes, level: int, chromium: Browser) -> None:
    page = chromium.new_page()
    page.add_script_tag(path=SCRIPTS / "inflate.js")
    packed = base64.b64encode(zlib.compress(data, level, wbits=31)).decode()
    unpacked = page.evaluate(
        "(words) => Array.from(gunzip(Uint8Array.from(atob(words), (c) => c.charCodeAt(0))))",
        packed,
    )
    page.close()
    assert bytes(unpacked) == data
