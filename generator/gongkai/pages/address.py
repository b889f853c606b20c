"""Addresses: the one place that decides where a page lives; all ASCII, relative to the root."""

from gongkai.model.document import Document
from gongkai.model.plan import Item, Plan, Section, Task
from gongkai.model.portal import Column, ColumnKind
from gongkai.model.unit import Unit

HOME = ""
PLANS = "plans/"
YEARS = "years/"
REGIONS = "regions/"
UNITS = "units/"
NUMBERS = "numbers/"
DOCUMENTS = "documents/"
SEARCH = "search/"
DATA = "data/"
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
FEED = "feed.xml"

_OF_KIND = {
    ColumnKind.PLANS: PLANS,
    ColumnKind.YEARS: YEARS,
    ColumnKind.REGIONS: REGIONS,
    ColumnKind.UNITS: UNITS,
    ColumnKind.NUMBERS: NUMBERS,
    ColumnKind.SEARCH: SEARCH,
    ColumnKind.DATA: DATA,
}


def column(value: Column) -> str:
    """Address of a column: fixed for the kinds that exist once, columns/KEY/ for the others."""
    return _OF_KIND.get(value.kind, f"columns/{value.key}/")


def column_feed(value: Column) -> str:
    """Atom feed of a column of documents."""
    return f"columns/{value.key}/feed.xml"


def plan(value: Plan) -> str:
    """Address of a plan."""
    return plan_address(value.slug)


def plan_address(slug: str) -> str:
    """Address of the plan of that slug."""
    return f"plans/{slug}/"


def plan_file(value: Plan, ending: str) -> str:
    """A plan's download: ending is md, yaml or json."""
    return f"plans/{value.slug}/{value.slug}.{ending}"


def task(value: Plan, number: str) -> str:
    """Address of one task of a plan."""
    return f"plans/{value.slug}/{number}/"


def task_anchor(value: Task) -> str:
    """Id of a task's text on its plan's page; starts with a letter, as old selectors need."""
    return f"task-{value.number}"


def section_anchor(value: Section) -> str:
    """Id of a section's heading on its plan's page."""
    return f"section-{value.number}"


def item_anchor(section: Section, item: Item) -> str:
    """Id of an item's heading on its plan's page."""
    return f"item-{section.number}.{item.number}"


def year(value: int) -> str:
    """Address of a year."""
    return f"years/{value}/"


def region(slug: str) -> str:
    """Address of a region."""
    return f"regions/{slug}/"


def region_anchor(slug: str) -> str:
    """Id of a region's part of the unit index."""
    return f"region-{slug}"


def unit(value: Unit) -> str:
    """Address of a unit."""
    return f"units/{value.region}/{value.slug}/"


def document(value: Document) -> str:
    """Address of a document."""
    return document_address(value.slug)


def document_address(slug: str) -> str:
    """Address of the document of that slug."""
    return f"documents/{slug}/"


def attachment(owner: str, file: str) -> str:
    """Address of an attached file: beside the page that carries it, under its own name."""
    return owner + file.rsplit("/", 1)[-1]


def list_page(base: str, number: int) -> str:
    """Address of page `number` of a list; its first page is the base itself."""
    return base if number == 1 else f"{base}page-{number}/"


def file_of(address: str) -> str:
    """The file in the site's folder that answers an address."""
    return address + "index.html" if not address or address.endswith("/") else address
