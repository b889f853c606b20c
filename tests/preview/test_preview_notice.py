"""The preview's own pages."""

import os
from pathlib import Path

import pytest

from gongkai.preview.messages import Trouble
from gongkai.preview.notice import foremost, items, trouble_page
from gongkai.problems import LATER, Place, Problem, Weight

FILE = "content/a.md"


def write(folder: Path, text: str) -> None:
    """Write the file that the problems are in."""
    (folder / "content").mkdir()
    (folder / FILE).write_text(text, "utf-8")


def quoted(folder: Path, place: Place) -> tuple[str, str, str]:
    """The line of a problem as it is quoted."""
    (item,) = items([Problem("odd", place, "不对")], folder)
    return item.before, item.at, item.after


def test_the_line_is_quoted(tmp_path: Path) -> None:
    write(tmp_path, "标题: 甲\n乙丙丁\n")
    assert quoted(tmp_path, Place(FILE, 2, 2)) == ("乙", "丙", "丁")
    assert quoted(tmp_path, Place(FILE, 2)) == ("", "", "乙丙丁")
    assert quoted(tmp_path, Place(FILE, 2, 9)) == ("乙丙丁", "", "")
    assert quoted(tmp_path, Place(FILE, 99, 1)) == ("", "", "")
    assert quoted(tmp_path, Place(FILE)) == ("", "", "")
    assert quoted(tmp_path, Place("content/none.md", 1, 1)) == ("", "", "")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / FILE)
    assert quoted(tmp_path, Place(FILE, 1, 1)) == ("", "", "")


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-le"])
def test_what_is_not_utf_8_is_not_quoted(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_bytes("标题: 甲\n乙丙丁\n".encode(encoding))
    assert quoted(tmp_path, Place(FILE, 1, 1)) == ("", "", "")


def test_a_large_file_is_quoted_from_its_start_only(tmp_path: Path) -> None:
    write(tmp_path, "甲乙丙丁戊\n" * 100_000)
    assert quoted(tmp_path, Place(FILE, 60_000, 1)) == ("", "甲", "乙丙丁戊")
    assert quoted(tmp_path, Place(FILE, 70_000, 1)) == ("", "", "")


def test_a_long_line_is_cut(tmp_path: Path) -> None:
    write(tmp_path, "长" * 500 + "错" + "长" * 500)
    before, at, after = quoted(tmp_path, Place(FILE, 1, 501))
    assert at == "错"
    assert len(before + at + after) == 200


def test_a_line_that_the_problem_quotes_is_not_quoted_twice(tmp_path: Path) -> None:
    write(tmp_path, "标题: 甲\n")
    problem = Problem("odd", Place(FILE, 1, 1), "不对", detail=("这一行是：标题: 甲",))
    (item,) = items([problem], tmp_path)
    assert not item.line


def test_everything_is_escaped_and_errors_count(tmp_path: Path) -> None:
    write(tmp_path, "<script>alert(1)</script>\n")
    problems = (
        Problem("doubt", Place("content/0.md", 1), "有疑问", weight=Weight.WARNING),
        Problem("odd", Place(FILE, 1, 1), "不对：<b>", "改 <i>"),
    )
    text = trouble_page(Trouble(problems=problems), tmp_path, True)
    assert "1 处错误" in text
    assert "<b>" not in text and "<i>" not in text and "<script>alert" not in text
    assert "content/a.md:1:1" in text
    assert "有疑问" not in text and "另有 1 条警告和提示" in text
    assert "?last-good" in text


def test_only_so_many_are_listed(tmp_path: Path) -> None:
    problems = tuple(Problem("odd", Place(FILE, line), "不对") for line in range(1, 251))
    text = trouble_page(Trouble(problems=problems), tmp_path, False)
    assert LATER not in text
    assert LATER in trouble_page(Trouble(problems=problems, complete=False), tmp_path, False)
    assert text.count("</li>") == 100
    assert "另有 150 处" in text
    assert "?last-good" not in text


def test_consequences_do_not_hide_the_cause(tmp_path: Path) -> None:
    places = [Place("content/units.yaml", 3), Place("content/units.yaml", 5)]
    places += [Place("content/documents/a.md", line) for line in range(1, 251)]
    places += [Place(f"content/plans/{number}.md") for number in range(60)]
    places += [Place("content/portal.yaml", 9), Place("content/zone/x.yaml", 1)]
    chosen = [each.place for each in foremost((Problem("odd", each, "") for each in places), 100)]
    assert len(chosen) == 100
    assert [str(each) for each in chosen[:4]] == [
        "content/portal.yaml:9",
        "content/units.yaml:3",
        "content/units.yaml:5",
        "content/documents/a.md:1",
    ]
    assert {each.file for each in chosen} == {each.file for each in places}
    assert chosen[3:] == sorted(chosen[3:])
    problems = tuple(Problem("odd", place, "不对") for place in places)
    text = trouble_page(Trouble(problems=problems), tmp_path, False)
    assert text.index("content/units.yaml:3") < text.index("content/documents/a.md:1")
    assert "另有 214 处" in text


def test_a_bug_shows_its_trace(tmp_path: Path) -> None:
    trouble = Trouble(message="缺陷", hint="发给维护者", trace="Traceback <x>")
    assert "Traceback &lt;x&gt;" in trouble_page(trouble, tmp_path, False)
