"""What a citizen sees of a search when files of the index do not arrive, and how it goes on."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from building import ROOT, run_gongkai
from serving import POLICY, PortalHandler, serving

pytestmark = pytest.mark.browser

FAILED = "检索暂时用不了"
FAILURES = {
    "no answer": lambda route: route.abort(),
    "503": lambda route: route.fulfill(status=503, body=""),
    "404": lambda route: route.fulfill(status=404, body="<p>没有找到"),
    "another page": lambda route: route.fulfill(status=200, body="<p>请先登录无线网络"),
}
BY_PAGEFIND = ["index/*.pf_index", "*.pf_meta", "pagefind-entry.json*", "wasm.*", "pagefind.js*"]


class NoWasm(PortalHandler):
    """Serves under the policy without WASM, which only Pagefind needs."""

    policy = POLICY.replace(" 'wasm-unsafe-eval'", "")


@pytest.fixture(scope="module")
def bigram_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference portal, searched by bigrams, to be built again by those who change it."""
    folder = tmp_path_factory.mktemp("bigram")
    shutil.copytree(ROOT / "content", folder / "content")
    with (folder / "content" / "portal.yaml").open("a", encoding="utf-8") as file:
        file.write("\n检索:\n  引擎: bigram\n")
    assert run_gongkai("build", folder=folder).returncode == 0
    return folder


@pytest.fixture(params=["pagefind", "bigram"])
def address(
    request: pytest.FixtureRequest, real_address: str, bigram_folder: Path
) -> Iterator[str]:
    """The reference portal with either engine."""
    if request.param == "pagefind":
        yield real_address
    else:
        with serving(bigram_folder / "site", NoWasm) as home:
            yield home


