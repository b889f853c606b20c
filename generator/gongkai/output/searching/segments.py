"""Segments: a few hundred pages that are packed together, in any process, and kept for next time.

Pages are numbered from the oldest to the newest, so that a new paper changes the last segment
only. A segment ends where the address of a page says so: a page put in between changes one
segment and moves the others without changing them.
"""

import json
import re
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TypeVar

from gongkai.output.searching.means import Means
from gongkai.output.searching.packing import packed_json, per_digest
from gongkai.output.searching.postings import Postings
from gongkai.output.searching.stream import postings
from gongkai.output.searching.text import SearchText
from gongkai.problems import ProjectError

_FILE_PAGES = 8  # at most, in one file of texts for the browser
_FILE_CHARACTERS = 1200  # on average in the files of a group: about 2 kB packed
_MEAN = 256
_MOST = 512
_GROUP = 16  # pages, on average, whose text files share a digest, in small portals
_FEW = 4  # a process takes as long to start
_DIGITS = re.compile(r"([0-9]+)")
_FORMAT = f"5 {sys.byteorder}"  # part of every key: changed code must not find old work

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of some pages, whose files share a digest.

    pages: how many there are. shared: how many in each file but the last, so that meta need not
    tell it of every file. texts: the files, packed.
    """

    pages: int
    shared: int
    texts: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """first: number of its first page.

    terms: its share of the bigram index; empty where another engine finds the candidates.
    """

    first: int
    groups: tuple[Group, ...]
    terms: Postings


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
    group = min(max(_GROUP, per_digest(len(texts))), _MEAN)
    parts = list(_cut(texts, _MEAN, _MOST))
    about = f"{_FORMAT} {with_terms} {group}"
    keys = [_key(about, part, means.digests) for part in parts]
    lying = set(_names(cache))
    pack = partial(_pack, with_terms=with_terms, group=group)
    new = [part for part, key in zip(parts, keys, strict=True) if key not in lying]
    made = spread(means.executor, pack, new, 1)
    first = 0
    for part, key in zip(parts, keys, strict=True):
        packed = _kept(cache, key) if key in lying else None
        if packed is None:
            packed = pack(part) if key in lying else next(made)
            _keep(cache, key, packed)
        yield Segment(first, packed.groups, packed.terms)
        first += len(part)
    _forget(cache, lying - set(keys))


def spread(
    executor: Executor | None, work: Callable[[Given], Made], tasks: Sequence[Given], at_once: int
) -> Iterator[Made]:
    """Do all tasks in order, in the processes of the executor when it saves time.

    at_once: how many to send to a process in one go.
    """
    if executor and len(tasks) > _FEW * at_once:
        return executor.map(work, tasks, chunksize=at_once)
    return map(work, tasks)


@dataclass(frozen=True, slots=True)
class Packed:
    """What a process makes of the pages of a segment."""

    groups: tuple[Group, ...]
    terms: Postings


def _cut(texts: Sequence[SearchText], mean: int, most: int) -> Iterator[tuple[SearchText, ...]]:
    part: list[SearchText] = []
    for text in texts:
        part.append(text)
        if len(part) == most or zlib.crc32(text.address.encode()) % mean == 0:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _pack(texts: tuple[SearchText, ...], with_terms: bool, group: int) -> Packed:
    pages = [(text.title, [block.text for block in text.blocks]) for text in texts]
    groups = tuple(map(_group, _cut(texts, group, 2 * group)))
    return Packed(groups, postings(pages if with_terms else []))


def _group(texts: Sequence[SearchText]) -> Group:
    characters = sum(map(_characters, texts))
    shared = max(1, min(_FILE_PAGES, _FILE_CHARACTERS * len(texts) // max(1, characters)))
    files = [texts[start : start + shared] for start in range(0, len(texts), shared)]
    packed = tuple(packed_json([_record(text) for text in file]) for file in files)
    return Group(len(texts), shared, packed)


def _characters(text: SearchText) -> int:
    return sum(len(block.text) for block in text.blocks)


def _record(text: SearchText) -> list[object]:
    """A page as the browser reads it."""
    filing = text.filing
    facts = (filing.kind, filing.region, filing.number, filing.date, filing.validity)
    blocks = [
        [block.text, *(part for anchor in block.anchors for part in anchor)]
        for block in text.blocks
    ]
    return [text.address, text.title, list(filter(None, facts)), blocks]


def _key(about: str, part: Iterable[SearchText], digests: Mapping[str, str]) -> str:
    """Name of what is made of some texts."""
    words = [about, *(digests.get(text.address) or _digest(text) for text in part)]
    return sha256("\n".join(words).encode()).hexdigest()[:32]


def _digest(text: SearchText) -> str:
    return sha256(json.dumps(_record(text), ensure_ascii=False).encode()).hexdigest()


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
        raise ProjectError(
            f"写不了 {cache}：{error.strerror}", "检查磁盘空间和文件夹权限"
        ) from error


def _as_bytes(packed: Packed) -> bytes:
    """Finished work as bytes. Not pickle: a cache must not be able to run anything."""
    terms = packed.terms
    head = "\n".join(terms.terms).encode()
    arrays = (terms.first, terms.last, terms.page_lengths, terms.place_lengths)
    numbers = [each.tobytes() for each in arrays]
    texts = [text for group in packed.groups for text in group.texts]
    parts = [head, *numbers, terms.pages, terms.places, *texts]
    groups = [(group.pages, group.shared, len(group.texts)) for group in packed.groups]
    told = [[len(part) for part in parts], groups]
    return json.dumps(told).encode() + b"\n" + b"".join(parts)


def _from_bytes(data: bytes) -> Packed:
    start = data.index(b"\n") + 1
    lengths, groups = json.loads(data[:start])
    parts = []
    for length in lengths:
        parts.append(data[start : start + length])
        start += length
    head, first, last, page_lengths, place_lengths, pages, places, *texts = parts
    left = iter(texts)
    return Packed(
        tuple(Group(pages, shared, tuple(islice(left, files))) for pages, shared, files in groups),
        Postings(
            tuple(head.decode().split("\n")) if head else (),
            array("I", first),
            array("I", last),
            array("I", page_lengths),
            array("I", place_lengths),
            pages,
            places,
        ),
    )


def _names(cache: Path | None) -> Iterator[str]:
    """What lies in the cache."""
    return (path.name for path in cache.iterdir()) if cache and cache.is_dir() else iter(())


def _forget(cache: Path | None, names: Iterable[str]) -> None:
    """Remove what no segment of this build is made of."""
    for name in names:
        if cache:
            (cache / name).unlink(missing_ok=True)
