"""Headings of a document that lack their signs are pointed out once; lists and prose are not."""

from typing import Any

import pytest
from reader_cases import cases, short, words

from gongkai.sources.prose_headings import unmarked_headings


@pytest.mark.parametrize("case", cases("headings"), ids=lambda case: str(case["name"]))
def test_unmarked_headings(case: dict[str, Any]) -> None:
    problems = unmarked_headings("a.md", case["text"], 1)
    assert short(problems) == case["problems"]
    assert all(part in words(problems) for part in case.get("says", ()))
