"""Views: the plain values each page kind's template may see; all text, no model object."""

from dataclasses import dataclass

from gongkai.pages.page import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row of a head table: label, value; link is None or leads to what the value names."""

    label: str
    value: str
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNode:
    """A column in the tree, with the columns below it."""

    key: str
    name: str
    address: str
    columns: tuple["ColumnNode", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page shows around its content (template name: portal)."""

    site_name: str
    statement: str
    description: str
    tree: tuple[ColumnNode, ...]
    footer: tuple[Fact, ...]  # known footer facts (主办单位, 网站标识码, ...)
    unknown: tuple[str, ...]  # labels of footer facts that are not known
    search_address: str  # "" when the portal has no search
    feed: str  # address of the site's Atom feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of text inside a paragraph; address "" when it is no link. mark: "", "annotation"."""

    text: str
    address: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a printed paragraph: a task's text, or text outside any task (number "").

    anchor: id to put on the piece, or "" when an earlier piece of the same task has it.
    task_address: page of the task, given on the last piece of the task only, else "".
    """

    segments: tuple[Segment, ...]
    number: str = ""
    anchor: str = ""
    task_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A printed line: kind "title", "section" (章), "item" (条) or "body".

    anchor: id for section and item headings, else "". level: heading level 2..4, 0 for body.
    """

    kind: str
    pieces: tuple[Piece, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A heading in the outline, with the headings below it."""

    text: str
    anchor: str
    entries: tuple["OutlineEntry", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A role and its units as links; others: the printed list ends in 等; manner: 分别, ..."""

    role: str
    role_key: str  # lead, responsible, support, guide
    units: tuple[Link, ...]
    others: bool = False
    manner: str = ""
    general: bool = False  # comes from a rule for the whole plan (通则)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A row of the 任务分工表."""

    number: str
    address: str
    section: str  # heading of the section
    item: str  # heading of the item, or ""
    summary: str  # first sentence of the task, verbatim, with … when cut
    parties: tuple[PartyView, ...]
    limits: tuple[str, ...]  # time limits found in it, verbatim
    status: str = ""  # newest progress, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A repair: what the source reads, what is published, and why."""

    found: str
    mended: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to download: label (Markdown), address, one line saying what it is good for."""

    label: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """An attachment; address "" when the source lacks the file, note says so."""

    title: str
    address: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """A plan in a list. facts: short (地区, 年度, 文号, 成文日期), known ones only."""

    title: str
    address: str
    region: Link
    year: Link
    facts: tuple[Fact, ...]
    tasks: int
    units: int
    incomplete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCard:
    """A document in a list: date as YYYY-MM-DD or "" when unknown."""

    title: str
    address: str
    date: str
    number: str
    issuer: str
    column: str  # name of its column
    note: str = ""  # e.g. 已废止


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Paging without script: this page of pages, links to its neighbours and all pages."""

    page: int
    pages: int
    total: int
    previous: Link | None
    following: Link | None
    links: tuple[Link, ...]  # text is the page number; count is None; this page has address too


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page's share (at most 20) of a list of documents."""

    entries: tuple[EntryCard, ...]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Markdown source to be rendered by rendering; file and line for messages."""

    markdown: str
    file: str = ""
    line: int = 0


# One view per page kind, named after it -------------------------------------------------------


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
class ProgressView:
    """One 完成情况 entry."""

    status: str
    date: str
    text: str
    evidence: Link | None


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
class RegionCard:
    """A region in a list."""

    link: Link
    facts: tuple[Fact, ...]
    plans: tuple[PlanCard, ...]
    units: Link  # to its part of the unit index, count = units


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
class DutyGroup:
    """Duties of one year and plan, in one role."""

    role: str
    role_key: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyYear:
    """Duties of a unit under one plan: groups by role."""

    year: Link
    plan: Link
    groups: tuple[DutyGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveDuties:
    """Duties that reach a unit through a collective (各行政机关), folded by default."""

    collective: Link
    years: tuple[DutyYear, ...]
    count: int


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
    """search: the search page; ways in for readers without script or without a hit."""

    engine: str
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
