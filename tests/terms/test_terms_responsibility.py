"""Responsibility annotations: what is read, what is doubted, what is left alone."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from term_cases import read_cases, read_seed, shown

from gongkai.terms.brackets import split_outside
from gongkai.terms.responsibility import (
    PrintedParty,
    Statement,
    find_doubts,
    find_statements,
)

COUNTS = {
    "yiwu-2018": 14,
    "genhe-2019": 31,
    "yiwu-2021": 16,
    "zhejiang-2020": 16,
    "weifang-2017": 62,
}


def said(party: PrintedParty) -> str:
    """A party as the case files write it: 牵头·分别·等：甲局|乙局."""
    words = (party.role.value, party.manner, "等" if party.open_ended else "")
    return "·".join(filter(None, words)) + "：" + "|".join(unit.printed for unit in party.units)


def retold(statements: tuple[Statement, ...]) -> dict[str, Any]:
    """Statements in the words of the case files."""
    rules = [rule for each in statements for rule in each.rules]
    definitions = [each for statement in statements for each in statement.definitions]
    return {
        "标注": [each.annotation for each in statements],
        "读作": [said(party) for each in statements for party in each.parties],
        "通则": [[rule.annotation, said(rule.party)] for rule in rules],
        "统称": {each.name: each.meaning for each in definitions},
        "查找": {
            unit.printed: list(unit.candidates)
            for statement in statements
            for party in statement.parties
            for unit in party.units
        },
    }


def statements_of(lines: list[str]) -> tuple[Statement, ...]:
    """The statements of all lines, in order."""
    return tuple(each for line in lines for each in find_statements(line))


@pytest.mark.parametrize("case", read_cases("annotations"), ids=shown)
def test_reads(case: dict[str, Any]) -> None:
    found = retold(find_statements(case["原文"]))
    assert found["读作"] == case["读作"]
    assert found["通则"] == case.get("通则", [])
    assert found["统称"] == case.get("统称", {})
    assert found["标注"] == case.get("标注", found["标注"])
    assert found["查找"] | case.get("查找", {}) == found["查找"]
    assert find_doubts(case["原文"]) == ()


@pytest.mark.parametrize("case", read_cases("doubts"), ids=shown)
def test_doubts(case: dict[str, str]) -> None:
    doubts = find_doubts(case["原文"])
    assert [each.words for each in doubts] == ([case["不懂"]] if case["不懂"] else [])
    assert all(case["原因"] in each.reason for each in doubts)
    assert all(case["原文"][each.start : each.end] == each.words for each in doubts)


@pytest.mark.parametrize("slug", COUNTS)
def test_seeds_are_read(slug: str) -> None:
    lines = read_seed(slug)
    expected = read_cases(f"seeds/{slug}")
    assert len(expected) == COUNTS[slug]
    found = [retold((each,)) for each in statements_of(lines)]
    assert [(each["标注"], each["读作"]) for each in found] == [
        ([case["标注"]], case["读作"]) for case in expected
    ]
    assert [(each["通则"], each["统称"]) for each in found] == [
        (case.get("通则", []), case.get("统称", {})) for case in expected
    ]
    assert [doubt for line in lines for doubt in find_doubts(line)] == []


def test_simplified_script_reads_the_same() -> None:
    convert = OpenCC("t2s").convert
    found = retold(statements_of([convert(line) for line in read_seed("zhejiang-2020")]))
    expected = read_cases("seeds/zhejiang-2020")
    assert found["读作"] == [convert(party) for case in expected for party in case["读作"]]
    assert len(found["标注"]) == 16
    assert found["通则"][0][1] == "责任：各市、县〔市、区〕政府"


def test_weifang_names_46_units() -> None:
    parties = [party for each in statements_of(read_seed("weifang-2017")) for party in each.parties]
    assert len({unit.printed for party in parties for unit in party.units}) == 46


GLUE = re.compile(
    r"[（(）)、，,；;：:。]|等|[責责]任[單单]位|牵头单位|分别|按职责分工|按职责|牵头指导|牵头落实|牵头|负责落实|负责|落实"
)


@pytest.mark.parametrize("slug", COUNTS)
def test_nothing_of_an_annotation_is_lost(slug: str) -> None:
    for statement in statements_of(read_seed(slug)):
        rest = statement.annotation
        for party in statement.parties:
            for unit in party.units:
                assert unit.printed in rest
                rest = rest.replace(unit.printed, "", 1)
        for words in (
            *(rule.annotation for rule in statement.rules),
            *(f"以下统称{definition.name}" for definition in statement.definitions),
        ):
            rest = rest.replace(words, "")
        assert GLUE.sub("", rest) == ""


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("公开（责任单位：甲局）", 11),
        ("公开（责任单位：甲局）。下文", 12),
        ("公开（责任单位：甲局）；。", 12),
        ("公开（责任单位：甲局），下文", 11),
        ("公开（责任单位：甲局）下文", 11),
        ("责任单位：甲局。", 8),
        ("  甲局负责 ", 6),
    ],
)
def test_end_takes_one_closing_mark(text: str, end: int) -> None:
    (statement,) = find_statements(text)
    assert statement.end == end
    assert text[statement.start : statement.end].startswith(statement.annotation)


NAMES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "市", "县", "省", "市委", "示例市"]),
    st.sampled_from(["财政", "公安", "市场监管", "住房和城乡建设", "信访（矛调）", "人社"]),
    st.sampled_from(["局", "委", "办", "厅", "管理中心"]),
)
LISTS = st.lists(NAMES, min_size=1, max_size=4)
MARKS = st.sampled_from(["、", "，", ","])


@given(
    st.lists(st.tuples(st.sampled_from(["牵头单位", "责任单位", "配合单位"]), LISTS), min_size=1),
    MARKS,
)
def test_labelled_lists_come_back(clauses: list[tuple[str, list[str]]], mark: str) -> None:
    body = "；".join(f"{label}：{mark.join(units)}" for label, units in clauses)
    (statement,) = find_statements(f"公开。（{body}）下文")
    assert [
        (party.role.value, [unit.printed for unit in party.units]) for party in statement.parties
    ] == [(label[:2], units) for label, units in clauses]


@given(LISTS, MARKS, st.sampled_from(["牵头", "分别负责", "按职责分工负责", "配合落实"]))
def test_lists_with_a_verb_come_back(units: list[str], mark: str, verb: str) -> None:
    line = mark.join(units) + verb
    for text in (line, f"公开（{line}）。", f"公开({line})"):
        (statement,) = find_statements(text)
        (party,) = statement.parties
        assert [unit.printed for unit in party.units] == units
        assert all(unit.candidates[0] == unit.printed for unit in party.units)


WORDS = (
    *("责任单位", "牵头单位：", "牵头", "负责", "按职责分工", "财政局", "部门", "2021年6月底前"),
    *("以下统称", "各项工作均需", "作为责任单位", "不再列出"),
)
SCRAPS = st.lists(
    st.sampled_from([*"（）()〔〕[]、，,。；：: \n等和各市县公一2", *WORDS]), max_size=25
).map("".join)


@given(SCRAPS)
def test_any_text_is_told_in_order_and_without_overlap(text: str) -> None:
    statements, doubts = find_statements(text), find_doubts(text)
    assert list(statements) == sorted(statements, key=lambda each: each.start)
    for first, second in pairwise(statements):
        assert first.end <= second.start
    for statement in statements:
        assert text.startswith(statement.annotation, statement.start)
        assert statement.parties or statement.rules
        names = [unit.printed for party in statement.parties for unit in party.units]
        assert all(name and name == name.strip() and name in text for name in names)
    assert all(text[doubt.start : doubt.end] == doubt.words and doubt.reason for doubt in doubts)


@given(SCRAPS, st.sampled_from(["、", "，,"]))
def test_parts_and_marks_make_the_text_again(text: str, marks: str) -> None:
    parts = split_outside(text, marks)
    assert sum(map(len, parts)) + len(parts) - 1 == len(text)
    assert all(part in text for part in parts)
