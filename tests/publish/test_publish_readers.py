"""Readers during publishes and rollbacks behind a real nginx; tests/bench has the long version."""

from pathlib import Path

from readers import Notes, judge
from rounds import rounds


def test_nobody_meets_anything_but_whole_pages(tmp_path: Path) -> None:
    found = rounds(tmp_path, publishes=10, rollbacks=2, pages=30, wanted=2000)
    assert found.requests >= 2000
    assert len(found.versions) > 3  # they did see the site change
    assert (found.http_errors, found.missing_assets, found.torn, found.backwards) == (0, 0, 0, 0)


def test_the_judge_can_find_a_step_backwards() -> None:
    live = [1, 2, 3, 2, 4]
    for seen, steps in (([1, 2, 3, 2, 4], 0), ([1, 3, 4], 0), ([2, 1], 1), ([4, 3], 1), ([3], 0)):
        assert judge([Notes(versions=seen)], live).backwards == steps
