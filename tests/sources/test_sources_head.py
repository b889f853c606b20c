"""The head of a Markdown file: where it ends, what is missing, and lines of the whole file."""

import pytest
from reader_cases import short

from gongkai.sources.markdown_format import split_head
from gongkai.sources.parsed import parse_file


def test_head_and_body() -> None:
    parts = split_head("a.md", "---\n标题: 甲\n---\n\n正文\n---\n完\n")
    assert parts.problems == ()
    assert parts.head is not None
    assert [(key.text, str(key.place)) for key, _ in parts.head.entries] == [("标题", "a.md:2:1")]
    assert (parts.body, parts.body_line) == ("\n正文\n---\n完\n", 4)


def test_body_line_points_into_the_file() -> None:
    text = "---\n标题: 甲\n日期: 乙\n--- \n第五行\n"
    parts = split_head("a.md", text)
    assert text.split("\n")[parts.body_line - 1] == parts.body.split("\n")[0] == "第五行"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标题: 甲\n", "1:1 head-missing"),
        ("\n---\n标题: 甲\n---\n", "1:1 head-missing"),
        ("———\n标题: 甲\n———\n", "1:1 head-missing"),
        ("---\n---\n正文\n", "1:1 head-missing"),
        ("---\n标题: 甲\n正文\n", "1:1 head-unclosed"),
        ("---\n- 甲\n---\n", "2:1 wrong-shape"),
        ("---\n标题：甲\n---\n", "2:1 yaml-wide-colon"),
        ("---\n标题: 甲\n标题: 乙\n---\n", "3:1 yaml-duplicate-key"),
    ],
)
def test_slips(text: str, expected: str) -> None:
    assert short(split_head("a.md", text).problems)[:1] == [expected]


def test_parsing_is_a_function_of_path_and_bytes() -> None:
    data = "---\n标题: 甲\n---\n正文\n".encode()
    assert parse_file("a.md", data) == parse_file("a.md", data)
    assert parse_file("a.md", data.replace(b"\n", b"\r\n")) == parse_file("a.md", data)
