"""What every page shows around its content: names, the tree of columns, facts of the footer."""

from urllib.parse import urlsplit

from gongkai.model.portal import Column, ColumnKind, Portal
from gongkai.pages import address
from gongkai.pages.parts import ColumnNode, Fact, SiteView
from gongkai.terms.fields import label


def site_view(portal: Portal) -> SiteView:
    """What every page shows around its content."""
    known = (
        ("organizer", portal.organizer),
        ("contact", portal.contact),
        ("id_code", portal.id_code),
        ("icp", portal.icp),
        ("police", portal.police),
    )
    has_search = any(column.kind is ColumnKind.SEARCH for column in portal.all_columns())
    return SiteView(
        site_name=portal.site_name,
        statement=portal.statement,
        description=portal.description,
        tree=tuple(_node(column) for column in portal.columns),
        footer=tuple(Fact(label=label(key), value=value) for key, value in known if value),
        unknown=tuple(label(key) for key, value in known if not value),
        search_address=address.SEARCH if has_search else "",
        feed=address.FEED,
        root=urlsplit(portal.url).path if portal.url else "",
    )


def _node(column: Column) -> ColumnNode:
    return ColumnNode(
        key=column.key,
        name=column.name,
        address=address.column(column),
        columns=tuple(_node(below) for below in column.columns),
    )
