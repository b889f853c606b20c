"""The export for search servers: two lines a page, each JSON, empty facts left out."""

import json

from search_samples import make_page

from gongkai.output.searching.bulk import bulk_lines


def test_two_lines_a_page() -> None:
    page = make_page(7, "第一段\n接着", "第二段", title="通知", date="2021-03-01")
    lines = list(bulk_lines([page], "gongkai", "https://example.invalid/"))
    assert [json.loads(line) for line in lines] == [
        {"index": {"_index": "gongkai", "_id": "documents/7/"}},
        {
            "url": "https://example.invalid/documents/7/",
            "title": "通知",
            "kind": "文件",
            "year": "2021",
            "date": "2021-03-01",
            "text": ["第一段\n接着", "第二段"],
        },
    ]
    assert not any("\n" in line for line in lines)
