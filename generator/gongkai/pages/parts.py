"""Parts of views: cards, rows, facts and pieces of text that several page kinds show."""

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
    # The portal's place on its server ("/xxgk/"), for 404.html alone, which is served at any
    # address; "" when it is not known: then it links relatively as all pages do.
    root: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """One 完成情况 entry."""

    status: str
    date: str
    text: str
    evidence: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionCard:
    """A region in a list."""

    link: Link
    facts: tuple[Fact, ...]
    plans: tuple[PlanCard, ...]
    units: Link  # to its part of the unit index, count = units


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
