"""Portal 门户: the whole of what is disclosed, with look-ups."""

from dataclasses import dataclass, field
from enum import Enum

from gongkai.model.document import Document
from gongkai.model.plan import Plan
from gongkai.model.redirect import Redirect
from gongkai.model.region import Region
from gongkai.model.unit import Unit
from gongkai.problems import Place


class ColumnKind(Enum):
    """What stands in a column; the value is the word a clerk writes."""

    PLANS = "要点"
    YEARS = "年度"
    REGIONS = "地区"
    UNITS = "责任单位"
    NUMBERS = "文号"
    SEARCH = "检索"
    DATA = "开放数据"
    DOCUMENTS = "文件"
    PAGE = "页面"
    GROUP = "分组"  # only holds other columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """栏目. key: permanent ASCII address part; body: Markdown source (kind PAGE), else ""."""

    key: str
    name: str
    kind: ColumnKind
    description: str = ""
    keywords: tuple[str, ...] = ()
    body: str = ""
    body_place: Place | None = field(default=None, compare=False, repr=False)
    columns: tuple["Column", ...] = ()
    place: Place = field(compare=False, repr=False)

    def walk(self) -> tuple["Column", ...]:
        """This column and all below it, parents first."""
        return (self, *(deep for column in self.columns for deep in column.walk()))


class SearchEngine(Enum):
    """What finds the pages that may hold a reader's words; both give the same answers."""

    PAGEFIND = "pagefind"
    BIGRAM = "bigram"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """How readers search. offline: the index works without a server too (BIGRAM only)."""

    engine: SearchEngine = SearchEngine.PAGEFIND
    offline: bool = False
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """门户. Empty text means: not known, and said so where readers expect it.

    site_name: 网站名称 (SiteName); url: address of the root with a final slash, or "".
    id_code: 网站标识码; organizer: 主办单位; contact, icp, police: footer facts.
    statement: what this portal is, in every footer (a collection run by no government, ...).
    introduction: Markdown source shown on the home page.
    """

    site_name: str
    url: str = ""
    id_code: str = ""
    organizer: str = ""
    contact: str = ""
    icp: str = ""
    police: str = ""
    statement: str = ""
    introduction: str = ""
    description: str = ""
    theme: str = "standard"
    theme_options: tuple[tuple[str, str], ...] = ()
    search: SearchSettings = SearchSettings()
    columns: tuple[Column, ...] = ()
    regions: tuple[Region, ...] = ()
    units: tuple[Unit, ...] = ()
    plans: tuple[Plan, ...] = ()  # by year descending, then by region order, then slug
    documents: tuple[Document, ...] = ()  # newest first, then slug
    redirects: tuple[Redirect, ...] = ()
    place: Place = field(compare=False, repr=False)

    def all_columns(self) -> tuple[Column, ...]:
        """Every column, parents before children, in the order of the tree."""
        return tuple(deep for column in self.columns for deep in column.walk())

    def region(self, slug: str) -> Region:
        """The region of that slug. Raises KeyError."""
        return _one(self.regions, slug)

    def unit(self, key: tuple[str, str]) -> Unit:
        """The unit of (region slug, unit slug). Raises KeyError."""
        for unit in self.units:
            if unit.key == key:
                return unit
        raise KeyError(key)


def _one(regions: tuple[Region, ...], slug: str) -> Region:
    for region in regions:
        if region.slug == slug:
            return region
    raise KeyError(slug)
