"""The home page: what the portal is, its figures, its newest papers and the ways in."""

from gongkai.pages import address
from gongkai.pages.context import Context, region_link, year_link
from gongkai.pages.lists import entry_card, plan_cards
from gongkai.pages.page import Link, Page
from gongkai.pages.parts import Fact, Prose
from gongkai.pages.views import HomeView

NEWEST = 8  # documents shown on the home page


def home_page(context: Context) -> Page:
    """The home page."""
    portal = context.portal
    documents = portal.documents
    years = sorted({*(plan.year for plan in portal.plans), *context.lookup.dated}, reverse=True)
    return Page(
        address=address.HOME,
        kind="home",
        title=portal.site_name,
        view=HomeView(
            introduction=Prose(
                markdown=portal.introduction, file=portal.place.file, line=portal.place.line
            ),
            figures=_figures(context),
            plans=plan_cards(context, portal.plans),
            documents=tuple(entry_card(context, each) for each in documents[:NEWEST]),
            documents_link=Link(text="全部文件", address=address.DOCUMENTS, count=len(documents))
            if documents
            else None,
            years=tuple(year_link(year) for year in years),
            regions=tuple(region_link(context, region.slug) for region in portal.regions),
            columns=tuple(
                Link(text=column.name, address=address.column(column), note=column.description)
                for column in portal.columns
            ),
        ),
        description=portal.description,
        meta=context.site_meta,
        feed=address.FEED,
    )


def _figures(context: Context) -> tuple[Fact, ...]:
    """Counts with a link to what was counted; what there is none of is not shown."""
    portal = context.portal
    counts = (
        ("要点", len(portal.plans), "份", address.PLANS),
        ("任务", sum(1 for plan in portal.plans for _ in plan.tasks()), "项", address.PLANS),
        ("责任单位", len(portal.units), "个", address.UNITS),
        ("地区", len(portal.regions), "个", address.REGIONS),
        ("文件", len(portal.documents), "件", address.DOCUMENTS),
    )
    return tuple(
        Fact(label=name, value=f"{count}{measure}", link=Link(text=name, address=where))
        for name, count, measure, where in counts
        if count
    )
