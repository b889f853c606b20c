"""The preview's own pages."""

from pathlib import Path

from gongkai.preview.messages import Trouble
from gongkai.preview.notice import items, trouble_page
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


def test_a_bug_shows_its_trace(tmp_path: Path) -> None:
    trouble = Trouble(message="缺陷", hint="发给维护者", trace="Traceback <x>")
    assert "Traceback &lt;x&gt;" in trouble_page(trouble, tmp_path, False)
