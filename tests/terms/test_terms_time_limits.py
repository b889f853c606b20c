"""Time limits in the text of tasks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_cases import read_cases, read_seed, shown

from gongkai.terms.time_limits import find_time_limits


@pytest.mark.parametrize("case", read_cases("time_limits"), ids=shown)
def test_finds(case: dict[str, str | list[dict[str, str]]]) -> None:
    text = str(case["原文"])
    found = find_time_limits(text)
    assert [{each.words: each.kind.value} for each in found] == case["找到"]
    assert all(text[each.start : each.end] == each.words for each in found)


WEIFANG = """按月 月度、季度、年度 2017年年底前 年内 5月底前 年内 按季度 每周 每五日 60个工作日内
按季度 按月 每月 每年8月底前 每年6月底前 每年3月底前 按月份 按季度 年内 从2017年起 每年 2017年下半年
到2018年 年内 年内 年内 年内"""


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("yiwu-2018", ["24小时内", "48小时内", "一般不得少于5个工作日"]),
        ("genhe-2019", ["30日内"]),
        ("yiwu-2021", ["1 个月内"]),
        ("zhejiang-2020", ["2020年底前", "按季度"]),
        ("weifang-2017", WEIFANG.split()),
    ],
)
def test_limits_of_the_seeds(slug: str, expected: list[str]) -> None:
    found = [limit.words for line in read_seed(slug) for limit in find_time_limits(line)]
    assert found == expected


@given(st.text(alphabet="每年月日底前内个工作季度半按到从起至少于不 一十2021", max_size=25))
def test_any_text_is_told_in_order(text: str) -> None:
    end = 0
    for each in find_time_limits(text):
        assert end <= each.start
        assert text[each.start : each.end] == each.words == each.words.strip()
        end = each.end
