"""Pages of units: the index of 责任单位 and each unit with its duties."""

from collections.abc import Iterable, Iterator

from gongkai.findings.duties import Duty
from gongkai.findings.lookup import grouped
from gongkai.model.document import Document
from gongkai.model.portal import ColumnKind
from gongkai.model.unit import Unit, UnitKind
from gongkai.pages import address
from gongkai.pages.context import (
    Context,
    head_tags,
    region_link,
    trail_above,
    trail_to,
    unit_link,
)
from gongkai.pages.lists import further_pages, listing
from gongkai.pages.page import Link, Page, Sheet
from gongkai.pages.parts import CollectiveDuties, Fact
from gongkai.pages.tables import duty_years
from gongkai.pages.views import UnitsView, UnitView
from gongkai.terms.fields import label


def unit_pages(context: Context) -> Iterator[Page | Sheet]:
    """The index of units, then every unit's page."""
    column = context.column_of(ColumnKind.UNITS)
    regions = [region for region in context.portal.regions if units_of(context, region.slug)]
    yield Page(
        address=address.UNITS,
        kind="units",
        title=column.name if column else "责任单位",
        view=UnitsView(
            regions=tuple(
                (
                    region_link(context, region.slug),
                    address.region_anchor(region.slug),
                    unit_groups(context, units_of(context, region.slug)),
                )
                for region in regions
            )
        ),
        trail=trail_above(context, column),
        column=column.key if column else "",
        description=column.description if column else "",
        meta=head_tags(context, column),
    )
    documents = grouped((key, paper) for paper in context.portal.documents for key in paper.units)
    for unit in context.portal.units:
        yield from _unit_pages(context, unit, documents.get(unit.key, ()))


def units_of(context: Context, region: str) -> tuple[Unit, ...]:
    """Units of one region, in the order of units.yaml."""
    return tuple(unit for unit in context.portal.units if unit.region == region)


def unit_groups(
    context: Context, units: Iterable[Unit]
) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Units by kind, each with the number of tasks that name it."""
    groups: dict[UnitKind, list[Link]] = {kind: [] for kind in UnitKind}
    for unit in units:
        link = unit_link(unit)
        duties = context.unit_duties(unit)
        count = duties.count() or len(duties.general)
        groups[unit.kind].append(Link(text=link.text, address=link.address, count=count))
    return tuple((kind.value, tuple(links)) for kind, links in groups.items() if links)


def _unit_pages(
    context: Context, unit: Unit, documents: tuple[Document, ...]
) -> Iterator[Page | Sheet]:
    column = context.column_of(ColumnKind.UNITS)
    region = context.lookup.region(unit.region)
    own = address.unit(unit)
    first = Page(
        address=own,
        kind="unit",
        title=f"{unit.name}（{region.name}）",
        view=_view(context, unit, documents),
        trail=(
            *trail_to(context, column),
            Link(
                text=region.name,
                address=f"{address.UNITS}#{address.region_anchor(region.slug)}",
            ),
        ),
        column=column.key if column else "",
        description=f"{region.name}{unit.name}在各年度政务公开要点中的任务",
        meta=head_tags(context, column),
        search=True,
        source=unit.place,
    )
    yield first
    yield from further_pages(context, documents, first)


def _view(context: Context, unit: Unit, documents: tuple[Document, ...]) -> UnitView:
    duties = context.unit_duties(unit)
    return UnitView(
        region=region_link(context, unit.region),
        facts=_facts(unit),
        note=unit.note,
        successor=_successor(context, unit),
        own=duty_years(context, duties.own),
        collective=tuple(
            CollectiveDuties(
                collective=unit_link(context.lookup.unit(key)),
                years=duty_years(context, shared),
                count=_tasks(shared),
            )
            for key, shared in duties.collective
        ),
        general=duty_years(context, duties.general),
        members=tuple(
            unit_link(context.lookup.unit((unit.region, member))) for member in unit.members
        ),
        own_count=duties.count(),
        documents=listing(context, documents, address.unit(unit), 1) if documents else None,
    )


def _tasks(duties: tuple[Duty, ...]) -> int:
    return len({(duty.plan.slug, duty.task.number) for duty in duties})


def _facts(unit: Unit) -> tuple[Fact, ...]:
    values = (
        ("full_name", unit.full_name),
        ("unit_kind", unit.kind.value),
        ("aliases", "、".join(unit.aliases)),
        ("former_names", "、".join(unit.former_names)),
        ("since", unit.since),
        ("until", unit.until),
    )
    return tuple(Fact(label=label(key), value=value) for key, value in values if value)


def _successor(context: Context, unit: Unit) -> Link | None:
    if unit.successor:
        return unit_link(context.lookup.unit((unit.region, unit.successor)))
    return Link(text=unit.successor_name, address="") if unit.successor_name else None
