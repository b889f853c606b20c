"""Pinyin initials: words that sound differently in company, and what is no Chinese at all."""

import pytest

from gongkai.terms.initials import initials

CASES = {
    "政务公开": "zwgk",
    "数管中心": "sgzx",
    "银行": "yh",
    "行政审批": "xzsp",
    "重庆": "cq",
    "长江": "cj",
    "衢州": "qz",
    "PPP项目（2021年）": "pppxm2021n",
    "政務公開": "zwgk",
    "": "",
    "，。": "",
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_initials(text: str, expected: str) -> None:
    assert initials(text) == expected
