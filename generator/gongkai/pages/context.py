"""Context: everything the page makers share: the portal, look-ups, duties and small links."""

from dataclasses import dataclass, field

from gongkai.findings.duties import NOTHING, UnitDuties, duties
from gongkai.findings.lookup import Lookup, UnitKey, look_up
from gongkai.model.plan import Plan
from gongkai.model.portal import Column, ColumnKind, Portal
from gongkai.model.record import Record
from gongkai.model.unit import Unit
from gongkai.pages import address
from gongkai.pages.page import Link, Meta
from gongkai.pages.parts import EntryCard


@dataclass(frozen=True, slots=True)
class Context:
    """The portal with what was worked out from it; made once a build.

    cards: of documents by slug; trails and tags: of columns by key. Made when first asked for:
    each stands on several pages.
    """

    portal: Portal
    lookup: Lookup
    duties: dict[UnitKey, UnitDuties]
    site_meta: tuple[Meta, ...]
    cards: dict[str, EntryCard] = field(default_factory=dict)
    trails: dict[str, tuple[Link, ...]] = field(default_factory=dict)
    tags: dict[str, tuple[Meta, ...]] = field(default_factory=dict)

    def column_of(self, kind: ColumnKind) -> Column | None:
        """The column of that kind, None when the portal has none."""
        return self.lookup.of_kind.get(kind)

    def unit_duties(self, unit: Unit) -> UnitDuties:
        """Duties of a unit."""
        return self.duties.get(unit.key, NOTHING)


def make_context(portal: Portal) -> Context:
    """Work out what every page maker needs."""
    return Context(
        portal=portal,
        lookup=look_up(portal),
        duties=duties(portal),
        site_meta=site_meta(portal),
    )


def site_meta(portal: Portal) -> tuple[Meta, ...]:
    """The site group of head tags (TAG-01 to TAG-03); a fact that is not known has no tag."""
    host = portal.url.split("://", 1)[-1].split("/", 1)[0] if portal.url else ""
    return known_meta(
        ("SiteName", portal.site_name), ("SiteDomain", host), ("SiteIDCode", portal.id_code)
    )


def head_tags(context: Context, column: Column | None) -> tuple[Meta, ...]:
    """The site group of head tags and the column group (TAG-04 to TAG-07)."""
    if column is None:
        return context.site_meta
    if column.key not in context.tags:
        context.tags[column.key] = context.site_meta + known_meta(
            ("ColumnName", column.name),
            ("ColumnDescription", column.description),
            ("ColumnKeywords", ",".join(column.keywords)),
            ("ColumnType", _COLUMN_TYPES.get(column.kind, "")),
        )
    return context.tags[column.key]


# The national list (47号 annex) has no name for most of our kinds; only those it has are given.
_COLUMN_TYPES = {ColumnKind.DATA: "数据开放", ColumnKind.DOCUMENTS: "政策文件"}


def article_meta(title: str, record: Record) -> tuple[Meta, ...]:
    """The article group of head tags (TAG-08 to TAG-11). PubDate has a time only when known."""
    published = record.published.isoformat() if record.published else ""
    moment = f"{published} {record.published_time}".strip() if published else ""
    return known_meta(
        ("ArticleTitle", title),
        ("PubDate", moment),
        ("ContentSource", record.source or record.issuer),
        ("Keywords", ",".join(record.keywords)),
    )


def known_meta(*pairs: tuple[str, str]) -> tuple[Meta, ...]:
    """Head tags of the pairs that have a value."""
    return tuple(Meta(name=name, content=content) for name, content in pairs if content)


HOME_LINK = Link(text="首页", address=address.HOME)


def column_link(column: Column) -> Link:
    """Link to a column."""
    return Link(text=column.name, address=address.column(column))


def trail_to(context: Context, column: Column | None) -> tuple[Link, ...]:
    """Breadcrumb from home down to and including a column."""
    if column is None:
        return (HOME_LINK,)
    if column.key not in context.trails:
        above = [context.lookup.columns[key] for key in context.lookup.parents[column.key]]
        links = (column_link(each) for each in (*above, column))
        context.trails[column.key] = (HOME_LINK, *links)
    return context.trails[column.key]


def trail_above(context: Context, column: Column | None) -> tuple[Link, ...]:
    """Breadcrumb of a column's own page: from home down to what the column stands in."""
    return trail_to(context, column)[:-1] if column else (HOME_LINK,)


def plan_link(plan: Plan) -> Link:
    """Link to a plan by its short title."""
    return Link(text=plan.record.title, address=address.plan(plan), note=str(plan.year))


def year_link(year: int) -> Link:
    """Link to a year."""
    return Link(text=f"{year}年", address=address.year(year))


def region_link(context: Context, slug: str) -> Link:
    """Link to a region."""
    return Link(text=context.lookup.region(slug).name, address=address.region(slug))


def unit_link(unit: Unit, text: str = "") -> Link:
    """Link to a unit, under the words given or its name."""
    return Link(text=text or unit.name, address=address.unit(unit))


def ways_on(context: Context) -> tuple[Link, ...]:
    """Ways into the portal for those who found nothing: its index columns."""
    kinds = (
        *(ColumnKind.PLANS, ColumnKind.YEARS, ColumnKind.REGIONS),
        *(ColumnKind.UNITS, ColumnKind.NUMBERS),
    )
    columns = [context.column_of(kind) for kind in kinds]
    return (HOME_LINK, *(column_link(column) for column in columns if column))
