"""Papers of the content folder: where they are found, and the documents in their order."""

from collections.abc import Iterable
from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from operator import attrgetter

from gongkai.model.document import Document
from gongkai.model.region import Region
from gongkai.problems import Problem, has_errors
from gongkai.sources.files import Found, check_name, read_bytes
from gongkai.sources.node import Mapping
from gongkai.sources.parsed import Parsed, parse_file, prose_doubts
from gongkai.sources.prose_headings import unmarked_headings
from gongkai.sources.shapes.document import DocumentSurroundings, read_document
from gongkai.sources.unit_names import UnitNames
from gongkai.sources.yaml_syntax import as_mapping


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where papers are found and what they are read against."""

    found: Lookup[str, Found]
    regions: tuple[Region, ...]
    names: UnitNames
    columns: Lookup[str, str]
    problems: list[Problem]


def head_of(parsed: Parsed, problems: list[Problem]) -> Mapping | None:
    """The mapping that a paper's file or head is; None and a problem when it is not."""
    if parsed.node is None:
        return None
    head, wrong = as_mapping(parsed.node, "文件")
    problems += wrong
    return head


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a document's file: None when it has an error, for then it has stand-ins."""

    document: Document | None
    problems: tuple[Problem, ...]


def documents_in(shelf: Shelf) -> tuple[tuple[str, Found], ...]:
    """The files of documents with their slugs, by path; bad names are noted."""
    return tuple(
        (check_name(found, shelf.problems), found)
        for path, found in shelf.found.items()
        if path.startswith("documents/") and path.endswith(".md")
    )


def read_documents(shelf: Shelf) -> tuple[Document, ...]:
    """Every document that can be read, in the portal's order; what is wrong is noted."""
    around = DocumentSurroundings(shelf.columns, shelf.regions, shelf.names)
    readings = []
    for slug, found in documents_in(shelf):
        data = read_bytes(found, shelf.problems)
        if data is not None:
            readings.append(read_paper(slug, found.place.file, data, around))
    for reading in readings:
        shelf.problems.extend(reading.problems)
    return in_order(each.document for each in readings if each.document)


def in_order(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Documents in the portal's order: newest first, then by slug."""
    by_slug = sorted(documents, key=attrgetter("slug"))
    return tuple(sorted(by_slug, key=_day, reverse=True))


def _day(document: Document) -> tuple[int, str]:
    record = document.record
    day = record.published or record.written
    return (day.toordinal() if day else 0, record.published_time)


def read_paper(slug: str, file: str, data: bytes, around: DocumentSurroundings) -> Reading:
    """A document of the bytes of its file. file: path shown in messages."""
    parsed = parse_file(file, data)
    problems = list(parsed.problems)
    head = head_of(parsed, problems)
    document = None
    if head is not None:
        body = (parsed.body, parsed.body_line)
        document = read_document(slug, head, body, around, problems)
        problems += prose_doubts(file, parsed.body, parsed.body_line)
        problems += unmarked_headings(file, parsed.body, parsed.body_line)
    return Reading(None if has_errors(problems) else document, tuple(problems))
