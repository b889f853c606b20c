"""Addresses are found in Markdown where they begin, as the browser will ask for them."""

import pytest

from gongkai.checks.written import addresses_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见[通知](../b/)。", [("../b/", 1, 7)]),
        ("![图](tu.png)\n\n  ![](<a b>)", [("tu.png", 1, 6), ("a", 3, 8)]),
        ("[甲](a(1).pdf)[乙](a?x=1&amp;y=2)", [("a(1).pdf", 1, 5), ("a?x=1&y=2", 1, 18)]),
        ("[注1]: ../c/", []),
        ("<https://e.example/>", [("https://e.example/", 1, 2)]),
        ("没有链接（a/b）", []),
    ],
)
def test_addresses(text: str, found: list[tuple[str, int, int]]) -> None:
    places = [
        (each.address, each.place.line, each.place.column) for each in addresses_in("a", text)
    ]
    assert places == found
