"""Postings: what is put in is found again, however the pages are cut into segments and shards."""

from collections.abc import Iterable, Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st
from test_search_packing import read_varints

from gongkai.output.searching.postings import (
    TITLE_ZONE,
    Merger,
    Posting,
    browser_order,
    large,
    shards,
)
from gongkai.output.searching.stream import postings
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
    merger = Merger()
    for first, pages in parts:
        merger.add(first, postings(pages))
    return merger.whole()


LETTERS = st.text(alphabet="公开信息政府務A1，𠮷", max_size=6)
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


def test_nothing_is_nothing() -> None:
    assert postings([]).terms == ()
    assert list(shards({}, {})) == []
    assert large({}) == {}


def numbers_from(data: bytes, place: int) -> Iterator[tuple[int, int]]:
    """Numbers one by one, each with the place where the next begins."""
    value, shift = 0, 0
    for at in range(place, len(data)):
        value |= (data[at] & 0x7F) << shift
        shift += 7
        if data[at] < 0x80:
            yield value, at + 1
            value = shift = 0


def read_shard(data: bytes) -> dict[str, tuple[bytes, bytes, bool]]:
    """Term to its pages, its places, and whether these are the digest of a file."""
    size, place = next(numbers_from(data, 0))
    terms = data[place : place + size].decode().split("\n") if size else []
    place += size
    lengths: list[int] = []
    while len(lengths) < 2 * len(terms):
        length, place = next(numbers_from(data, place))
        lengths.append(length)
    found = {}
    for term, pages, places in zip(terms, lengths[::2], lengths[1::2], strict=True):
        between, end = place + pages, place + pages + places // 2
        found[term] = (data[place:between], data[between:end], places % 2 == 1)
        place = end
    assert place == len(data)
    return found


def posting(pages: int, places: int = 0) -> Posting:
    return Posting(bytes([1] * pages), bytes([2] * places))


def test_shards_hold_every_term_once_and_in_the_order_of_browsers() -> None:
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)] + ["𠮷", "ﾞ", "a"]
    whole = {each: posting(20, 5) for each in sorted(characters, key=browser_order)}
    cut = list(shards(whole, {}))
    assert len(cut) > 2
    assert [term for _, (data,) in cut for term in read_shard(data)] == sorted(
        characters, key=browser_order
    )
    for first, (data,) in cut:
        assert browser_order(first) <= browser_order(next(iter(read_shard(data))))
        assert set(read_shard(data).values()) == {(bytes([1] * 20), bytes([2] * 5), False)}


def test_a_great_index_has_few_groups_of_many_shards() -> None:
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 20_000)]
    cut = list(shards({each: posting(1000, 200) for each in characters}, {}))
    assert 100 < len(cut) <= 512
    assert all(len(files) > 2 for _, files in cut)
    assert {len(files) & (len(files) - 1) for _, files in cut} == {0}
    assert max(len(data) for _, files in cut for data in files) < 24_000
    for _, files in cut:
        for at, data in enumerate(files):
            assert {ord(term) % len(files) for term in read_shard(data)} == {at}


def test_many_places_have_a_file_of_their_own() -> None:
    whole = {"公开": posting(10, 5000), "政务": posting(10, 4000)}
    assert large(whole) == {"公开": bytes([2] * 5000)}
    ((_, (data,)),) = shards(whole, {"公开": "0a1b2c3d4e5f"})
    assert read_shard(data) == {
        "公开": (bytes([1] * 10), b"0a1b2c3d4e5f", True),
        "政务": (bytes([1] * 10), bytes([2] * 4000), False),
    }


def test_a_term_of_very_many_pages_stands_alone() -> None:
    whole = {"公": posting(9), "公开": posting(9000), "开": posting(9)}
    assert [list(read_shard(data)) for _, (data,) in shards(whole, {})] == [
        ["公"],
        ["公开"],
        ["开"],
    ]


def test_a_longer_posting_changes_few_shards() -> None:
    whole = {chr(0x4E00 + n): posting(n % 40) for n in range(9000)}
    before = dict(shards(whole, {}))
    whole[chr(0x4E00 + 100)] = posting(23)
    after = dict(shards(whole, {}))
    assert len(before) > 10
    assert sum(before.get(first) != data for first, data in after.items()) <= 3
