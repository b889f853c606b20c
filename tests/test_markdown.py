"""The Markdown dialect: what it renders, what it doubts, and that no text vanishes in silence."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.codes import CODES
from gongkai.markdown import TEXT_LIMIT, doubts, render
from gongkai.markdown_full import parse
from gongkai.markdown_rules import NESTING_LIMIT

CASES = Path(__file__).parent / "cases" / "reader"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a case table."""
    found = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("case", rows("render"), ids=lambda case: str(case["name"]))
def test_render(case: dict[str, Any]) -> None:
    html = render(case["text"])
    if "html" in case:
        assert html == case["html"]
    if "tags" in case:
        assert re.findall(r"<(h\d) ", html) == case["tags"]


@pytest.mark.parametrize("case", rows("markdown"), ids=lambda case: str(case["name"]))
def test_doubts(case: dict[str, Any]) -> None:
    found = [f"{each.line} {each.code} {each.words}" for each in doubts(case["text"])]
    assert found == case["doubts"]


def test_a_lost_cell_has_its_column() -> None:
    text = "> | 甲 |\n> |-|\n> | 1 |  2 | 3\n"
    assert [(each.line, each.column, each.words) for each in doubts(text)] == [(3, 10, "2 | 3")]


def test_every_doubt_is_explained() -> None:
    source = (Path(__file__).parents[1] / "generator/gongkai/markdown.py").read_text("utf-8")
    codes = set(re.findall(r'"(markdown-[a-z]+)"', source))
    assert codes <= CODES.keys()
    assert codes == {code for code in CODES if code.startswith("markdown-")}


def test_heading_ids_are_unique_and_depend_on_their_words_only() -> None:
    ids = re.findall(r'id="([^"]+)"', render("# 甲\n\n# 乙\n\n# 甲\n"))
    assert len(set(ids)) == 3
    assert all(each.isascii() for each in ids)
    later = re.findall(r'id="([^"]+)"', render("# 新\n\n# 甲\n\n# 乙\n\n# 甲\n"))
    assert later[1:] == ids


@pytest.mark.parametrize("mark", [">", "- ", "> - "])
@pytest.mark.parametrize("levels", [1, 20, 45, 60, 101, 300])
def test_deep_text_is_printed_or_doubted(mark: str, levels: int) -> None:
    text = mark * levels + "末尾\n"
    codes = {each.code for each in doubts(text)}
    assert "末尾" in render(text) or "markdown-nesting" in codes


def test_nesting_on_lines_of_their_own_is_printed_or_doubted() -> None:
    for levels in (10, 45, 60, NESTING_LIMIT):
        text = "".join(f"{'  ' * level}- 第{level}层\n" for level in range(levels))
        html = render(text)
        lost = any(f"第{level}层" not in html for level in range(levels))
        assert lost <= bool(doubts(text))


@pytest.mark.parametrize(
    "text",
    [
        "甲" * (TEXT_LIMIT + 1),
        "[" * 20_000,
    ],
    ids=["long", "brackets"],
)
def test_texts_that_would_take_all_time_or_memory_are_named(text: str) -> None:
    assert [each.code for each in doubts(text)] == ["markdown-size"]


def test_a_large_honest_text_is_not_doubted() -> None:
    assert doubts("第一条　为了规范政府信息公开工作，制定本办法。\n\n" * 4_000) == ()


@given(st.text("甲乙，。“”ab \n*_`#>-|[](){}<>!&\\1.:/\"'", max_size=60))
def test_rendering_is_a_function_and_escapes(text: str) -> None:
    html = render(text)
    assert render(text) == html
    assert "style=" not in re.sub(r">[^<]*<", "><", html)
    assert all(token.tag != "h1" for token in parse(text))


@given(st.lists(st.text("甲乙丙丁戊己，。", min_size=1, max_size=8), min_size=1, max_size=8))
def test_chinese_lines_lose_no_character(lines: list[str]) -> None:
    assert render("\n".join(lines)) == f"<p>{''.join(lines)}</p>\n"


AWKWARD = (
    *("文字", "\n", "\n\n", "[", "]", "](", "]:", "[甲]: ", " ", "javascript:", "https://a.cn/"),
    *("&colon;", "<b>", "<", "</", "a>", ")", "(", "`", "\\", "> " * 30, "- " * 30, "1. " * 40),
    *("tel:", "<a:b>", "|", "| 甲 ", "|\n", "\n|---|\n", "\n-|-\n", "> |", "- |", "\\|", "  "),
    *("甲|乙\n:-\n", "| 甲 |\n| - |\n| 1 | 2 |\n"),
)
DOUBTFUL = st.lists(st.sampled_from(AWKWARD), max_size=12).map("".join)


@given(DOUBTFUL)
def test_no_doubt_is_passed_over_at_a_glance(text: str) -> None:
    """Most texts are only glanced at; the end of an unknown element makes every text be read."""
    assert doubts(text) == doubts(text + "\n\n</zz")
