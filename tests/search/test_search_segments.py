"""Segments: order of pages, what is kept between builds, and what a change makes new."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest
from search_samples import make_page, make_pages

from gongkai.output.searching.means import Means
from gongkai.output.searching.segments import Segment, build_segments, in_order
from gongkai.output.searching.text import SearchText
from gongkai.problems import ProjectError

LONG = ["长" * 900] * 10


def built(pages: Iterable[SearchText], cache: Path | None) -> tuple[Segment, ...]:
    """All segments, with terms, made in this process."""
    return tuple(build_segments(tuple(pages), True, Means(cache=cache)))


def test_order_is_undated_then_oldest_to_newest_and_of_one_day_by_address_downward() -> None:
    days = ["2021-03-01", "", "2021", "2021-03-01", "2019-01-01", ""]
    pages = [make_page(number, date=date) for number, date in enumerate(days)]
    numbers = [int(page.address.split("/")[1]) for page in in_order(pages)]
    assert numbers == [5, 1, 4, 2, 3, 0]
    assert in_order(in_order(pages)) == in_order(pages[::-1]) == in_order(pages)


def test_a_plan_comes_before_its_tasks_and_they_as_they_are_counted() -> None:
    wanted = ["plans/a/", "plans/a/1.2/", "plans/a/1.10/", "plans/a/2.1/", "plans/b/"]
    pages = [replace(make_page(1), address=address) for address in wanted[::-1]]
    assert [page.address for page in reversed(in_order(pages))] == wanted


def test_sizes_add_up_to_the_pieces() -> None:
    pages = [*make_pages(1500), make_page(9000, *LONG), make_page(9001, *LONG)]
    segments = built(in_order(pages), None)
    assert len(segments) > 2
    groups = [group for segment in segments for group in segment.groups]
    assert len(groups) > 2 * len(segments)
    assert sum(group.pieces for group in groups) == 1500 + 2 * 4
    assert all(len(group.texts) == ceil(group.pieces / group.shared) for group in groups)
    assert all(1 <= group.shared <= 8 for group in groups)
    firsts = [segment.first for segment in segments]
    assert firsts[0] == 0
    assert [b - a for a, b in pairwise(firsts)] == [_pieces(each) for each in segments[:-1]]


def _pieces(segment: Segment) -> int:
    return sum(group.pieces for group in segment.groups)


def kept(cache: Path) -> dict[str, int]:
    """What lies in a cache, and when it was written."""
    return {file.name: file.stat().st_mtime_ns for file in cache.iterdir()}


def test_one_changed_page_makes_one_segment_again(tmp_path: Path) -> None:
    pages = in_order(make_pages(1500))
    first = built(pages, tmp_path)
    before = kept(tmp_path)
    changed = (*pages[:700], replace(pages[700], title="新的标题"), *pages[701:])
    second = built(changed, tmp_path)
    after = kept(tmp_path)
    third = built(changed, tmp_path)
    assert len(before) == len(first)
    assert 1 <= len(after.items() - before.items()) <= 2
    assert kept(tmp_path) == after
    assert second == third == built(changed, None)
    assert sum(one not in first for one in second) <= 2
    assert len(after) == len(second)


def test_a_page_put_in_moves_the_others_without_changing_them(tmp_path: Path) -> None:
    pages = in_order(make_pages(1500))
    built(pages, tmp_path)
    before = kept(tmp_path)
    built((*pages[:300], make_page(99999), *pages[300:]), tmp_path)
    assert 1 <= len(kept(tmp_path).items() - before.items()) <= 2


@pytest.mark.parametrize("damage", [b"", b"not ours", b"\x00" * 100])
def test_a_damaged_cache_is_made_again(tmp_path: Path, damage: bytes) -> None:
    pages = in_order(make_pages(100))
    good = built(pages, tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(damage)
    assert built(pages, tmp_path) == good
    assert built(pages, tmp_path) == good


def test_a_cache_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ProjectError, match="写不了"):
        built(in_order(make_pages(3)), tmp_path / "file")
