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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gongkai.output.searching.packing import packed_json
from gongkai.output.searching.postings import Postings, postings
from gongkai.output.searching.text import SearchText
from gongkai.problems import ProjectError

_FILE_PAGES = 8  # at most, in one file of texts for the browser
_FILE_CHARACTERS = 1600  # a file is closed when it has as many: about 2 kB packed
_MEAN = 256
_MOST = 512
_DIGITS = re.compile(r"([0-9]+)")
_FORMAT = f"1 {sys.byteorder}"  # part of every key: changed code must not find old work


@dataclass(frozen=True, slots=True)
class Segment:
    """name: of its folder. first: number of its first page.

    sizes: how many pages are in each of its text files. texts: those files, packed.
    terms: its share of the bigram index; empty where another engine finds the candidates.
    """

    name: str
    first: int
    sizes: tuple[int, ...]
    texts: tuple[bytes, ...]
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
    texts: Sequence[SearchText],
    with_terms: bool,
    cache: Path | None,
    run: Callable[..., Iterator["Packed"]],
) -> tuple[Segment, ...]:
    """Segments of the pages in their order. run: map, or that of an executor.

    cache: folder for finished work, or None. Raises ProjectError when it cannot be used.
    """
    parts = list(_cut(texts))
    keys = [_key(part, with_terms) for part in parts]
    known = {key: found for key in keys if (found := _kept(cache, key)) is not None}
    missing = [place for place, key in enumerate(keys) if key not in known]
    made = run(_pack, [parts[place] for place in missing], [with_terms] * len(missing))
    for place, packed in zip(missing, made, strict=True):
        known[keys[place]] = packed
        _keep(cache, keys[place], packed)
    _forget(cache, set(keys))
    return tuple(_numbered(parts, [known[key] for key in keys]))


@dataclass(frozen=True, slots=True)
class Packed:
    """What a process makes of the pages of a segment."""

    texts: tuple[bytes, ...]
    terms: Postings


def _cut(texts: Sequence[SearchText]) -> Iterator[tuple[SearchText, ...]]:
    part: list[SearchText] = []
    for text in texts:
        part.append(text)
        if len(part) == _MOST or zlib.crc32(text.address.encode()) % _MEAN == 0:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _pack(texts: tuple[SearchText, ...], with_terms: bool) -> Packed:
    files = tuple(packed_json([_record(text) for text in file]) for file in _files(texts))
    pages = [(text.title, [block.text for block in text.blocks]) for text in texts]
    return Packed(files, postings(pages if with_terms else []))


def _files(texts: Sequence[SearchText]) -> Iterator[list[SearchText]]:
    """Pages that share a file: long ones stand alone, so that no reader loads many for one."""
    file: list[SearchText] = []
    characters = 0
    for text in texts:
        file.append(text)
        characters += sum(len(block.text) for block in text.blocks)
        if len(file) == _FILE_PAGES or characters >= _FILE_CHARACTERS:
            yield file
            file, characters = [], 0
    if file:
        yield file


def _record(text: SearchText) -> list[object]:
    """A page as the browser reads it."""
    filing = text.filing
    facts = (filing.kind, filing.region, filing.number, filing.date, filing.validity)
    blocks = [
        [block.text, *(part for anchor in block.anchors for part in anchor)]
        for block in text.blocks
    ]
    return [text.address, text.title, list(filter(None, facts)), blocks]


def _numbered(parts: Sequence[Sequence[SearchText]], packed: Sequence[Packed]) -> Iterator[Segment]:
    first = 0
    for part, each in zip(parts, packed, strict=True):
        name = sha256(part[0].address.encode()).hexdigest()[:10]
        sizes = tuple(map(len, _files(part)))
        yield Segment(name, first, sizes, each.texts, each.terms)
        first += len(part)


def _key(part: tuple[SearchText, ...], with_terms: bool) -> str:
    words = [_FORMAT, with_terms, [_record(text) for text in part]]
    return sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:32]


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
    parts = [head, *numbers, terms.pages, terms.places, *packed.texts]
    return json.dumps([len(part) for part in parts]).encode() + b"\n" + b"".join(parts)


def _from_bytes(data: bytes) -> Packed:
    start = data.index(b"\n") + 1
    parts = []
    for length in json.loads(data[:start]):
        parts.append(data[start : start + length])
        start += length
    head, first, last, page_lengths, place_lengths, pages, places, *texts = parts
    terms = tuple(head.decode().split("\n")) if head else ()
    return Packed(
        tuple(texts),
        Postings(
            terms,
            array("I", first),
            array("I", last),
            array("I", page_lengths),
            array("I", place_lengths),
            pages,
            places,
        ),
    )


def _forget(cache: Path | None, keys: set[str]) -> None:
    """Remove what no segment of this build is made of."""
    if cache is None or not cache.is_dir():
        return
    for path in cache.iterdir():
        if path.name not in keys:
            path.unlink(missing_ok=True)
