"""The quick way through Markdown gives, byte for byte, what the full parser gives."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.markdown_fast import fast_html
from gongkai.markdown_full import render

ROUNDS = 4000
# Pieces that look alike, begin blocks, end them, or hide them; strung together at random.
PIECES = (
    *("\n", "\n\n", "\n\n\n", "\n \n", " ", "  ", "    ", "\u3000", "\u3000\u3000", "\xa0"),
    *("# ", "## ", "### ", "#", "######", "- ", "-", "* ", "+ ", "1. ", "2. ", "10) ", "1.", "> "),
    *("---", "===", "***", "___", "| ", " |", "|", "|---|", "| --- | :-: |", "\n|", "|\n", ":--"),
    *("**", "*", "_", "`", "```", "~~~", "~", "\\", "<", ">", "&", "&amp;", "<b>", '"'),
    *("[", "]", "](", ")", "![", "]: ", "[文](https://a.example/x)", "[a](http://b.example)"),
    *("https://a.example", "(https://a.b/)", "!", ":", "=", "+", "$", "%", "@", "^", "{", "}"),
    *("政务公开", "要点", "（一）", "一、", "。", "，", "“引”", "a", "A1", "2021年", "1", "é"),
    *("\U00020000", "</b>", "'"),
    *(
        "**要点**",
        "**要点**公开",
        "**a**b",
        "- 甲\n- 乙\n",
        "1. 甲\n2. 乙\n",
        "1.甲",
        "3、",
        "| 甲 | 乙 |\n",
    ),
    *(
        "**要点。**",
        "**一、**a",
        "**《要点》**",
        "**“要点”**",
        "**a.**1",
        "**要点,**公开",
        "**，**",
    ),
    *("\t", "\x0b", "\x1f", "\r", "\x00", "\x85", "\u2028", "甲~~~", "甲]: 乙", "| \x1f | ~~~ |"),
    *("**，a.**", "2*3", "2**3**4", "****", "张*、", "*甲*", "\n\u3000\u3000", "\n    ", "\n\t甲"),
    *("\n2026年1月1日\n", "[注1]: 甲", "\n===\n", "[甲]", "**》", "）**甲"),
    *("甲\n\n", "\n\n甲", "公开\n\n## 一\n\n", "\n\n- 甲\n\n- 乙\n\n", "\n\n    甲", "\n\n  甲"),
)


def judge(text: str) -> None:
    """Compare both ways."""
    assert fast_html(text, render) == render(text), repr(text)


@pytest.mark.parametrize("seed", range(5))
def test_strings_of_awkward_pieces(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(ROUNDS // 5):
        judge("".join(chance.choices(PIECES, k=chance.randrange(1, 14))))


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_pieces_that_hypothesis_shrinks(text: str) -> None:
    judge(text)


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("#-*+>|`~[]()!\\<&_=:1. \n\u3000a甲。“"), max_size=40))
def test_letters_that_mean_something(text: str) -> None:
    judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "甲乙\n\n## 一、丙\n\n**丁**戊\n\n见[网站](https://a.example/x)。\n",
        "| 甲 | 乙 |\n| --- | :-: |\n| 1 | 2 |\n\n- 甲\n- 乙\n\n段\n\n1. 丙\n2. 丁\n",
        "## 同\n\n#### 深\n\n## 同\n",
        "**一是加强领导。**甲\n\n**《条例》：**a\n\n**“甲”**乙\n\n**甲.**\n\n甲~~~乙]: 丙\n",
    ],
)
def test_everyday_text_does_without_the_full_parser(text: str) -> None:
    def refuse(text: str) -> str:
        raise AssertionError(text)

    assert fast_html(text, refuse) == render(text)
