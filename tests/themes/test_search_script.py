"""search.js: its words agree with the index, its excerpts with the text, whatever the query."""

import json
from collections.abc import Iterator

import pytest
from component_examples import STANDARD
from playwright.sync_api import Browser, Page, Route

from gongkai.output.search import spaced
from gongkai.terms.fold import fold, traditional_table

pytestmark = pytest.mark.browser

SITE = "http://portal.test/xxgk/"
WORDS = [
    "政务公开",
    "義政辦發〔2021〕24號",
    "义政办发[２０２１] 24 号",
    "“双随机、一公开”",
    "全麵 Ⅻ ½ ﬁ Straße İ",
    "互联网+政务服务",
    "𠮷野家 政务",
    '"; alert(1) <b>',
    "  　财政局　财政局  预决算\n",
    "。，、",
    "",
    "公" * 10_000,
]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page of a portal that has loaded search.js, and the table in `table`."""

    def answer(route: Route) -> None:
        if route.request.url.endswith("search.js"):
            route.fulfill(path=STANDARD / "scripts" / "search.js", content_type="text/javascript")
        else:
            body = '<!DOCTYPE html><meta charset="utf-8"><script src="assets/search.js"></script>'
            route.fulfill(body=body, content_type="text/html")

    page = chromium.new_page()
    page.route(f"{SITE}**", answer)
    page.goto(SITE)
    page.evaluate("(table) => { window.table = table; }", dict(traditional_table()))
    yield page
    page.close()


def expected_parts(query: str) -> list[str]:
    """Parts of a query as the index folds them, each once."""
    return list(dict.fromkeys(filter(None, map(fold, query.split()))))


@pytest.mark.parametrize("query", WORDS, ids=lambda query: ascii(query)[:20])
def test_query_is_folded_like_the_index(query: str, page: Page) -> None:
    phrases = [f'"{" ".join(part)}"' for part in expected_parts(query)]
    assert page.evaluate("(query) => toEngineQuery(query, table)", query) == phrases


def test_text_comes_back_from_the_index_as_it_was(page: Page) -> None:
    blocks = ["通知", "（一）深化 公开。2021 年", "a|b、c", "《办法》"]
    content = " ".join(spaced(block) for block in blocks)
    assert page.evaluate("(content) => blocksOf(content)", content) == blocks


def test_places_of_words(page: Page) -> None:
    text = "浙政办发〔2021〕28 号，政務公開"
    find = "([text, parts]) => placesOf(text, parts, table)"
    assert page.evaluate(find, [text, ["202128号"]]) == [[5, 14, "202128号"]]
    assert page.evaluate(find, [text, ["政务公开", "政"]]) == [
        [1, 2, "政"],
        [15, 19, "政务公开"],
        [15, 16, "政"],
    ]
    assert page.evaluate(find, [text, ["无"]]) == []


def shown(page: Page, blocks: list[str], parts: list[str]) -> str:
    """The HTML of the excerpt of a page with these blocks."""
    content = " ".join(spaced(block) for block in blocks)
    html = page.evaluate(
        """([content, parts]) => {
          const box = document.createElement("p");
          box.append(...excerptNodes(content, parts, table));
          return box.innerHTML;
        }""",
        [content, parts],
    )
    assert isinstance(html, str)
    return html


def test_excerpt_marks_the_words(page: Page) -> None:
    assert shown(page, ["标题", "加强政务公开，推进预决算公开。"], ["政务公开"]) == (
        "加强<mark>政务公开</mark>，推进预决算公开。"
    )


def test_excerpt_is_cut_around_the_words(page: Page) -> None:
    html = shown(page, ["标题", "前" * 100 + "公开" + "后" * 100], ["公开"])
    assert html == "……" + "前" * 30 + "<mark>公开</mark>" + "后" * 60 + "……"


def test_excerpt_prefers_the_text_with_most_parts(page: Page) -> None:
    html = shown(page, ["财政公开", "财政", "预算", "财政和预算"], ["财政", "预算"])
    assert html == "<mark>财政</mark>和<mark>预算</mark>"


def test_excerpt_falls_back_on_the_title(page: Page) -> None:
    assert shown(page, ["政务公开", "其他"], ["政务公开"]) == "<mark>政务公开</mark>"


def test_excerpt_runs_nothing(page: Page) -> None:
    assert "<img" not in shown(page, ["a", "<img src=x onerror=alert(1)>"], ["img"])


def test_the_script_names_no_dangerous_way() -> None:
    for script in (STANDARD / "scripts").glob("*.js"):
        source = script.read_text("utf-8")
        for word in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "document.write",
            "Function(",
        ):
            assert word not in source, f"{script.name}: {word}"
        assert "http" not in source.replace("location.href", "")


def test_the_table_is_plain_json() -> None:
    assert json.loads(json.dumps(dict(traditional_table()))) == dict(traditional_table())
