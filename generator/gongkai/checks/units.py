"""Units (责任单位): those that nobody names."""

from collections.abc import Iterator

from gongkai.checks.check import Found, check
from gongkai.model.portal import Portal
from gongkai.problems import Weight


@check(Weight.NOTE)
def unit_unnamed(portal: Portal) -> Iterator[Found]:
    """单位没有被任何要点或文件提到。

    这样的单位页面上没有职责可看。多半是名录里多写了，或者要点里的名称没有写进它的别名。
    不是错误：统称的成员、承继单位等可以不被提到，这些已经除外。
    """
    named = set(_named(portal))
    for unit in portal.units:
        if unit.key not in named:
            yield Found(
                unit.place,
                f"单位「{unit.name}」没有被任何要点或文件提到",
                "核对它的名称和别名；确实用不着的，从 units.yaml 里删去",
            )


def _named(portal: Portal) -> Iterator[tuple[str, str]]:
    """Keys of the units that something in the portal names; some more than once."""
    for plan in portal.plans:
        responsibilities = (task.responsibility.parties for task in plan.tasks())
        rules = (rule.party for rule in plan.rules)
        for party in (*(p for parties in responsibilities for p in parties), *rules):
            yield from (named.unit for named in party.units)
    for document in portal.documents:
        yield from document.units
    for unit in portal.units:
        yield from ((unit.region, slug) for slug in unit.members)
        if unit.successor:  # both are kept for the history they tell
            yield from (unit.key, (unit.region, unit.successor))
