"""The catalogue: every code is explained, and reports come in order."""

import re

import pytest
from portal_cases import portal_of

from gongkai.checks.basis import basis_of
from gongkai.checks.catalogue import (
    ABSENCE_CHECKS,
    CONTENT_CHECKS,
    FILE_CHECKS,
    SITE_CHECKS,
    all_codes,
    check_content,
    check_site,
    explain,
)
from gongkai.checks.check import check
from gongkai.codes import CODES
from gongkai.model.portal import Portal
from gongkai.problems import Problem, Weight

CHECK_CODES = (
    *(check.code for check in CONTENT_CHECKS),
    *(check.code for check in ABSENCE_CHECKS),
    *(check.code for check in FILE_CHECKS),
    *(check.code for check in SITE_CHECKS),
)


@pytest.mark.parametrize("code", all_codes())
def test_every_code_is_explained(code: str) -> None:
    explanation = explain(code)
    assert explanation is not None
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", code)
    assert explanation.title
    assert explanation.text


def test_no_code_of_reading_is_a_check() -> None:
    assert not CODES.keys() & set(CHECK_CODES)


def test_unknown_code() -> None:
    assert explain("no-such-code") is None


def test_explanation_names_its_basis() -> None:
    explanation = explain("only-active-disclosure")
    assert explanation is not None
    assert explanation.basis == (
        "《中华人民共和国政府信息公开条例》第十三条至第十六条（公开属性）（REG-06）",
    )
    assert explanation.weight == "错误"


def test_unknown_basis_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        basis_of("REG-99")


def test_check_needs_a_docstring() -> None:
    def silent(_portal: Portal) -> tuple[()]:
        return ()

    with pytest.raises(ValueError, match="silent"):
        check(Weight.ERROR)(silent)


def test_reports_come_in_order() -> None:
    problems = check_content(
        portal_of("documents:\n  - {number: x, disclosure: 不予公开}\n  - {number: x}")
    )
    assert list(problems) == sorted(problems, key=Problem.sort_key)
    assert {problem.code for problem in problems} >= {"only-active-disclosure", "number-form"}


def test_a_portal_with_gaps_is_not_called_empty() -> None:
    portal = portal_of("columns:\n  - {key: notices}\nunits:\n  - {name: 市财政局}")
    absent = {check.code for check in ABSENCE_CHECKS}
    assert {problem.code for problem in check_content(portal)} >= absent
    assert not {problem.code for problem in check_content(portal, whole=False)} & absent


def test_site_of_sound_pages() -> None:
    page = (
        '<!doctype html><html lang="zh-CN"><head><title>题</title>'
        '<meta name="SiteName" content="示例市"></head><body><h1>题</h1></body></html>'
    )
    assert check_site([("index.html", page.encode())], frozenset()) == ()
