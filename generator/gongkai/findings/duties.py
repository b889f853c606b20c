"""Duties: which tasks each unit answers for, itself, through a collective, or by a rule."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.findings.lookup import UnitKey
from gongkai.model.plan import Item, Party, Plan, Section, Task
from gongkai.model.portal import Portal
from gongkai.terms.roles import Role


@dataclass(frozen=True, slots=True)
class Duty:
    """One task that a unit answers for in one role; general: by a rule for the whole plan."""

    plan: Plan
    section: Section
    item: Item | None
    task: Task
    role: Role
    general: bool = False


@dataclass(frozen=True, slots=True)
class UnitDuties:
    """Duties of one unit, each tuple in the order of the plans and of their text.

    own: named itself; general: named by a rule; collective: through each collective it is in.
    """

    own: tuple[Duty, ...] = ()
    general: tuple[Duty, ...] = ()
    collective: tuple[tuple[UnitKey, tuple[Duty, ...]], ...] = ()

    def count(self) -> int:
        """Tasks it is named for itself, each counted once."""
        return len({(duty.plan.slug, duty.task.number) for duty in self.own})


NOTHING = UnitDuties()


def duties(portal: Portal) -> dict[UnitKey, UnitDuties]:
    """The duties of every unit of the portal; a unit without any maps to empty duties."""
    own: dict[UnitKey, list[Duty]] = defaultdict(list)
    general: dict[UnitKey, list[Duty]] = defaultdict(list)
    for plan in portal.plans:
        for duty, key in _named(plan):
            (general if duty.general else own)[key].append(duty)
    through: dict[UnitKey, list[UnitKey]] = defaultdict(list)
    for unit in portal.units:
        for member in unit.members:
            through[(unit.region, member)].append(unit.key)
    return {
        unit.key: UnitDuties(
            own=tuple(own[unit.key]),
            general=tuple(general[unit.key]),
            collective=tuple(
                (key, tuple(own[key] + general[key]))
                for key in through[unit.key]
                if own[key] or general[key]
            ),
        )
        for unit in portal.units
    }


def _named(plan: Plan) -> Iterator[tuple[Duty, UnitKey]]:
    for section, item, task in plan.located_tasks():
        for party in task.responsibility.parties:
            for named in party.units:
                yield Duty(plan, section, item, task, party.role), named.unit
        for rule in plan.rules:
            for named in rule.party.units:
                yield Duty(plan, section, item, task, rule.party.role, general=True), named.unit


def parties_of(plan: Plan, task: Task) -> tuple[tuple[Party, bool], ...]:
    """Every party of a task, with True for those that a rule for the whole plan adds."""
    named = tuple((party, False) for party in task.responsibility.parties)
    return named + tuple((rule.party, True) for rule in plan.rules)
