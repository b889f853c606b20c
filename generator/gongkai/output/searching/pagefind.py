"""Pagefind as an engine: it is fed pairs of characters as words, and finds phrases of them.

What we rely on in pagefind-bin 1.5.2 (tests/search/test_search_pagefind.py holds each of them):
- the service on stdin: NewIndex, AddRecord, GetFiles; documented for wrappers in any language;
- a search in quotes finds words that follow each other; documented;
- punctuation alone is a word's place that no word fills, so a phrase does not cross it;
- a result has the page's fragment name as `id` and, in `words`, the place of the first hit first;
- fragments are loaded by `data()` only: ours would tell nothing, so they are left out;
- metaCacheTag, so that the page can preload pagefind-entry.json; then it loads the .pf_meta file;
- PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE: postings in one file of the index; not documented.
No filters, sorts or metadata: with them 1.5.2 writes files that differ from run to run.
"""

import base64
import gzip
import json
import os
import subprocess
from collections.abc import Sequence
from itertools import islice, pairwise
from types import TracebackType

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from gongkai.output.searching.pieces import Piece
from gongkai.problems import ToolError
from gongkai.terms.fold import fold

_LANGUAGE = "zh"  # one for all pages, else Pagefind makes an index for each
_WINDOW = 64  # records sent before their answers are read: both pipes stay well below full
_CHUNK = "4000"
_KEPT = (".pf_index", ".pf_meta", "pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def index(pages: Sequence[Piece]) -> tuple[dict[str, bytes], dict[str, object]]:
    """The engine's files, and what the browser must know: zone, list and the pages' names.

    pages: each piece is a page to this engine.
    zone: places at the start of each record that belong to the title.
    list: file that tells which pages and pieces of index there are, "" when there are no pages.
    names: beginnings of all fragments' names, `width` letters each, in their order.
    Raises ToolError when Pagefind is missing, dies or refuses a record.
    """
    zone = max((len(_title_words(page.title)) for page in pages), default=0) + 1
    with _Service() as service:
        service.ask([{"type": "NewIndex", "config": {"force_language": _LANGUAGE}}])
        numbered = enumerate(pages)
        while batch := list(islice(numbered, _WINDOW)):
            service.ask([_record(number, page, zone) for number, page in batch])
        (answer,) = service.ask([{"type": "GetFiles", "index_id": 0}])
    files = {str(file["path"]): base64.b64decode(file["content"]) for file in answer["files"]}
    names = _names(files)
    width = _width(names)
    list_file = next((path for path in files if path.endswith(".pf_meta")), "")
    short = "".join(name[:width] for name in names)
    told = {"zone": zone, "list": list_file, "width": width, "names": short}
    return {path: files[path] for path in sorted(files) if path.endswith(_KEPT)}, told


def _names(files: dict[str, bytes]) -> list[str]:
    """Names of the pages' fragments in the pages' order (a fragment tells its record's url)."""
    found: dict[int, str] = {}
    for path, data in files.items():
        if path.endswith(".pf_fragment"):
            fragment = gzip.decompress(data).decode().removeprefix("pagefind_dcd")
            name = path.rsplit("/", 1)[-1].removesuffix(".pf_fragment")
            found[int(json.loads(fragment)["url"])] = name.removeprefix(f"{_LANGUAGE}_")
    return [found[number] for number in range(len(found))]


def _width(names: Sequence[str]) -> int:
    """Letters by which all names can be told apart."""
    longest = max(map(len, names), default=0)
    widths = (
        each for each in range(1, longest) if len({name[:each] for name in names}) == len(names)
    )
    return next(widths, longest)


def _record(number: int, page: Piece, zone: int) -> dict[str, object]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": str(number),
        "content": record_words(page, zone),
        "language": _LANGUAGE,
        "meta": {},
        "filters": {},
        "sort": {},
    }


def record_words(page: Piece, zone: int) -> str:
    """A page as Pagefind is to read it: the title's words, | up to the zone's end, the blocks.

    A block is its pairs and a |; after all blocks every character not in the title, once.
    """
    words = _title_words(page.title)
    words += "|" * (zone - len(words))
    rest: dict[str, None] = {}
    for block in page.blocks:
        folded = fold(block.text)
        words += pairs(folded)
        words.append("|")
        rest.update(dict.fromkeys(folded))
    in_title = set(fold(page.title))
    words += (word(character) for character in rest if character not in in_title)
    return " ".join(words)


def _title_words(title: str) -> list[str]:
    folded = fold(title)
    return [*pairs(folded), "|", *map(word, dict.fromkeys(folded))]


def pairs(folded: str) -> list[str]:
    """Words for each pair of neighbours in a folded text."""
    letters = list(map(word, folded))
    return [first + second for first, second in pairwise(letters)]


def word(character: str) -> str:
    """A character as a word of the letters a to p (its number in base 16), six or more.

    Letters only: Pagefind and the browser cut, fold and stem words of other signs.
    """
    return f"{ord(character):05x}".translate(_LETTERS)


class _Service:
    """A running `pagefind --service`: base64 JSON messages, one answer for each, in order."""

    def __enter__(self) -> "_Service":
        try:
            self._process = subprocess.Popen(
                [str(get_executable()), "--service"],
                env=os.environ | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise ToolError(
                f"启动不了检索程序 Pagefind：{error}", "重新安装：pip install pagefind-bin"
            ) from error
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("Popen gives both pipes when asked for them")
        self._sink = self._process.stdin
        self._source = self._process.stdout.fileno()
        self._buffer = bytearray()
        self._number = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, payloads: Sequence[dict[str, object]]) -> list[dict[str, list[dict[str, str]]]]:
        """Send messages and return the payloads of their answers."""
        try:
            for payload in payloads:
                self._number += 1
                message = {"message_id": self._number, "payload": payload}
                self._sink.write(base64.b64encode(json.dumps(message).encode()) + b",")
            self._sink.flush()
            answers = [json.loads(base64.b64decode(self._answer())) for _ in payloads]
        except (OSError, ValueError) as error:
            raise ToolError(
                "检索程序 Pagefind 中途停止", "再生成一次；仍不行就用 --no-search 先发布页面"
            ) from error
        for answer in answers:
            if answer["payload"]["type"] == "Error":
                raise ToolError(f"检索程序 Pagefind 报错：{answer['payload']['message']}")
        return [answer["payload"] for answer in answers]

    def _answer(self) -> bytes:
        """Bytes up to the next comma. Raises ValueError when the service has ended."""
        searched = 0
        while (end := self._buffer.find(b",", searched)) < 0:
            searched = len(self._buffer)
            part = os.read(self._source, 1 << 20)
            if not part:
                raise ValueError("no answer")
            self._buffer += part
        message = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return message
