"""The reference portal's content, read once for all tests of this folder."""

from functools import cache
from pathlib import Path

from gongkai.model.plan import Plan
from gongkai.model.portal import Portal
from gongkai.problems import Problem
from gongkai.sources.load import load

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"

# Plans and the number of responsibility annotations counted in their seeds.
ANNOTATIONS = {
    "yiwu-2018": 14,
    "genhe-2019": 31,
    "zhejiang-2020": 16,
    "yiwu-2021": 16,
    "weifang-2017": 62,
}
PLANS = tuple(ANNOTATIONS)


@cache
def loaded() -> tuple[Portal | None, tuple[Problem, ...]]:
    """What the loader makes of the content folder."""
    return load(CONTENT, ROOT)


def portal_at_hand() -> Portal:
    """The portal; fails when it could not be read."""
    portal, problems = loaded()
    assert portal is not None, problems
    return portal


def plan_of(slug: str) -> Plan:
    """The plan of that slug; fails with the problems when it could not be read."""
    found = [plan for plan in portal_at_hand().plans if plan.slug == slug]
    assert len(found) == 1, [str(problem) for problem in loaded()[1]]
    return found[0]
