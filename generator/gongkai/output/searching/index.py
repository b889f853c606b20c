"""The files of the search index, of either engine, in a fixed order and always the same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from gongkai.model.portal import SearchEngine, SearchSettings
from gongkai.output.searching import pagefind
from gongkai.output.searching.names import initials_file, name_files
from gongkai.output.searching.packing import ENDING, as_script, compressed, packed_json, varints
from gongkai.output.searching.postings import TITLE_ZONE, large, merge, shards
from gongkai.output.searching.segments import Segment, build_segments, in_order
from gongkai.output.searching.text import Name, SearchText
from gongkai.terms.fold import traditional_table

FOLDER = "search/index/"
Files = Iterator[tuple[str, bytes]]


def index(
    texts: Iterable[SearchText],
    names: Sequence[Name],
    settings: SearchSettings,
    cache: Path | None = None,
    executor: Executor | None = None,
) -> Files:
    """Files (path from the site's root, bytes), those of Pagefind first, then ours by name.

    cache: folder for finished work, or None. executor: spreads the work over its processes.
    Raises ToolError when Pagefind fails and ProjectError when the cache cannot be written.
    """
    pages = in_order(texts)
    run = executor.map if executor else map
    with_terms = settings.engine is SearchEngine.BIGRAM
    segments = build_segments(pages, with_terms, cache, run)
    told: dict[str, object] = {
        "pages": len(pages),
        "segments": [[each.name, "".join(map(str, each.sizes))] for each in segments],
    }
    packs = dict(_shared(pages, names, segments))
    told["names"] = sum(name.startswith("names/") for name in packs)
    if with_terms:
        whole = merge((each.first, each.terms) for each in segments)
        cut = {f"terms/{file_name(first)}": (first, data) for first, data in shards(whole)}
        told["shards"] = [first for first, _ in cut.values()]
        told["zone"] = TITLE_ZONE
        raw = {name: data for name, (_, data) in cut.items()}
        raw |= {f"places/{file_name(term)}": data for term, data in large(whole)}
        packs |= zip(raw, run(compressed, raw.values()), strict=True)
    else:
        files, told["pagefind"] = pagefind.index(pages)
        for path, data in files.items():
            yield f"{FOLDER}pagefind/{path}", data
    told["version"] = _version(packs)
    packs["meta"] = packed_json(told)
    yield from _written(packs, settings.offline and with_terms)


def file_name(term: str) -> str:
    """Name of a file that begins with a term: its characters as numbers."""
    return "-".join(f"{ord(character):x}" for character in term)


def _shared(
    pages: Sequence[SearchText], names: Sequence[Name], segments: Sequence[Segment]
) -> Files:
    """What both engines need: the texts, the filing of every page, names, and the fold's table."""
    for segment in segments:
        for number, data in enumerate(segment.texts):
            yield f"texts/{segment.name}/{number}", data
    yield "filing", packed_json(_filing(pages))
    for number, data in enumerate(name_files(names)):
        yield f"names/{number}", data
    yield "initials", initials_file(names)
    yield "fold", compressed(_fold_table())


def _fold_table() -> bytes:
    """The fold's table in half the bytes of its text: how many pairs, then of all of them by
    simplified character the step from the one before, then the steps (2n, or -2n - 1 when n < 0)
    of the traditional characters.
    """
    pairs = sorted((ord(simple), ord(other)) for other, simple in traditional_table().items())
    upward = [one - before for before, one in pairwise([0, *(simple for simple, _ in pairs)])]
    either = [one - before for before, one in pairwise([0, *(other for _, other in pairs)])]
    steps = [2 * step if step >= 0 else -2 * step - 1 for step in either]
    return varints([len(pairs), *upward, *steps])


def _filing(pages: Sequence[SearchText]) -> dict[str, object]:
    """By facet: its values, and for each page the places of its own among them."""
    return {
        facet: _facet([_values(page, facet) for page in pages])
        for facet in ("kind", "year", "region", "units", "column", "validity")
    }


def _values(page: SearchText, facet: str) -> tuple[str, ...]:
    value = getattr(page.filing, facet)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _facet(rows: Sequence[tuple[str, ...]]) -> dict[str, object]:
    places: dict[str, int] = {}
    for row in rows:
        for value in row:
            places.setdefault(value, len(places))
    return {"values": list(places), "of": [[places[value] for value in row] for row in rows]}


def _version(packs: dict[str, bytes]) -> str:
    """Changes with any file, so that a browser never mixes an old file with new ones."""
    whole = sha256()
    for name in sorted(packs):
        whole.update(name.encode() + sha256(packs[name]).digest())
    return whole.hexdigest()[:10]


def _written(packs: dict[str, bytes], offline: bool) -> Files:
    for name in sorted(packs):
        if offline:
            yield f"{FOLDER}{name}.js", as_script(name, packs[name])
        else:
            yield f"{FOLDER}{name}{ENDING}", packs[name]
