"""Postings: what is put in is found again, however the pages are cut into segments."""

from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st
from test_search_packing import read_varints

from gongkai.output.searching.layout import TITLE_ZONE
from gongkai.output.searching.postings import Posting, merged
from gongkai.output.searching.stream import postings
from gongkai.output.searching.terms import EDGES, browser_order
from gongkai.terms.fold import fold

Page = tuple[str, list[str]]


def places_of(title: str, blocks: Sequence[str]) -> dict[str, list[int]]:
    """Pairs of a page with their places, plainly."""
    found: dict[str, list[int]] = {}
    start = 0
    for number, block in enumerate((title, *blocks)):
        folded = fold(block)
        for at in range(len(folded) - 1):
            found.setdefault(folded[at : at + 2], []).append(start + at)
        start = max(TITLE_ZONE if number == 0 else 0, start + len(folded) // 64 * 64 + 64)
    return found


def merge(parts: Iterable[tuple[int, Sequence[Page]]]) -> dict[str, Posting]:
    """Postings of pages that were given in parts, each with the number of its first page."""
    given: list[list[tuple[int, bytes]]] = [[] for _ in range(len(EDGES) + 1)]
    for first, pages in parts:
        for run in postings(pages):
            for part, one in zip(given, run, strict=True):
                part.append((first, one.as_bytes()))
    return {term: posting for part in given for term, posting in merged(part)}


LETTERS = st.text(alphabet="公开信息政府務A1，𠮷﨎", max_size=6)
PAGES = st.lists(st.tuples(LETTERS, st.lists(LETTERS, max_size=3)), max_size=12)


def test_a_title_longer_than_its_zone_pushes_the_body_back() -> None:
    whole = merge([(0, [("长" * 300, ["公开"])])])
    assert read_places(whole["公开"].places) == [[320]]


@given(
    LETTERS,
    st.lists(LETTERS, max_size=4),
    st.text(alphabet="公开信息政府务", min_size=2, max_size=4),
)
def test_pairs_that_follow_each_other_are_the_phrase(
    title: str, blocks: list[str], phrase: str
) -> None:
    places = places_of(title, blocks)
    starts = [
        start
        for start in places.get(phrase[:2], [])
        if all(start + at in places.get(phrase[at : at + 2], []) for at in range(len(phrase) - 1))
    ]
    texts = [fold(text) for text in (title, *blocks)]
    assert bool(starts) == any(phrase in text for text in texts)
    assert any(start < TITLE_ZONE for start in starts) == (phrase in texts[0])


def read_pages(data: bytes) -> dict[int, bool]:
    """Page to whether the term is in its title."""
    pages, number = {}, 0
    for step in read_varints(data):
        number += step >> 1
        pages[number] = bool(step & 1)
    return pages


def read_places(data: bytes) -> list[list[int]]:
    """Places in each page of a posting."""
    pages: list[list[int]] = []
    last: list[int] = []
    for step in read_varints(data):
        last.append((last[-1] if last else 0) + (step >> 1))
        if not step & 1:
            pages.append(last)
            last = []
    assert not last
    return pages


@given(PAGES, st.integers(1, 5))
def test_every_term_leads_to_its_pages_and_places(pages: list[Page], size: int) -> None:
    whole = merge((start, pages[start : start + size]) for start in range(0, len(pages), size))
    assert list(whole) == sorted(whole, key=browser_order)
    pairs: dict[str, dict[int, list[int]]] = {}
    characters: dict[str, dict[int, bool]] = {}
    for number, (title, blocks) in enumerate(pages):
        for term, places in places_of(title, blocks).items():
            pairs.setdefault(term, {})[number] = places
        for character in fold("".join((title, *blocks))):
            characters.setdefault(character, {})[number] = character in fold(title)
    assert whole.keys() == pairs.keys() | characters.keys()
    for term, found in pairs.items():
        in_title = {number: term in fold(pages[number][0]) for number in found}
        assert read_pages(whole[term].pages) == in_title
        assert read_places(whole[term].places) == list(found.values())
    for character, expected in characters.items():
        assert read_pages(whole[character].pages) == expected
        assert not whole[character].places


def test_far_pages_and_places_take_more_bytes() -> None:
    pages: list[Page] = [("", ["长" * 9000 + "市政"] if n in (0, 200) else []) for n in range(201)]
    found = merge([(0, pages)])["市政"]
    assert read_pages(found.pages) == {0: False, 200: False}
    assert read_places(found.places) == [[9256], [9256]]


def test_a_long_block_beside_many_pages() -> None:
    pages: list[Page] = [
        ("市政", ["长" * 200_000 + "市政"] if n == 150 else []) for n in range(300)
    ]
    whole = merge([(0, pages)])
    assert read_pages(whole["市政"].pages) == dict.fromkeys(range(300), True)
    assert read_places(whole["市政"].places)[149:152] == [[0], [0, 256 + 200_000], [0]]
    assert read_pages(whole["长"].pages) == {150: False}


def test_a_title_longer_than_its_zone_holds_its_characters_all_the_same() -> None:
    whole = merge([(0, [("长" * 300 + "公开", ["公开"]), ("", ["公开"])])])
    assert read_pages(whole["公"].pages) == read_pages(whole["开"].pages) == {0: True, 1: False}
    assert read_pages(whole["公开"].pages) == {0: False, 1: False}


def test_nothing_is_nothing() -> None:
    assert merge([]) == merge([(0, [])]) == merge([(0, [("", []), ("，", ["。"])])]) == {}
