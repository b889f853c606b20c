"""Views: for each page kind the plain values its template may see; no model object."""

from dataclasses import dataclass

from gongkai.pages.page import Link
from gongkai.pages.parts import (
    AttachmentView,
    CollectiveDuties,
    CorrectionView,
    Download,
    DutyYear,
    EntryCard,
    Fact,
    Listing,
    OutlineEntry,
    Pager,
    PartyView,
    PlanCard,
    ProgressView,
    Prose,
    RegionCard,
    TaskRow,
    TextBlock,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """home: introduction, figures, plans newest first, newest documents, ways in."""

    introduction: Prose
    figures: tuple[Fact, ...]  # 要点 5 份, 任务 139 项, ... each with a link
    plans: tuple[PlanCard, ...]
    documents: tuple[EntryCard, ...]
    documents_link: Link | None  # to the list of all documents, None without documents
    years: tuple[Link, ...]
    regions: tuple[Link, ...]
    columns: tuple[Link, ...]  # top-level columns, note = description


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansView:
    """plans: every plan, grouped by year, newest first."""

    years: tuple[tuple[Link, tuple[PlanCard, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """plan: one plan whole."""

    facts: tuple[Fact, ...]
    unknown: tuple[str, ...]  # labels of record fields the source does not tell
    incomplete: str
    outline: tuple[OutlineEntry, ...]
    blocks: tuple[TextBlock, ...]
    rows: tuple[TaskRow, ...]
    corrections: tuple[CorrectionView, ...]
    definitions: tuple[Fact, ...]  # 统称: label the name, value its meaning
    rules: tuple[Fact, ...]  # 通则: label the role, value the sentence as printed
    attachments: tuple[AttachmentView, ...]
    basis: tuple[Link, ...]  # cited document numbers; address "" when not in this portal
    downloads: tuple[Download, ...]
    siblings: tuple[Link, ...]  # other plans of the region, note = year


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """task: one task of a plan."""

    plan: Link
    number: str
    section: Link  # to the anchor in the plan
    item: Link | None
    blocks: tuple[TextBlock, ...]  # its paragraphs, verbatim
    parties: tuple[PartyView, ...]
    annotation: str
    limits: tuple[str, ...]
    progress: tuple[ProgressView, ...]  # () : 未公开
    facts: tuple[Fact, ...]
    previous: Link | None
    following: Link | None
    incomplete: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """years: all years, newest first, with counts."""

    years: tuple[tuple[Link, tuple[PlanCard, ...], Link | None], ...]  # year, plans, documents


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """year: plans of a year and its newest documents."""

    year: int
    plans: tuple[PlanCard, ...]
    documents: Listing | None  # first page; further pages are kind "listing"
    previous: Link | None
    following: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionsView:
    """regions: every region with plans and units counted."""

    regions: tuple["RegionCard", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionView:
    """region: its facts, plans and units."""

    facts: tuple[Fact, ...]
    plans: tuple[PlanCard, ...]
    groups: tuple[tuple[str, tuple[Link, ...]], ...]  # kind of unit, units with task counts


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsView:
    """units: every unit, by region and kind, with task counts."""

    regions: tuple[tuple[Link, str, tuple[tuple[str, tuple[Link, ...]], ...]], ...]
    # region link, anchor id, groups as in RegionView


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """unit: facts, duties by year and role, own and collective apart."""

    region: Link
    facts: tuple[Fact, ...]
    note: str
    successor: Link | None  # address "" when it has no page here
    own: tuple[DutyYear, ...]
    collective: tuple[CollectiveDuties, ...]
    general: tuple[DutyYear, ...]  # by a rule for a whole plan (通则)
    members: tuple[Link, ...]  # of a collective
    own_count: int
    documents: Listing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersView:
    """numbers: a page of the index of 文号. offices: 机关代字 -> numbers, with the address "" for
    a paper that this portal does not hold.
    """

    offices: tuple[tuple[str, tuple[Link, ...]], ...]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """column: a column's own page: its text (PAGE), its documents (DOCUMENTS), its parts."""

    description: str
    prose: Prose | None
    columns: tuple[Link, ...]
    documents: Listing | None  # None: this kind of column holds no documents
    empty: str  # sentence to show when there is nothing yet, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """listing: page 2, 3, ... of a list of documents, or the list of all documents."""

    documents: Listing
    back: Link  # to what the list belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """document: one document whole."""

    facts: tuple[Fact, ...]
    unknown: tuple[str, ...]
    notice: str  # validity or completeness in one sentence, or ""
    body: Prose
    corrections: tuple[CorrectionView, ...]
    attachments: tuple[AttachmentView, ...]
    units: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """search: the search page; ways in for readers without script or without a hit.

    engine: "pagefind" or "bigram". offline: its index is made of scripts.
    """

    engine: str
    offline: bool
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """data: downloads of each plan and the dictionary of fields."""

    plans: tuple[tuple[Link, tuple[Download, ...]], ...]
    dictionary: tuple[tuple[str, str, str, str], ...]  # 中文键, English key, label, meaning
    feeds: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """not_found (404.html): ways on."""

    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnView:
    """withdrawn (withdrawn/...): what redirects.yaml says of an address that went, and ways on."""

    facts: tuple[Fact, ...]
    ways: tuple[Link, ...]
