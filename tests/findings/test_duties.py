"""Duties: named itself, through a collective, and by a rule for the whole plan."""

from gongkai.findings.duties import duties
from gongkai.model.plan import GeneralRule, Party, Responsibility
from gongkai.model.unit import Unit, UnitKind
from gongkai.terms.roles import Role
from make import PLACE, make_party, make_plan, make_portal, make_task, make_unit

OFFICE = ("shilishi", "caizhengju")
EVERYONE = ("shilishi", "gexingzhengjiguan")


def everyone() -> Unit:
    return make_unit(
        slug="gexingzhengjiguan",
        name="各行政机关",
        kind=UnitKind.COLLECTIVE,
        members=("caizhengju",),
    )


def duty_of(*parties: Party) -> Responsibility:
    return Responsibility(annotation="（牵头单位：市财政局）", parties=parties, place=PLACE)


def test_a_unit_named_itself_has_its_own_duty() -> None:
    (duty,) = duties(make_portal())[OFFICE].own
    assert (duty.plan.slug, duty.task.number, duty.role) == ("shilishi-2025", "1.1", Role.LEAD)


def test_a_task_in_two_roles_counts_once() -> None:
    task = make_task(responsibility=duty_of(make_party(Role.LEAD), make_party(Role.RESPONSIBLE)))
    found = duties(make_portal(plans=(make_plan(task),)))[OFFICE]
    assert [duty.role for duty in found.own] == [Role.LEAD, Role.RESPONSIBLE]
    assert found.count() == 1


def test_duties_through_a_collective_stand_apart() -> None:
    task = make_task(responsibility=duty_of(make_party(Role.RESPONSIBLE, "gexingzhengjiguan")))
    portal = make_portal(units=(make_unit(), everyone()), plans=(make_plan(task),))
    found = duties(portal)
    assert found[OFFICE].own == ()
    ((collective, shared),) = found[OFFICE].collective
    assert collective == EVERYONE
    assert [duty.task.number for duty in shared] == ["1.1"]
    assert [duty.task.number for duty in found[EVERYONE].own] == ["1.1"]


def test_a_rule_for_the_whole_plan_reaches_every_task() -> None:
    rule = GeneralRule(
        annotation="本要点各项工作均需各行政机关作为责任单位",
        party=make_party(Role.RESPONSIBLE, "gexingzhengjiguan"),
    )
    plan = make_plan(make_task(), make_task(number="1.2"), rules=(rule,))
    found = duties(make_portal(units=(make_unit(), everyone()), plans=(plan,)))
    assert [duty.task.number for duty in found[EVERYONE].general] == ["1.1", "1.2"]
    assert all(duty.general for duty in found[EVERYONE].general)
    assert [duty.task.number for duty in found[OFFICE].collective[0][1]] == ["1.1", "1.2"]


def test_a_unit_nobody_names_has_none() -> None:
    portal = make_portal(units=(make_unit(), make_unit(slug="minzhengju", name="市民政局")))
    found = duties(portal)["shilishi", "minzhengju"]
    assert (found.own, found.general, found.collective) == ((), (), ())
