"""Segments: pages that are packed together, in any process, and kept for next time.

Pages are numbered from the oldest to the newest, so that a new paper changes the last segment
only. A segment ends where the address and the length of a page say so: a page put in between
changes one segment and moves the others without changing them; and however long papers are,
a process has to do with so many characters at once.
"""

import json
import re
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path
from typing import TypeVar

from gongkai.output.searching.means import Means
from gongkai.output.searching.packing import packed_json, per_digest
from gongkai.output.searching.pieces import LONGEST, Piece, characters, pieces
from gongkai.output.searching.stream import postings
from gongkai.output.searching.text import Block, SearchText
from gongkai.output.stage import unwritable
from gongkai.processors import processors

_FILE_PIECES = 8  # at most, in one file of texts for the browser
_FILE_CHARACTERS = 1200  # on average in the files of a group: about 2 kB packed
_SEGMENT = 1 << 17  # characters on average, _PAGE more for each page: some 250 short ones
_PAGE = 200  # what a page costs beside its characters
_GROUP = 16  # pages, on average, whose text files share a digest, in small portals
_FEW = 4  # a process takes as long to start
# So many tasks are out at once: enough for every process, and few enough that what they give does
# not pile up where the rest of the program is slower.
_OUT = max(16, 2 * processors())
_DIGITS = re.compile(r"([0-9]+)")
_FORMAT = f"9 {sys.byteorder}"  # part of every key: changed code must not find old work

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of some pages, whose files share a digest.

    pieces: how many there are. shared: how many in each file but the last, so that meta need not
    tell it of every file. texts: the files, packed.
    """

    pieces: int
    shared: int
    texts: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """first: number of its first piece.

    terms: its share of the bigram index; empty where another engine finds the candidates, else
    of one or more runs of its pages the parts that EDGES make, as Postings.as_bytes() gives them.
    """

    first: int
    groups: tuple[Group, ...]
    terms: tuple[tuple[bytes, ...], ...]


def in_order(texts: Iterable[SearchText]) -> tuple[SearchText, ...]:
    """Pages as they are numbered: undated, then oldest to newest; of one day, by address downward.

    So a list of results from the highest number down shows the newest first, and a plan before
    its tasks, 1.2 before 1.10.
    """
    by_address = sorted(texts, key=_natural)
    newest_first = sorted(by_address, key=lambda text: text.filing.date, reverse=True)
    return tuple(reversed(newest_first))


def _natural(text: SearchText) -> list[str | int]:
    """Sort key of an address: numbers in it count as numbers."""
    return [int(part) if at % 2 else part for at, part in enumerate(_DIGITS.split(text.address))]


def build_segments(
    texts: Sequence[SearchText], with_terms: bool, means: Means
) -> Iterator[Segment]:
    """Segments of the pages in their order, each as soon as it is ready.

    Raises ProjectError when the cache cannot be used.
    """
    cache = means.cache
    group = max(_GROUP, per_digest(len(texts)))
    parts = list(_cut(texts, _SEGMENT, lambda text: characters(text.blocks) + _PAGE))
    about = f"{_FORMAT} {with_terms} {group}"
    keys = [_key(about, part, means.digests) if cache else "" for part in parts]
    lying = set(_names(cache))
    pack = partial(_pack, with_terms=with_terms, group=group)
    new = [part for part, key in zip(parts, keys, strict=True) if key not in lying]
    made = spread(means.executor, pack, new)
    first = 0
    for part, key in zip(parts, keys, strict=True):
        packed = _kept(cache, key) if key in lying else None
        if packed is None:
            packed = pack(part) if key in lying else next(made)
            _keep(cache, key, packed)
        yield Segment(first, packed.groups, packed.terms)
        first += sum(group.pieces for group in packed.groups)
    _forget(cache, lying - set(keys))


def spread(
    executor: Executor | None, work: Callable[[Given], Made], tasks: Iterable[Given]
) -> Iterator[Made]:
    """Do all tasks in order, in the processes of the executor when it saves time.

    These begin at once, and so work while the caller does something else.
    """
    left = iter(tasks)
    first = list(islice(left, _FEW + 1))
    left = chain(first, left)
    if executor is None or len(first) <= _FEW:
        return map(work, left)
    out = deque(executor.submit(work, task) for task in islice(left, _OUT))
    return _results(executor, work, left, out)


def _results(
    executor: Executor,
    work: Callable[[Given], Made],
    left: Iterator[Given],
    out: deque[Future[Made]],
) -> Iterator[Made]:
    """What the tasks give that are out, and then those that are left."""
    while out:
        yield out.popleft().result()
        out.extend(executor.submit(work, task) for task in islice(left, 1))


@dataclass(frozen=True, slots=True)
class Packed:
    """What a process makes of the pages of a segment."""

    groups: tuple[Group, ...]
    terms: tuple[tuple[bytes, ...], ...]


def _cut(
    texts: Iterable[SearchText], mean: int, weigh: Callable[[SearchText], int]
) -> Iterator[tuple[SearchText, ...]]:
    """Parts of a mean weight and hardly more than twice as much, ended by what a page is."""
    part: list[SearchText] = []
    weight = 0
    for text in texts:
        own = weigh(text)
        part.append(text)
        weight += own
        if weight >= 2 * mean or zlib.crc32(text.address.encode()) % mean < own:
            yield tuple(part)
            part, weight = [], 0
    if part:
        yield tuple(part)


def _pack(texts: tuple[SearchText, ...], with_terms: bool, group: int) -> Packed:
    parts = [list(chain(*map(pieces, part))) for part in _cut(texts, group, lambda _: 1)]
    pages = [(each.title, [block.text for block in each.blocks]) for each in chain(*parts)]
    runs = postings(pages if with_terms else [])
    terms = tuple(tuple(part.as_bytes() for part in run) for run in runs)
    return Packed(tuple(map(_group, parts)), terms)


def _group(parts: Sequence[Piece]) -> Group:
    """As many pieces in a file as are short; no file of several is longer than two long ones."""
    sizes = [characters(each.blocks) for each in parts]
    shared = max(1, min(_FILE_PIECES, _FILE_CHARACTERS * len(parts) // max(1, sum(sizes))))
    while shared > 1 and max(map(sum, _files(sizes, shared))) > 2 * LONGEST:
        shared -= 1
    records = [_record(each.page, each.blocks) for each in parts]
    return Group(len(parts), shared, tuple(map(packed_json, _files(records, shared))))


def _files(parts: Sequence[Given], shared: int) -> Iterator[Sequence[Given]]:
    return (parts[start : start + shared] for start in range(0, len(parts), shared))


def _record(text: SearchText, parts: Iterable[Block]) -> list[object]:
    """Blocks of a page as the browser reads them, with what a result shows of the page."""
    filing = text.filing
    facts = (filing.kind, filing.region, filing.number, filing.date, filing.validity)
    blocks = [
        [block.text, *(part for anchor in block.anchors for part in anchor)] for block in parts
    ]
    return [text.address, text.title, list(filter(None, facts)), blocks]


def _key(about: str, part: Iterable[SearchText], digests: Mapping[str, str]) -> str:
    """Name of what is made of some texts."""
    words = [about, *(digests.get(text.address) or _digest(text) for text in part)]
    return sha256("\n".join(words).encode()).hexdigest()[:32]


def _digest(text: SearchText) -> str:
    return sha256(json.dumps(_record(text, text.blocks), ensure_ascii=False).encode()).hexdigest()


def _kept(cache: Path | None, key: str) -> Packed | None:
    """Earlier work; None when there is none or it is damaged."""
    if cache is None:
        return None
    try:
        data = (cache / key).read_bytes()
    except OSError:
        return None
    return _from_bytes(data[32:]) if sha256(data[32:]).digest() == data[:32] else None


def _keep(cache: Path | None, key: str, packed: Packed) -> None:
    if cache is None:
        return
    data = _as_bytes(packed)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        (cache / key).write_bytes(sha256(data).digest() + data)
    except OSError as error:
        raise unwritable(cache, error) from error


def _as_bytes(packed: Packed) -> bytes:
    """Finished work as bytes. Not pickle: a cache must not be able to run anything."""
    texts = [text for group in packed.groups for text in group.texts]
    parts = [part for run in packed.terms for part in run]
    groups = [(group.pieces, group.shared, len(group.texts)) for group in packed.groups]
    told = [[len(part) for part in (*texts, *parts)], groups, [len(run) for run in packed.terms]]
    return json.dumps(told).encode() + b"\n" + b"".join((*texts, *parts))


def _from_bytes(data: bytes) -> Packed:
    start = data.index(b"\n") + 1
    lengths, groups, runs = json.loads(data[:start])
    ends = accumulate(lengths, initial=start)
    parts = (data[start:end] for start, end in pairwise(ends))
    return Packed(
        tuple(Group(count, shared, tuple(islice(parts, files))) for count, shared, files in groups),
        tuple(tuple(islice(parts, count)) for count in runs),
    )


def _names(cache: Path | None) -> Iterator[str]:
    """What lies in the cache."""
    return (path.name for path in cache.iterdir()) if cache and cache.is_dir() else iter(())


def _forget(cache: Path | None, names: Iterable[str]) -> None:
    """Remove what no segment of this build is made of."""
    for name in names:
        if cache:
            (cache / name).unlink(missing_ok=True)
