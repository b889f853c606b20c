"""Load: every file of the content folder to one portal, and everything that is wrong with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from gongkai.model.document import Document
from gongkai.model.plan import Plan
from gongkai.model.portal import Column, ColumnKind, Portal
from gongkai.model.redirect import Redirect
from gongkai.model.region import Region
from gongkai.model.unit import Unit
from gongkai.problems import Place, Problem, Weight, has_errors
from gongkai.sources.files import Found, read_bytes, walk
from gongkai.sources.load_papers import Shelf, read_documents
from gongkai.sources.node import Node
from gongkai.sources.parsed import Parsed, parse_file, parse_prose
from gongkai.sources.redirects import FILE as REDIRECTS
from gongkai.sources.redirects import read_redirects
from gongkai.sources.shapes.portal import read_portal
from gongkai.sources.shapes.regions import read_regions
from gongkai.sources.shapes.units import read_units
from gongkai.sources.unit_names import unit_names

PORTAL, REGIONS, UNITS = "portal.yaml", "regions.yaml", "units.yaml"
_PAPERS = ("plans/", "documents/")
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Draft:
    """A content folder read but for its documents.

    shelf: where they are found and what they are read against, with the problems so far.
    """

    portal: Portal
    shelf: Shelf

    def with_documents(self, documents: tuple[Document, ...]) -> Portal:
        """The whole portal; files that nothing reads are noted."""
        portal = replace(self.portal, documents=documents)
        _report_unread(self.shelf.found, portal, self.shelf.problems)
        return portal


def load(content: Path, root: Path) -> tuple[Portal | None, tuple[Problem, ...]]:
    """The portal of a content folder, and all problems of all its files in order of place.

    The portal is None when portal.yaml cannot be read; things from files with errors are left
    out, so a portal with error problems must not be published. root is the portal's folder.
    """
    draft, problems = load_draft(content)
    portal = draft.with_documents(read_documents(draft.shelf)) if draft else None
    return portal, tuple(sorted(problems, key=Problem.sort_key))


def load_draft(content: Path) -> tuple[Draft | None, list[Problem]]:
    """Everything but the documents; None when portal.yaml, regions.yaml or units.yaml cannot be
    read: hundreds of things said of the papers would follow from that.

    The list of problems is the shelf's own: what is noted there later is in it too.
    """
    problems: list[Problem] = []
    found = {each.path: each for each in walk(content, problems)}
    bodies = _bodies(found, problems)
    regions = _regions(found, problems)
    units = _units(found, regions, problems)
    portal = _portal(found, bodies, problems)
    redirects = _redirects(found, problems)
    if portal is None or regions is None or units is None:
        return None, problems
    columns = _document_columns(portal.all_columns())
    shelf = Shelf(found, regions, unit_names(units), columns, problems)
    portal = replace(portal, regions=regions, units=units, plans=_plans(shelf), redirects=redirects)
    return Draft(portal, shelf), problems


def _plans(shelf: Shelf) -> tuple[Plan, ...]:
    if not any(path.startswith("plans/") for path in shelf.found):
        return ()
    from gongkai.sources.load_plans import load_plans  # heavy, and not every portal has plans

    return load_plans(shelf)


def _redirects(found: Mapping[str, Found], problems: list[Problem]) -> tuple[Redirect, ...]:
    """What became of addresses that went; a portal need not have lost any."""
    node = _node(found, REDIRECTS, problems) if REDIRECTS in found else None
    return read_redirects(node, problems) if node else ()


def _bodies(found: Mapping[str, Found], problems: list[Problem]) -> dict[str, str]:
    """The pages of running text, by path."""
    bodies = {}
    for path, each in found.items():
        if path.startswith("pages/") and path.endswith(".md"):
            parsed = _parsed(each, parse_prose, problems)
            bodies[path] = parsed.body if parsed else ""
    return bodies


def _parsed(
    found: Found, parse: Callable[[str, bytes], Parsed], problems: list[Problem]
) -> Parsed | None:
    data = read_bytes(found, problems)
    if data is None:
        return None
    parsed = parse(found.place.file, data)
    problems += parsed.problems
    return parsed


def _node(found: Mapping[str, Found], path: str, problems: list[Problem]) -> Node | None:
    """The YAML of a file that every portal has."""
    if path not in found:
        hint = "新建这个文件；用 gongkai new 可以看到例子"
        problems.append(Problem("missing-file", Place(f"content/{path}"), "没有这个文件", hint))
        return None
    parsed = _parsed(found[path], parse_file, problems)
    return parsed.node if parsed else None


def _regions(found: Mapping[str, Found], problems: list[Problem]) -> tuple[Region, ...] | None:
    node = _node(found, REGIONS, problems)
    return _register(node, lambda node: read_regions(node, problems), problems)


def _units(
    found: Mapping[str, Found], regions: tuple[Region, ...] | None, problems: list[Problem]
) -> tuple[Unit, ...] | None:
    node = _node(found, UNITS, problems)
    if regions is None:
        return None
    return _register(node, lambda node: read_units(node, regions, problems), problems)


def _register(
    node: Node | None, read: Callable[[Node], tuple[Entry, ...]], problems: list[Problem]
) -> tuple[Entry, ...] | None:
    """What stands in a register; None when nothing of it can be read."""
    if node is None:
        return None
    before = len(problems)
    entries = read(node)
    return None if not entries and has_errors(problems[before:]) else entries


def _portal(
    found: Mapping[str, Found], bodies: Mapping[str, str], problems: list[Problem]
) -> Portal | None:
    node = _node(found, PORTAL, problems)
    return read_portal(node, bodies, problems) if node else None


def _document_columns(columns: Iterable[Column]) -> dict[str, str]:
    """Name or key of each column that holds documents -> its key."""
    found = {}
    for column in columns:
        if column.kind is ColumnKind.DOCUMENTS:
            found[column.key] = found[column.name] = column.key
    return found


def _report_unread(found: Mapping[str, Found], portal: Portal, problems: list[Problem]) -> None:
    """Note files that nothing reads: an office thinks they are published, and they are not."""
    used = {attachment.file for plan in portal.plans for attachment in plan.attachments}
    used |= {file.file for document in portal.documents for file in document.attachments}
    used |= {PORTAL, REGIONS, UNITS, REDIRECTS}
    if has_errors(problems):
        return  # papers are missing, so what they attach would be noted wrongly
    pages = {column.body_place.file for column in portal.all_columns() if column.body_place}
    for path, each in found.items():
        read = path.startswith("plans/") and path.endswith((".yaml", ".md"))
        read = read or (path.startswith("documents/") and path.endswith(".md"))
        if not read and path not in used and each.place.file not in pages:
            message = "这个文件没有用到，不会发布"
            hint = "要点和文件用 .md（要点也可用 .yaml）；附件要写在所属文件的“附件”里；不用就删去"
            problems.append(Problem("unused-file", each.place, message, hint, Weight.WARNING))
