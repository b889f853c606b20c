"""units.yaml to units 责任单位."""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace

from gongkai.model.region import Region
from gongkai.model.unit import Unit, UnitKind
from gongkai.problems import Problem
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping, Node, Scalar, kind_words
from gongkai.sources.shapes.lists import only_mappings, report_repeats
from gongkai.terms.fields import PORTAL
from gongkai.terms.nearest import nearest

_WORDS = vocabulary(
    (PORTAL, "标识 名称 全称 类别 别名 曾用名 设立 撤销 承继 承继名称 成员 说明"),
)
_KINDS = {kind.value: kind for kind in UnitKind if kind is not UnitKind.COLLECTIVE}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A unit whose 成员 and 承继 are still words, because they may name later units."""

    unit: Unit
    members: tuple[Scalar, ...]
    successor: Scalar | None


def read_units(
    node: Node, regions: tuple[Region, ...], problems: list[Problem]
) -> tuple[Unit, ...]:
    """The units of every region, in the order of the file."""
    if not isinstance(node, Mapping):
        message = f"责任单位应当按地区分组，这里却是{kind_words(node)}"
        problems.append(Problem("wrong-shape", node.place, message, "写成“地区名称:”加一个列表"))
        return ()
    slugs = {region.name: region.slug for region in regions}
    slugs |= {region.slug: region.slug for region in regions}
    units: list[Unit] = []
    for name, listed in node.entries:
        if name.text not in slugs:
            near = nearest(name.text, [region.name for region in regions])
            hint = f"已登记的地区：{'、'.join(near)}" if near else "先在 regions.yaml 登记"
            message = f"没有登记过的地区「{name.text}」"
            problems.append(Problem("unknown-region", name.place, message, hint))
        units += _of_region(slugs.get(name.text, ""), listed, problems)
    return tuple(units)


def _of_region(region: str, node: Node, problems: list[Problem]) -> tuple[Unit, ...]:
    rows = only_mappings(node, "责任单位", problems)
    drafts = tuple(_draft(region, row, problems) for row in rows)
    report_repeats([(each.unit.slug, each.unit.place) for each in drafts], "标识", problems)
    owners = _owners(drafts, problems)
    return tuple(_settled(draft, drafts, owners, problems) for draft in drafts)


def _draft(region: str, mapping: Mapping, problems: list[Problem]) -> _Draft:
    fields = Fields(mapping, _WORDS, problems)
    kind = fields.choice("unit_kind", UnitKind) or UnitKind.OFFICE
    members = fields.scalars("members")
    if members and kind is not UnitKind.COLLECTIVE:
        fields.error(
            "members-of-one", "members", "只有统称才有成员", "删去成员，或者把类别改成 统称"
        )
    successor = fields.node("successor")
    unit = Unit(
        region=region,
        slug=fields.slug(),
        name=fields.required("name"),
        kind=kind,
        full_name=fields.text("full_name"),
        aliases=fields.texts("aliases"),
        former_names=fields.texts("former_names"),
        since=fields.text("since"),
        until=fields.text("until"),
        successor_name=fields.text("successor_name"),
        note=fields.prose("note"),
        place=mapping.place,
    )
    fields.text("successor")
    return _Draft(unit, members, successor if isinstance(successor, Scalar) else None)


def _owners(drafts: tuple[_Draft, ...], problems: list[Problem]) -> dict[str, Unit]:
    """Every spelling and the unit it leads to; a spelling of two units is noted."""
    owners: dict[str, Unit] = {}
    for draft in drafts:
        for name in draft.unit.all_names():
            other = owners.setdefault(name, draft.unit)
            if other is not draft.unit:
                message = f"「{name}」既是「{other.name}」又是「{draft.unit.name}」的写法"
                hint = f"只留一处；另一处在 {other.place}"
                problems.append(Problem("alias-shared", draft.unit.place, message, hint))
    return owners


def _settled(
    draft: _Draft, drafts: tuple[_Draft, ...], owners: Lookup[str, Unit], problems: list[Problem]
) -> Unit:
    slugs: list[str] = []
    for word in draft.members:
        kind = _KINDS.get(word.text)
        if kind:
            slugs += [each.unit.slug for each in drafts if each.unit.kind is kind]
        else:
            slugs += _known(word, owners, drafts, problems)
    successor = _known(draft.successor, owners, drafts, problems) if draft.successor else ()
    return replace(
        draft.unit,
        members=tuple(dict.fromkeys(slugs)),
        successor=successor[0] if successor else "",
    )


def _known(
    word: Scalar, owners: Lookup[str, Unit], drafts: tuple[_Draft, ...], problems: list[Problem]
) -> tuple[str, ...]:
    """The slug of the unit that a word names, by name or slug; () and a problem when none."""
    if word.text in owners:
        return (owners[word.text].slug,)
    if any(each.unit.slug == word.text for each in drafts):
        return (word.text,)
    near = nearest(word.text, owners)
    hint = f"同一地区里相近的有：{'、'.join(near)}" if near else "先登记这个单位"
    message = f"没有登记过的责任单位「{word.text}」"
    problems.append(Problem("unknown-unit", word.place, message, hint))
    return ()
