"""Pieces: together they are the page, and no edit but a great one changes how many there are."""

from hypothesis import given
from hypothesis import strategies as st
from search_samples import make_page

from gongkai.output.searching.pieces import LONGEST, characters, piece_count, pieces


@given(st.lists(st.integers(1, 9000), max_size=30))
def test_pieces_are_the_page_cut_between_blocks(lengths: list[int]) -> None:
    page = make_page(1, *("公" * length for length in lengths))
    found = pieces(page)
    assert tuple(block for piece in found for block in piece.blocks) == page.blocks
    assert [piece.title for piece in found] == [page.title, *[""] * (len(found) - 1)]
    assert len(found) == piece_count(characters(page.blocks))
    longest = max(len(block.text) for block in page.blocks)
    assert all(characters(piece.blocks) < LONGEST + longest for piece in found)


def test_a_short_page_is_one_piece_even_when_it_is_empty() -> None:
    assert [piece_count(length) for length in (0, 1, LONGEST)] == [1, 1, 1]


def test_a_longer_page_seldom_has_more_pieces() -> None:
    counts = [piece_count(length) for length in range(0, 100_000, 100)]
    assert counts == sorted(counts)
    assert set(counts) == {1, 2, 4, 8, 16, 32}
