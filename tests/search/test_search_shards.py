"""Shards: every term stands in the one file where browsers look for it, and few files change."""

from collections.abc import Iterator

from gongkai.output.searching.postings import Posting
from gongkai.output.searching.shards import large, shards
from gongkai.output.searching.terms import browser_order


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


def test_nothing_is_nothing() -> None:
    assert list(shards([], {})) == list(shards([{}.items()], {})) == []
    assert list(large([])) == []


def test_shards_hold_every_term_once_and_in_the_order_of_browsers() -> None:
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)] + ["𠮷", "ﾞ", "a"]
    whole = {each: posting(20, 5) for each in sorted(characters, key=browser_order)}
    cut = list(shards([whole.items()], {}))
    assert len(cut) > 2
    assert [term for _, (data,) in cut for term in read_shard(data)] == sorted(
        characters, key=browser_order
    )
    for first, (data,) in cut:
        assert browser_order(first) <= browser_order(next(iter(read_shard(data))))
        assert set(read_shard(data).values()) == {(bytes([1] * 20), bytes([2] * 5), False)}


def test_a_great_index_has_few_groups_of_many_shards() -> None:
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 20_000)]
    cut = list(shards([{each: posting(1000, 200) for each in characters}.items()], {}))
    assert 100 < len(cut) <= 512
    assert all(len(files) > 2 for _, files in cut)
    assert {len(files) & (len(files) - 1) for _, files in cut} == {0}
    assert max(len(data) for _, files in cut for data in files) < 24_000
    for _, files in cut:
        for at, data in enumerate(files):
            assert {ord(term) % len(files) for term in read_shard(data)} == {at}


def test_many_places_have_a_file_of_their_own() -> None:
    whole = {"公开": posting(10, 5000), "政务": posting(10, 4000)}
    assert dict(large([whole.items()])) == {"公开": bytes([2] * 5000)}
    ((_, (data,)),) = shards([whole.items()], {"公开": "0a1b2c3d4e5f"})
    assert read_shard(data) == {
        "公开": (bytes([1] * 10), b"0a1b2c3d4e5f", True),
        "政务": (bytes([1] * 10), bytes([2] * 4000), False),
    }


def test_a_term_of_very_many_pages_stands_alone() -> None:
    whole = {"公": posting(9), "公开": posting(9000), "开": posting(9)}
    assert [list(read_shard(data)) for _, (data,) in shards([whole.items()], {})] == [
        ["公"],
        ["公开"],
        ["开"],
    ]


def test_a_longer_posting_changes_few_shards() -> None:
    whole = {chr(0x4E00 + n): posting(n % 40) for n in range(9000)}
    before = dict(shards([whole.items()], {}))
    whole[chr(0x4E00 + 100)] = posting(23)
    after = dict(shards([whole.items()], {}))
    assert len(before) > 10
    assert sum(before.get(first) != data for first, data in after.items()) <= 3
