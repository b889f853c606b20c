"""Every check has a docstring and a case, finds what its cases say, and leaves the rest alone."""

from pathlib import Path

import pytest
from check_cases import FOLDER, Case, all_cases, cases_of
from portal_cases import portal_of

from gongkai.checks.attachments import Material
from gongkai.checks.catalogue import (
    ABSENCE_CHECKS,
    CONTENT_CHECKS,
    FILE_CHECKS,
    MOVE_CHECKS,
    SITE_CHECKS,
    explain,
)
from gongkai.checks.redirects import Moves
from gongkai.checks.site import read_site
from gongkai.problems import Problem

CONTENT = {check.code: check for check in (*CONTENT_CHECKS, *ABSENCE_CHECKS)}
FILES = {check.code: check for check in FILE_CHECKS}
SITES = {check.code: check for check in SITE_CHECKS}
MOVES = {check.code: check for check in MOVE_CHECKS}
CODES = (*CONTENT, *FILES, *SITES, *MOVES)

# Files of a case's site that are no pages.
OTHER_FILES = frozenset(("assets/a.css", "assets/a.png", "feed.xml"))

BEGINNINGS = {
    "word.pdf": b"PK\x03\x04",
    "page.docx": b"<!doctype html>",
    "pdf.xls": b"%PDF-1.7",
    "text.png": "文字".encode(),
    "zip.jpg": b"PK\x03\x04",
    "true.pdf": b"%PDF-1.7",
    "late.pdf": b"\xef\xbb\xbf\n%PDF-1.4",
    "true.PNG": b"\x89PNG\r\n\x1a\n",
    "new.doc": b"PK\x03\x04",
}

FRAME = """<!doctype html>
<html lang="zh-CN"><head><title>题</title><meta name="SiteName" content="示例市"></head>
<body><h1>题</h1>
{}</body></html>
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with attachments: a small one, an empty one, one of 21 MB (sparse), and
    some that are what their names say, or not.
    """
    folder = tmp_path_factory.mktemp("content")
    (folder / "table.csv").write_text("单位,件数\n市财政局,3\n", "utf-8")
    (folder / "empty.pdf").touch()
    for name, data in BEGINNINGS.items():
        (folder / name).write_bytes(data)
    with (folder / "big.pdf").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    return folder


def problems_of(case: Case, content: Path) -> list[Problem]:
    """What the case's check says of its portal or site."""
    if case.code in SITES:
        pages = [
            (name, (text if text.startswith("<!doctype") else FRAME.format(text)).encode())
            for name, text in case.pages
        ]
        return list(SITES[case.code].problems(read_site(pages, OTHER_FILES)))
    portal = portal_of(case.portal)
    if case.code in MOVES:
        files = OTHER_FILES | {name for name, _ in case.pages}
        return list(MOVES[case.code].problems(Moves(portal.redirects, files)))
    if case.code in FILES:
        return list(FILES[case.code].problems(Material(portal, content)))
    return list(CONTENT[case.code].problems(portal))


def shown(problem: Problem) -> str:
    """A problem as the cases write it."""
    return "\n".join((f"{problem.place}: {problem.message}", *(f"  {d}" for d in problem.detail)))


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_case(case: Case, content: Path) -> None:
    found = problems_of(case, content)
    assert "\n".join(shown(problem) for problem in found) == case.expected


@pytest.mark.parametrize("code", CODES)
def test_check_has_cases_of_both_kinds(code: str) -> None:
    assert {bool(case.expected) for case in cases_of(code)} == {True, False}


@pytest.mark.parametrize("code", CODES)
def test_check_is_explained(code: str) -> None:
    explanation = explain(code)
    assert explanation is not None
    assert explanation.title
    assert explanation.text.endswith("。")


def test_every_case_file_belongs_to_a_check() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(CODES)


def test_codes_are_unique() -> None:
    assert len(set(CODES)) == len(CODES)
