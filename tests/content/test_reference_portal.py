"""The reference portal's files fit together: plans, units, both formats, corrections."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from plans_at_hand import ANNOTATIONS, CONTENT, PLANS, loaded, plan_of, portal_at_hand

from gongkai.model.plan import Plan
from gongkai.model.unit import UnitKind
from gongkai.sources.load import load
from gongkai.terms.number import parse_number


def test_content_has_no_problems() -> None:
    assert loaded()[1] == ()


def test_portal_has_the_five_plans() -> None:
    assert sorted(plan.slug for plan in portal_at_hand().plans) == sorted(PLANS)


@pytest.mark.parametrize(("slug", "count"), ANNOTATIONS.items())
def test_every_annotation_is_a_task(slug: str, count: int) -> None:
    assert len(list(plan_of(slug).tasks())) == count


def _parties_units(plan: Plan) -> Iterator[tuple[str, str]]:
    parties = [party for task in plan.tasks() for party in task.responsibility.parties]
    for party in (*parties, *(rule.party for rule in plan.rules)):
        for named in party.units:
            yield named.unit


def test_units_are_those_that_the_plans_name() -> None:
    """Every registered unit is named by a plan, or took over from one that is."""
    portal = portal_at_hand()
    named = {key for plan in portal.plans for key in _parties_units(plan)}
    successors = {(unit.region, unit.successor) for unit in portal.units if unit.successor}
    assert {unit.key for unit in portal.units} == named | successors


def test_every_printed_spelling_is_registered() -> None:
    """A printed name leads to its unit by itself, without guessing a prefix."""
    portal = portal_at_hand()
    defined = {(plan.slug, each.meaning) for plan in portal.plans for each in plan.definitions}
    for plan in portal.plans:
        for task in plan.tasks():
            for party in task.responsibility.parties:
                for named in party.units:
                    known = named.printed in portal.unit(named.unit).all_names()
                    assert known or (plan.slug, named.printed) in defined, named


@pytest.mark.parametrize(
    ("region", "slug"),
    [("yiwu", "zhengfu-ge-bumen"), ("yiwu", "xingzheng-jiguan"), ("genhe", "zhengfu-ge-bumen")],
)
def test_collectives_of_departments_hold_all_of_them(region: str, slug: str) -> None:
    portal = portal_at_hand()
    offices = {
        unit.slug for unit in portal.units if unit.region == region and unit.kind is UnitKind.OFFICE
    }
    assert set(portal.unit((region, slug)).members) == offices


def test_ended_units_tell_what_is_known() -> None:
    """A unit that ended or has a successor says in words how far that is known."""
    changed = [unit for unit in portal_at_hand().units if unit.until or unit.successor_name]
    assert changed
    assert [unit.name for unit in changed if not unit.note] == []


def _only(ending: str, folder: Path) -> dict[str, Plan]:
    """The plans as their files of one format alone tell them."""
    shutil.copytree(CONTENT, folder / "content")
    for path in (folder / "content/plans").iterdir():
        if path.suffix != ending:
            path.unlink()
    portal, problems = load(folder / "content", folder)
    assert portal is not None
    assert problems == ()
    return {plan.slug: plan for plan in portal.plans}


def test_yaml_and_markdown_agree(tmp_path: Path) -> None:
    markdown, yaml = _only(".md", tmp_path / "md"), _only(".yaml", tmp_path / "yaml")
    assert sorted(markdown) == sorted(yaml) == sorted(PLANS)
    for slug in PLANS:
        assert markdown[slug] == yaml[slug]


@pytest.mark.parametrize(
    ("slug", "count"),
    [("yiwu-2018", 4), ("genhe-2019", 1), ("zhejiang-2020", 5), ("weifang-2017", 6)],
)
def test_corrections_are_recorded(slug: str, count: int) -> None:
    corrections = plan_of(slug).record.corrections
    assert len(corrections) == count
    assert all(each.found and each.mended and each.reason for each in corrections)


def test_incomplete_plans_say_so() -> None:
    incomplete = {plan.slug for plan in portal_at_hand().plans if plan.record.incomplete}
    assert incomplete == {"yiwu-2018", "weifang-2017"}


def test_cited_numbers_are_canonical() -> None:
    numbers = [number for plan in portal_at_hand().plans for number in plan.basis]
    assert len(numbers) == 3 + 4 + 2 + 2
    for number in numbers:
        parsed = parse_number(number)
        assert parsed is not None
        assert parsed.canonical == number


def test_only_what_the_source_shows_is_stated() -> None:
    """Own numbers and publication dates stand only where the issuer's own page shows them."""
    plans = portal_at_hand().plans
    assert {plan.slug for plan in plans if plan.record.number} == {"yiwu-2021"}
    assert {plan.slug for plan in plans if plan.record.published} == {"genhe-2019"}
    assert {plan.slug for plan in plans if plan.record.written} == {
        "genhe-2019",
        "zhejiang-2020",
        "yiwu-2021",
    }
