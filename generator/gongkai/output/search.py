"""The search index: Pagefind over folded single characters, fed in our own order."""

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import TracebackType

from pagefind_bin import get_executable

from gongkai.problems import ToolError
from gongkai.terms.fold import fold, traditional_table

FOLDER = "pagefind/"
FOLD_TABLE = "assets/fold.json"
_LANGUAGE = "zh"  # one language for all pages, else Pagefind makes an index for each
_WINDOW = 64  # records sent before their answers are read: both pipes stay well below full
# Pagefind's own user interfaces; ours is the search page.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """What readers may find of one page: its address, title and blocks of text.

    A block is a paragraph, heading, cell or list item; a search never matches across two.
    """

    address: str
    title: str
    blocks: tuple[str, ...]


def index(texts: Iterable[SearchText]) -> Iterator[tuple[str, bytes]]:
    """The files of the index (path from the site's root, bytes), the same for the same texts.

    No filters, sorts or further metadata: Pagefind 1.5.2 writes those in random order.
    Raises ToolError when Pagefind is missing, dies or refuses a record.
    """
    with _Service() as service:
        service.ask([{"type": "NewIndex", "config": {"force_language": _LANGUAGE}}])
        for batch in _batches(texts, _WINDOW):
            service.ask([_record(text) for text in batch])
        (answer,) = service.ask([{"type": "GetFiles", "index_id": 0}])
        files = {str(each["path"]): str(each["content"]) for each in answer["files"]}
    for path in sorted(files):
        if not path.startswith(_UNUSED):
            yield FOLDER + path, base64.b64decode(files[path])
    yield (
        FOLD_TABLE,
        json.dumps(dict(traditional_table()), ensure_ascii=False, sort_keys=True).encode(),
    )


def _record(text: SearchText) -> dict[str, object]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": text.address,
        "content": " ".join(spaced(block) for block in (text.title, *text.blocks)),
        "language": _LANGUAGE,
        "meta": {"title": text.title},
        "filters": {},
        "sort": {},
    }


def spaced(block: str) -> str:
    """A block as Pagefind is to read it: one token a folded character, " |" at its end.

    Punctuation stays glued to the token before it (Pagefind drops it from the token but keeps it
    in the text for excerpts); an original space is written ␣. The | takes a position, so a
    phrase cannot run from one block into the next.
    """
    tokens: list[str] = []
    for character in block:
        folded = _fold_character(character)
        if folded:
            tokens += folded
        elif tokens:
            tokens[-1] += "␣" if character.isspace() else character
        elif not character.isspace():
            tokens.append(character)
    return " ".join([*tokens, "|"])


@cache
def _fold_character(character: str) -> str:
    return fold(character)


def _batches(texts: Iterable[SearchText], size: int) -> Iterator[list[SearchText]]:
    rest = iter(texts)
    while batch := list(islice(rest, size)):
        yield batch


class _Service:
    """A running `pagefind --service`: base64 JSON messages, one answer for each, in order."""

    def __enter__(self) -> "_Service":
        try:
            program = str(get_executable())
            self._process = subprocess.Popen(
                [program, "--service"],
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
        with suppress(BrokenPipeError):  # what it never read is still in our buffer
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
