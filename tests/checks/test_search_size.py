"""Where a portal's texts may change without another word on its search: as the check tells it."""

from dataclasses import replace
from itertools import product

import pytest
from portal_cases import portal_of

from gongkai.checks.search import characters, same_size, search_outgrown
from gongkai.model.portal import Portal

SIZES = (0, 9_999, 10_000, 2_999_999, 3_000_000, 3_000_001, 3_009_999, 3_010_000, 200_000_001)
PORTAL = """
engine: {engine}
columns:
  - {{key: search, kind: 检索}}
documents:
  - {{column: notices, body: 一}}
"""


def of_size(size: int, engine: str) -> Portal:
    portal = portal_of(PORTAL.format(engine=engine))
    (document,) = portal.documents
    return replace(portal, documents=(replace(document, body="", length=size),))


@pytest.mark.parametrize("engine", ["pagefind", "bigram"])
def test_sizes_said_to_be_the_same_are_told_alike(engine: str) -> None:
    told = {}
    for size in SIZES:
        portal = of_size(size, engine)
        assert characters(portal) == size
        told[size] = [str(problem) for problem in search_outgrown.problems(portal)]
    assert any(told.values())
    alike = [(one, other) for one, other in product(SIZES, SIZES) if same_size(one, other)]
    assert (0, 9_999) in alike
    assert (3_000_000, 3_000_001) not in alike
    assert [(one, other) for one, other in alike if told[one] != told[other]] == []
