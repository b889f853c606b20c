"""The files of the search index, of either engine, in a fixed order and always the same bytes.

All but the first, meta, and the table of the fold (which is the program's) carry a digest of
their bytes in their path: browsers keep them for ever, a change gives new names to what it
touches only, and a page that was read before a switch finds its own files after it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat

from gongkai.model.portal import SearchEngine, SearchSettings
from gongkai.output.searching import pagefind
from gongkai.output.searching.folder import FOLDER
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
from gongkai.output.searching.postings import TITLE_ZONE, Merger, Posting, large, shards
from gongkai.output.searching.segments import Group, build_segments, in_order, spread
from gongkai.output.searching.text import Name, SearchText
from gongkai.terms.fold import traditional_table

Files = Iterator[tuple[str, bytes | None]]


def index(
    texts: Iterable[SearchText],
    names: Sequence[Name],
    settings: SearchSettings,
    means: Means,
) -> Files:
    """Files (path from the site's root, bytes), those of Pagefind first, then ours by name.

    None instead of bytes: the file lies in the site. Raises ToolError when Pagefind fails and
    ProjectError when the cache cannot be written.
    """
    pages = in_order(texts)
    with_terms = settings.engine is SearchEngine.BIGRAM
    groups: list[Group] = []
    merger = Merger()
    for segment in build_segments(pages, with_terms, means):
        groups += segment.groups
        merger.add(segment.first, segment.terms)
    packs: dict[str, bytes] = {}
    raw: dict[str, bytes] = {}
    told = _shared(packs, pages, names, groups)
    if with_terms:
        told |= _bigrams(raw, merger.whole())
    else:
        files, told["pagefind"] = pagefind.index([each for page in pages for each in pieces(page)])
        for path, data in files.items():
            yield f"{FOLDER}pagefind/{path}", data
    packs["fold"] = compressed(_fold_table())
    packs["meta"] = packed_json(told)
    path_of = _script_path if settings.offline and with_terms else _pack_path
    new = {name: data for name, data in raw.items() if not means.lies(path_of(name))}
    packs |= zip(new, spread(means.executor, compressed, list(new.values()), 16), strict=True)
    for name in sorted(packs.keys() | raw.keys()):
        pack = packs.get(name)
        if pack is not None and path_of is _script_path:
            pack = as_script(name, pack)
        yield path_of(name), pack


def _pack_path(name: str) -> str:
    return f"{FOLDER}{name}{ENDING}"


def _script_path(name: str) -> str:
    return f"{FOLDER}{name}.js"


def _put(packs: dict[str, bytes], kind: str, data: bytes) -> str:
    """Add a file under its digest, and give the digest."""
    name = digest(data)
    packs[f"{kind}/{name}"] = data
    return name


def _put_groups(packs: dict[str, bytes], kind: str, groups: Iterable[Sequence[bytes]]) -> str:
    """Add files of which each group shares a digest; gives the digests."""
    names = []
    for group in groups:
        names.append(digest(*group))
        packs |= {f"{kind}/{names[-1]}/{at}": data for at, data in enumerate(group)}
    return "".join(names)


def _shared(
    packs: dict[str, bytes],
    pages: Sequence[SearchText],
    names: Sequence[Name],
    groups: Sequence[Group],
) -> dict[str, object]:
    """Add what both engines need: the texts, the filing of every page, and names.

    Gives what meta says of them. Digests of a kind stand in one string, without anything between.
    """
    named = name_files(names)
    counts = [piece_count(characters(page.blocks)) for page in pages]
    shared = per_digest(len(named))
    alike = [named[start : start + shared] for start in range(0, len(named), shared)]
    return {
        "pages": len(pages),
        "texts": _put_groups(packs, "texts", (group.texts for group in groups)),
        "pieces": "".join("1" + "0" * (count - 1) for count in counts),
        "groups": [group.pieces for group in groups],
        "shared": [group.shared for group in groups],
        "names": _put_groups(packs, "names", alike),
        "nameFiles": len(named),
        "filing": _put(packs, "filing", packed_json(_filing(pages, counts))),
        "initials": _put(packs, "initials", initials_file(names)),
    }


def _bigrams(raw: dict[str, bytes], whole: dict[str, Posting]) -> dict[str, object]:
    """Add the bigram index, not yet compressed; gives what meta says of it."""
    elsewhere = {term: _put(raw, "places", data) for term, data in large(whole).items()}
    groups = list(shards(whole, elsewhere))
    return {
        "zone": TITLE_ZONE,
        "firsts": [first for first, _ in groups],
        "shards": [len(files) for _, files in groups],
        "terms": _put_groups(raw, "terms", (files for _, files in groups)),
    }


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
