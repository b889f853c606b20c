"""Lists in pages of 20: every entry once, every page reachable from its neighbours."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.document import Document
from gongkai.pages.context import make_context
from gongkai.pages.lists import PAGE_SIZE, listing, page_count
from make import make_document, make_portal, make_record


def documents(count: int) -> tuple[Document, ...]:
    return tuple(
        make_document(slug=f"d{number}", record=make_record(title=f"文件{number}"))
        for number in range(count)
    )


@given(st.integers(0, 230))
def test_every_entry_stands_on_exactly_one_page(count: int) -> None:
    context = make_context(make_portal())
    papers = documents(count)
    shown = []
    for number in range(1, page_count(count) + 1):
        page = listing(context, papers, "documents/", number)
        assert len(page.entries) <= PAGE_SIZE
        assert page.pager.pages == page_count(count)
        shown += [entry.address for entry in page.entries]
    assert shown == [f"documents/d{number}/" for number in range(count)]


@pytest.mark.parametrize(
    ("number", "previous", "following", "numbers"),
    [
        (1, None, "documents/page-2/", ["1", "2", "3", "12"]),
        (6, "documents/page-5/", "documents/page-7/", ["1", "4", "5", "6", "7", "8", "12"]),
        (2, "documents/", "documents/page-3/", ["1", "2", "3", "4", "12"]),
        (12, "documents/page-11/", None, ["1", "10", "11", "12"]),
    ],
)
def test_pager(
    number: int, previous: str | None, following: str | None, numbers: list[str]
) -> None:
    context = make_context(make_portal())
    pager = listing(context, documents(231), "documents/", number).pager
    assert (pager.previous.address if pager.previous else None) == previous
    assert (pager.following.address if pager.following else None) == following
    assert [link.text for link in pager.links] == numbers
    assert pager.links[0].address == "documents/"


def test_a_document_is_filed_under_the_year_it_was_written() -> None:
    record = make_record(written=date(2024, 12, 31), published=date(2025, 1, 2))
    assert make_document(record=record).year == 2024
    assert make_document(record=make_record(published=date(2025, 1, 2))).year == 2025
    assert make_document(record=make_record()).year is None
