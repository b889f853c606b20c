"""Terms as numbers: they come back, and sort as browsers sort."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.output.searching.terms import SECOND_BITS, browser_order, in_browser_order, term_of

TERMS = st.lists(st.text(alphabet="a1公开\ue000﨎\uffff𠮷\U000323af", min_size=1, max_size=2))


def number_of(term: str) -> int:
    first, second = (*map(ord, in_browser_order(term)), 0)[:2]
    return first << SECOND_BITS | second


@given(TERMS)
def test_numbers_sort_as_browsers_do_and_come_back(terms: list[str]) -> None:
    assert sorted(terms, key=number_of) == sorted(terms, key=browser_order)
    assert [term_of(number_of(term)) for term in terms] == terms
