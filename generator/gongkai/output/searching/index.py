"""The files of the search index, of either engine, in a fixed order and always the same bytes.

All but the last, meta, and the table of the fold (which is the program's) carry a digest of
their bytes in their path: browsers keep them for ever, a change gives new names to what it
touches only, and a page that was read before a switch finds its own files after it. Each is
given as soon as it is made: the files of a large portal never are in memory together.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise, repeat

from gongkai.model.portal import SearchEngine, SearchSettings
from gongkai.output.searching import pagefind
from gongkai.output.searching.folder import FOLDER
from gongkai.output.searching.layout import TITLE_ZONE
from gongkai.output.searching.means import Means
from gongkai.output.searching.names import initials_file, name_files
from gongkai.output.searching.packing import (
    ENDING,
    as_script,
    compressed,
    digest,
    packed_json,
    per_digest,
    varints,
)
from gongkai.output.searching.pieces import characters, piece_count, pieces
from gongkai.output.searching.postings import Whole, merged
from gongkai.output.searching.segments import Segment, build_segments, in_order, spread
from gongkai.output.searching.shards import large, shards
from gongkai.output.searching.terms import EDGES
from gongkai.output.searching.text import Name, SearchText
from gongkai.terms.fold import traditional_table

Files = Iterator[tuple[str, bytes | None]]
Raw = Iterator[tuple[str, bytes]]
Told = dict[str, object]  # what meta says; digests of a kind in one string, nothing between them
Parts = list[list[tuple[int, bytes]]]  # for each part that EDGES make what `merged` needs

_AT_ONCE = 16  # files that a process compresses in one go


def index(
    texts: Iterable[SearchText],
    names: Sequence[Name],
    settings: SearchSettings,
    means: Means,
) -> Files:
    """Files (path from the site's root, bytes), those of Pagefind first, meta at last.

    None instead of bytes: the file lies in the site. Raises ToolError when Pagefind fails and
    ProjectError when the cache cannot be written.
    """
    pages = in_order(texts)
    told: Told = {"pages": len(pages)}
    path_of = _pack_path
    if settings.engine is not SearchEngine.BIGRAM:
        files, told["pagefind"] = pagefind.index([each for page in pages for each in pieces(page)])
        yield from ((f"{FOLDER}pagefind/{path}", data) for path, data in files.items())
    elif settings.offline:
        path_of = _script_path
    for name, pack in _own(told, pages, names, means, path_of):
        if pack is not None and path_of is _script_path:
            pack = as_script(name, pack)
        yield path_of(name), pack


def _pack_path(name: str) -> str:
    return f"{FOLDER}{name}{ENDING}"


def _script_path(name: str) -> str:
    return f"{FOLDER}{name}.js"


def _own(
    told: Told,
    pages: Sequence[SearchText],
    names: Sequence[Name],
    means: Means,
    path_of: Callable[[str], str],
) -> Files:
    """All files but those of Pagefind, by name."""
    with_terms = "pagefind" not in told
    parts: Parts = [[] for _ in range(len(EDGES) + 1)] if with_terms else []
    yield from _texts(told, build_segments(pages, with_terms, means), parts)
    whole = spread(means.executor, merged, (parts.pop(0) for _ in range(len(parts))))
    yield from _filed(told, pages, names)
    if with_terms:
        yield from _compressed(_bigrams(told, list(whole)), means, path_of)
    yield "fold", compressed(_fold_table())
    yield "meta", packed_json(told)


def _grouped(kind: str, groups: Iterable[Sequence[bytes]], names: list[str]) -> Raw:
    """Files of which each group shares a digest, which is added to names."""
    for group in groups:
        name = digest(*group)
        if name not in names:
            yield from ((f"{kind}/{name}/{at}", data) for at, data in enumerate(group))
        names.append(name)


def _texts(told: Told, segments: Iterable[Segment], parts: Parts) -> Raw:
    """The texts; adds the terms of the segments to the parts."""
    names: list[str] = []
    counts: list[int] = []
    shared: list[int] = []
    for segment in segments:
        yield from _grouped("texts", (group.texts for group in segment.groups), names)
        counts += (group.pieces for group in segment.groups)
        shared += (group.shared for group in segment.groups)
        for run in segment.terms:
            for part, terms in zip(parts, run, strict=True):
                part.append((segment.first, terms))
    told |= {"texts": "".join(names), "groups": counts, "shared": shared}


def _filed(told: Told, pages: Sequence[SearchText], names: Sequence[Name]) -> Raw:
    """The filing of every page, and names."""
    named = name_files(names)
    counts = [piece_count(characters(page.blocks)) for page in pages]
    shared = per_digest(len(named))
    digests: list[str] = []
    alike = (named[start : start + shared] for start in range(0, len(named), shared))
    yield from _grouped("names", alike, digests)
    told |= {"names": "".join(digests), "nameFiles": len(named)}
    told["pieces"] = "".join("1" + "0" * (count - 1) for count in counts)
    filing, initials = packed_json(_filing(pages, counts)), initials_file(names)
    told |= {"filing": digest(filing), "initials": digest(initials)}
    yield f"filing/{told['filing']}", filing
    yield f"initials/{told['initials']}", initials


def _bigrams(told: Told, whole: Sequence[Whole]) -> Raw:
    """The bigram index, not yet compressed."""
    elsewhere: dict[str, str] = {}
    given: set[str] = set()
    for term, data in large(whole):
        elsewhere[term] = name = digest(data)
        if name not in given:
            yield f"places/{name}", data
        given.add(name)
    names: list[str] = []
    firsts: list[str] = []
    counts: list[int] = []
    for first, files in shards(whole, elsewhere):
        yield from _grouped("terms", [files], names)
        firsts.append(first)
        counts.append(len(files))
    told |= {"zone": TITLE_ZONE, "firsts": firsts, "shards": counts, "terms": "".join(names)}


def _compressed(files: Raw, means: Means, path_of: Callable[[str], str]) -> Files:
    """The files compressed, those left out that lie in the site."""
    batches: deque[list[str]] = deque()
    lying: set[str] = set()

    def tasks() -> Iterator[list[bytes]]:
        while batch := list(islice(files, _AT_ONCE)):
            batches.append([name for name, _ in batch])
            lying.update(name for name in batches[-1] if means.lies(path_of(name)))
            yield [data for name, data in batch if name not in lying]

    for packs in spread(means.executor, _all_compressed, tasks()):
        left = iter(packs)
        for name in batches.popleft():
            yield name, None if name in lying else next(left)


def _all_compressed(files: Sequence[bytes]) -> list[bytes]:
    return list(map(compressed, files))


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


def _filing(pages: Sequence[SearchText], counts: Sequence[int]) -> dict[str, object]:
    """By facet: its values, and for each first piece of a page the places of its own among them."""
    return {
        facet: _facet(list(_rows(pages, counts, facet)))
        for facet in ("kind", "year", "region", "units", "column", "validity")
    }


def _rows(
    pages: Sequence[SearchText], counts: Sequence[int], facet: str
) -> Iterator[tuple[str, ...]]:
    for page, count in zip(pages, counts, strict=True):
        value = getattr(page.filing, facet)
        yield value if isinstance(value, tuple) else (value,) if value else ()
        yield from repeat((), count - 1)


def _facet(rows: Sequence[tuple[str, ...]]) -> dict[str, object]:
    places: dict[str, int] = {}
    for row in rows:
        for value in row:
            places.setdefault(value, len(places))
    return {"values": list(places), "of": [[places[value] for value in row] for row in rows]}
