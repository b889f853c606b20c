"""Page: one file of the site before it is rendered: address, kind, title, trail and view."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gongkai.problems import Place

# Kinds of pages that servers show at other addresses than their own, at any depth.
ANYWHERE = frozenset({"not_found", "withdrawn"})
# Kinds that are pages for readers; the rest are files for programs.
HTML_KINDS = frozenset(
    {
        *("home", "plans", "plan", "task", "years", "year", "regions", "region", "units", "unit"),
        *("numbers", "column", "listing", "document", "search", "data", *ANYWHERE),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to a page of this site (address from its root, no leading slash; "" = home),
    or to an address with a scheme (https://...). note: small print beside it, or "".
    count: entries behind it, or None when counting means nothing.
    """

    text: str
    address: str
    note: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """One head tag (网页标签) with a known value."""

    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: a pure function of this value and the theme makes its bytes.

    address: "" for home, "plans/yiwu-2021/" for a page, "feed.xml" for a file.
    kind: names the template pages/KIND.html, or the exporter when it has none.
    column: key of the column it belongs to (marked in the tree), or "".
    trail: breadcrumb from home down to the parent; the page itself is not in it.
    search: whether readers' search shall find it.
    source: the content file it comes from, named when two pages claim one address.
    """

    address: str
    kind: str
    title: str
    view: object
    trail: tuple[Link, ...] = ()
    column: str = ""
    description: str = ""
    meta: tuple[Meta, ...] = ()
    feed: str = ""  # address of the Atom feed to announce, or ""
    search: bool = False
    source: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page that is not made yet: where it goes, and a key to tell whether it changed.

    key: equal for sheets of one address that make equal pages. make: gives the page.
    source: as of a page.
    """

    address: str
    kind: str
    key: bytes
    make: Callable[[], Page] = field(compare=False, repr=False)
    source: Place | None = field(default=None, compare=False, repr=False)


def made(each: Page | Sheet) -> Page:
    """The page of a sheet; a page is itself."""
    return each if isinstance(each, Page) else each.make()
