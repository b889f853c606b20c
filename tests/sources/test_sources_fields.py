"""Typed questions to a mapping: Chinese and English keys, stand-ins, and all mistakes at once."""

from datetime import date

import pytest
from reader_cases import short, words

from gongkai.model.record import Validity
from gongkai.problems import Problem
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping
from gongkai.sources.yaml_format import read_yaml
from gongkai.terms.fields import PLAN, PORTAL, RECORD

WORDS = vocabulary((RECORD, "标题 成文日期 发布日期 有效性 关键词"), (PLAN, "年度 接上段"))


def ask(text: str) -> tuple[Fields, list[Problem]]:
    """Fields of a YAML text that is right as YAML."""
    node, problems = read_yaml("a.yaml", text)
    assert isinstance(node, Mapping)
    assert problems == ()
    noted: list[Problem] = []
    return Fields(node, WORDS, noted), noted


def test_chinese_and_english_keys_say_the_same() -> None:
    for text in ("标题: 甲\n年度: 2021\n接上段: 是\n", "title: 甲\nyear: 2021\njoined: true\n"):
        fields, problems = ask(text)
        assert (fields.required("title"), fields.year("year"), fields.flag("joined")) == (
            "甲",
            2021,
            True,
        )
        assert problems == []


def test_both_keys_at_once_are_one_too_many() -> None:
    _, problems = ask("标题: 甲\ntitle: 乙\n")
    assert short(problems) == ["2:1 duplicate-key"]


def test_unknown_key_names_the_nearest() -> None:
    _, problems = ask("标提: 甲\n")
    assert short(problems) == ["1:1 unknown-key"]
    assert "标题" in words(problems)


def test_one_run_shows_all_mistakes() -> None:
    fields, problems = ask(
        "成文日期: 2025-02-30\n发布日期: 昨天\n有效性: 好\n年度: 今年\n接上段: 对\n关键词: 甲、乙\n"
    )
    assert fields.required("title") == ""
    assert fields.day("written") is None
    assert fields.moment("published") == (None, "")
    assert fields.choice("validity", Validity) is None
    assert fields.year("year") == 0
    assert fields.flag("joined") is False
    assert fields.texts("keywords") == ("甲、乙",)
    assert short(problems) == [
        "1:1 missing-key",
        "1:7 bad-date",
        "2:7 bad-date",
        "3:6 bad-choice",
        "4:5 bad-year",
        "5:6 bad-choice",
        "6:6 wrong-shape",
    ]


def test_right_answers() -> None:
    fields, problems = ask(
        "成文日期: 2021-07-16\n发布日期: 2021-07-20 08:30\n有效性: 已废止\n关键词: [甲, 乙]\n"
    )
    assert fields.day("written") == date(2021, 7, 16)
    assert fields.moment("published") == (date(2021, 7, 20), "08:30")
    assert fields.choice("validity", Validity) is Validity.REPEALED
    assert fields.texts("keywords") == ("甲", "乙")
    assert problems == []


def test_empty_is_absent() -> None:
    fields, problems = ask('标题:\n成文日期: ""\n关键词:\n')
    assert (fields.text("title"), fields.day("written"), fields.texts("keywords")) == ("", None, ())
    assert problems == []


@pytest.mark.parametrize("text", ["标题: [甲]\n", "标题: {甲: 乙}\n"])
def test_wrong_shapes(text: str) -> None:
    fields, problems = ask(text)
    assert fields.text("title") == ""
    assert short(problems) == ["1:5 wrong-shape"]


def test_a_title_on_two_lines() -> None:
    fields, problems = ask("标题: |\n  甲\n  乙\n")
    assert fields.text("title") == "甲 乙"
    assert short(problems) == ["2:3 one-line"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[教育，招生]", ["1:9 yaml-wide-comma"]),
        ("[教育, 体育、卫生]", ["1:13 yaml-wide-comma"]),
        ("\n  - 教育；招生", ["2:7 yaml-wide-comma"]),
        ("【教育】", ["1:6 wrong-shape"]),
        ('[教育, "体育、卫生"]', []),
        ("[县（市、区）政府, 《甲，乙》]", []),
    ],
)
def test_a_chinese_comma_parts_no_items(written: str, told: list[str]) -> None:
    fields, problems = ask(f"关键词: {written}\n")
    fields.texts("keywords")
    assert short(problems) == told


def test_a_name_may_hold_a_pause_mark() -> None:
    node, _ = read_yaml("a.yaml", "别名: [各市、县政府, 各县（市，区）]\n")
    assert isinstance(node, Mapping)
    problems: list[Problem] = []
    fields = Fields(node, vocabulary((PORTAL, "别名")), problems)
    assert fields.texts("aliases") == ("各市、县政府", "各县（市，区）")
    assert problems == []
