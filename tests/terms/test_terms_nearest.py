"""The nearest known words, for messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_cases import read_cases, shown

from gongkai.terms.nearest import nearest

WORDS = st.text(alphabet="市县财政公安局委办", min_size=1, max_size=6)


@pytest.mark.parametrize("case", read_cases("nearest"), ids=shown)
def test_suggests(case: dict[str, str | list[str]]) -> None:
    assert list(nearest(str(case["写作"]), case["已有"])) == case["提示"]


@given(WORDS, st.lists(WORDS, max_size=8), st.integers(1, 4))
def test_order_and_repetition_of_candidates_do_not_matter(
    word: str, candidates: list[str], limit: int
) -> None:
    found = nearest(word, candidates, limit)
    assert found == nearest(word, [*reversed(candidates), *candidates], limit)
    assert len(found) <= limit
    assert set(found) <= set(candidates)
    if word in candidates:
        assert found[0] == word
