"""Pages of years and regions: what was disclosed when, and where."""

from collections.abc import Iterator

from gongkai.findings.lookup import grouped, plans_of
from gongkai.model.document import Document
from gongkai.model.plan import Plan
from gongkai.model.portal import ColumnKind
from gongkai.model.region import Region
from gongkai.pages import address
from gongkai.pages.context import (
    Context,
    head_tags,
    region_link,
    trail_above,
    trail_to,
    year_link,
)
from gongkai.pages.lists import further_pages, listing, plan_cards
from gongkai.pages.page import Link, Page, Sheet
from gongkai.pages.parts import Fact, RegionCard
from gongkai.pages.unit_pages import unit_groups, units_of
from gongkai.pages.views import RegionsView, RegionView, YearsView, YearView
from gongkai.terms.fields import label


def year_pages(context: Context) -> Iterator[Page | Sheet]:
    """The index of years, then every year's page and the rest of its documents."""
    column = context.column_of(ColumnKind.YEARS)
    years = _years(context)
    yield Page(
        address=address.YEARS,
        kind="years",
        title=column.name if column else "年度",
        view=YearsView(
            years=tuple(
                (year_link(year), plan_cards(context, plans), _documents_link(year, papers))
                for year, (plans, papers) in years.items()
            )
        ),
        trail=trail_above(context, column),
        column=column.key if column else "",
        description=column.description if column else "",
        meta=head_tags(context, column),
    )
    order = list(years)
    for index, year in enumerate(order):
        later = order[index - 1] if index else None
        earlier = order[index + 1] if index + 1 < len(order) else None
        first = _year_page(context, year, years[year], (earlier, later))
        yield first
        yield from further_pages(context, years[year][1], first)


def _year_page(
    context: Context,
    year: int,
    contents: tuple[tuple[Plan, ...], tuple[Document, ...]],
    around: tuple[int | None, int | None],
) -> Page:
    plans, papers = contents
    column = context.column_of(ColumnKind.YEARS)
    own = address.year(year)
    return Page(
        address=own,
        kind="year",
        title=f"{year}年",
        view=YearView(
            year=year,
            plans=plan_cards(context, plans),
            documents=listing(context, papers, own, 1) if papers else None,
            previous=year_link(around[0]) if around[0] else None,
            following=year_link(around[1]) if around[1] else None,
        ),
        trail=trail_to(context, column),
        column=column.key if column else "",
        description=f"{year}年的政务公开要点和文件",
        meta=head_tags(context, column),
    )


def _years(context: Context) -> dict[int, tuple[tuple[Plan, ...], tuple[Document, ...]]]:
    """Every year that has a plan or a document, newest first."""
    plans = grouped((plan.year, plan) for plan in context.portal.plans)
    papers = context.lookup.dated
    return {
        year: (plans.get(year, ()), papers.get(year, ()))
        for year in sorted({*plans, *papers}, reverse=True)
    }


def _documents_link(year: int, papers: tuple[Document, ...]) -> Link | None:
    if not papers:
        return None
    return Link(text=f"{year}年的文件", address=address.year(year), count=len(papers))


def region_pages(context: Context) -> Iterator[Page]:
    """The index of regions, then every region's page."""
    column = context.column_of(ColumnKind.REGIONS)
    meta = head_tags(context, column)
    key = column.key if column else ""
    yield Page(
        address=address.REGIONS,
        kind="regions",
        title=column.name if column else "地区",
        view=RegionsView(
            regions=tuple(_region_card(context, region) for region in context.portal.regions)
        ),
        trail=trail_above(context, column),
        column=key,
        description=column.description if column else "",
        meta=meta,
    )
    for region in context.portal.regions:
        yield Page(
            address=address.region(region.slug),
            kind="region",
            title=region.name,
            view=RegionView(
                facts=_region_facts(context, region),
                plans=plan_cards(context, plans_of(context.portal, region.slug)),
                groups=unit_groups(context, units_of(context, region.slug)),
            ),
            trail=trail_to(context, column),
            column=key,
            description=f"{region.name}的政务公开要点和责任单位",
            meta=meta,
            source=region.place,
        )


def _region_card(context: Context, region: Region) -> RegionCard:
    link = region_link(context, region.slug)
    plans = plans_of(context.portal, region.slug)
    return RegionCard(
        link=Link(text=link.text, address=link.address, count=len(plans)),
        facts=_region_facts(context, region),
        plans=plan_cards(context, plans),
        units=Link(
            text="责任单位",
            address=f"{address.UNITS}#{address.region_anchor(region.slug)}",
            count=len(units_of(context, region.slug)),
        ),
    )


def _region_facts(context: Context, region: Region) -> tuple[Fact, ...]:
    facts = [Fact(label=label("level"), value=region.level.value)]
    if region.code:
        facts.append(Fact(label=label("code"), value=region.code))
    if region.parent:
        above = region_link(context, region.parent)
        facts.append(Fact(label=label("parent"), value=above.text, link=above))
    return tuple(facts)