@contextmanager
def opened(chromium: Browser, address: str) -> Iterator[Page]:
    """The search page, with nothing kept from before; no script of ours may break on it."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{address}search/")
    yield page
    context.close()
    ours = [each for each in broken if not each.startswith("Failed to load")]  # Pagefind's own
    assert not ours, ours


def ask(page: Page, words: str, then: str | re.Pattern[str] = "条结果") -> None:
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(then)


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("files", BY_PAGEFIND)
def test_what_pagefind_could_not_load_is_not_said_to_be_nowhere(
    files: str, failure: str, chromium: Browser, real_address: str
) -> None:
    with opened(chromium, "about:blank#") as page:
        page.route(f"**/search/index/pagefind/{files}", FAILURES[failure])
        page.goto(f"{real_address}search/")
        ask(page, "财政局 公开", FAILED)
        ask(page, "财政局", FAILED)
        page.unroute_all()
        ask(page, "财政局 公开")
        expect(page.locator("[data-search-results] mark").first).to_be_visible()


def test_a_search_offline_fails_and_works_again_online(chromium: Browser, address: str) -> None:
    with opened(chromium, address) as page:
        ask(page, "财政局")
        page.context.set_offline(True)
        ask(page, "量子纠缠", FAILED)
        page.context.set_offline(False)
        ask(page, "量子纠缠", "没有找到写着")
        ask(page, "政务新媒体")


@pytest.mark.parametrize(("files", "said"), [("filing", "筛选没有载入"), ("names", "名称没有载入")])
def test_results_stay_when_what_stands_beside_them_does_not_load(
    files: str, said: str, chromium: Browser, address: str
) -> None:
    with opened(chromium, address) as page:
        page.route(f"**/search/index/{files}/**", FAILURES["503"])
        ask(page, "财政局", re.compile(f"条结果.*{said}"))
        expect(page.locator("[data-search-results] > li")).to_have_count(10)
        page.unroute_all()
        ask(page, "财政局")
        expect(page.get_by_role("status")).not_to_contain_text("没有载入")
        expect(page.get_by_role("link", name=re.compile("^任务（"))).to_be_visible()


def test_more_can_be_asked_for_again(chromium: Browser, address: str) -> None:
    with opened(chromium, address) as page:
        ask(page, "公开")
        expect(page.locator("[data-search-results] > li")).to_have_count(10)
        page.route("**/search/index/texts/**", FAILURES["503"])
        more = page.get_by_role("button", name="显示更多")
        more.click()
        expect(page.get_by_role("status")).to_contain_text("更多结果没有载入")
        expect(page.locator("[data-search-results] > li")).to_have_count(10)
        page.unroute_all()
        more.click()
        expect(page.locator("[data-search-results] > li")).to_have_count(20)
        expect(page.get_by_role("status")).not_to_contain_text("没有载入")
        links = page.locator("[data-search-results] .gk-search__link")
        found = links.evaluate_all("(all) => all.map((link) => link.href)")
        assert len(set(found)) == 20


def test_texts_that_fail_after_the_first_results_take_none_away(
    chromium: Browser, address: str
) -> None:
    loaded: list[str] = []

    def first_ones(route: Route) -> None:
        loaded.append(route.request.url)
        if len(loaded) > 5:
            route.abort()
        else:
            route.continue_()

    with opened(chromium, address) as page:
        page.route("**/search/index/texts/**", first_ones)
        ask(page, "公开", "更多结果没有载入")
        expect(page.locator("[data-search-results] > li")).to_have_count(5)
        page.unroute_all()
        page.get_by_role("button", name="显示更多").click()
        expect(page.locator("[data-search-results] > li")).to_have_count(15)


@pytest.mark.parametrize("engine", ["pagefind", "bigram"])
def test_a_page_opened_before_a_republish_goes_on_with_the_new_index(
    engine: str, chromium: Browser, bigram_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "portal"
    shutil.copytree(bigram_folder, folder)
    if engine == "pagefind":
        shutil.copy(ROOT / "content" / "portal.yaml", folder / "content")
        assert run_gongkai("build", folder=folder).returncode == 0
    with serving(folder / "site") as home, opened(chromium, home) as page:
        ask(page, "财政局")
        for source in (folder / "content" / "plans").glob("yiwu-2021.*"):
            text = source.read_text("utf-8")
            source.write_text(text.replace("政务新媒体", "政务新型媒体"), "utf-8")
        assert run_gongkai("build", folder=folder).returncode == 0
        ask(page, "政务新型媒体")
        expect(page.locator("[data-search-results] mark").first).to_have_text("政务新型媒体")


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("q=不存在的词语甲乙&year=2017", "可以少写几个字"),
        ("q=czj&year=2017", "下面是名称或拼音首字母相符的"),
        ("q=依法履行决策事项向社会公开征求意见程序&year=2017", "可以取消筛选"),
    ],
)
def test_the_advice_is_one_that_helps(
    query: str, advice: str, chromium: Browser, address: str
) -> None:
    with opened(chromium, address) as page:
        page.goto(f"{address}search/?{query}")
        expect(page.get_by_role("status")).to_contain_text(advice)
        told = page.get_by_role("status").inner_text()
        assert ("取消筛选" in told) == ("取消筛选" in advice)


def test_initials_lead_to_each_page_once(chromium: Browser, address: str) -> None:
    with opened(chromium, address) as page:
        ask(page, "czj", "拼音首字母")
        links = page.locator("[data-search-named] a")
        found = links.evaluate_all("(all) => all.map((link) => link.href)")
        assert len(set(found)) == len(found) > 1


@pytest.mark.parametrize(
    ("words", "results"), [("公开", 40), ("政务公开", 20), ("财政局 公开", 10)]
)
def test_no_excerpt_is_cut_within_a_mark(
    words: str, results: int, chromium: Browser, address: str
) -> None:
    halved = """(parts) => [...document.querySelectorAll("[data-search-results] mark")]
      .map((mark) => mark.textContent).filter((text) => !parts.includes(text))"""
    with opened(chromium, address) as page:
        ask(page, words)
        for count in range(20, results + 1, 10):
            page.get_by_role("button", name="显示更多").click()
            expect(page.locator("[data-search-results] > li")).to_have_count(count)
        assert page.evaluate(halved, words.split()) == []
