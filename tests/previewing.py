"""gongkai serve as a person runs it, on a copy of 示例市, with its words and answers at hand."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from building import EPOCH, SITES

ROOT = "/portal/"  # where 示例市 lives on its server
NOTICE = "columns/about/"
_PATIENCE = 30.0  # seconds until something that must happen is taken not to happen
Thing = TypeVar("Thing")
_ADDRESS = re.compile(r"http://([\d.]+):(\d+)/")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered. headers: names in lower case."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(slots=True)
class Preview:
    """A running preview. lines: what it has said so far, both streams."""

    folder: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def content(self) -> Path:
        """What offices write."""
        return self.folder / "content"

    @property
    def port(self) -> int:
        """Where it listens; waits until it says so."""
        return int(until(lambda: _ADDRESS.search(self.said))[2])

    @property
    def address(self) -> str:
        """The address of the portal's home."""
        return f"http://127.0.0.1:{self.port}{ROOT}"

    @property
    def said(self) -> str:
        """All its words."""
        return "\n".join(self.lines)

    def hear(self, words: str, times: int = 1) -> None:
        """Wait until it has said words that many times."""
        until(lambda: self.said.count(words) >= times or None, lambda: self.said)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path as it stands; in names of headers, _ stands for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in named, skip_accept_encoding=True)
        for name, value in named.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        data = b"" if response.status == 101 else response.read()
        found = {name.lower(): value for name, value in response.getheaders()}
        connection.close()
        return Answer(response.status, found, data.decode("utf-8", "replace"))

    def page(self, where: str = "") -> Answer:
        """Ask for a page below the portal's home."""
        return self.ask(ROOT + where)

    def await_page(self, where: str, words: str, status: int = 200) -> Answer:
        """Wait until a page has that status and says these words."""

        def answer() -> Answer | None:
            now = self.page(where)
            return now if now.status == status and words in now.text else None

        return until(answer, lambda: f"{self.page(where)}\n{self.said}")

    def interrupt(self) -> int:
        """Press Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE)


def until(look: Callable[[], Thing | None], why: Callable[[], str] = lambda: "") -> Thing:
    """Look again and again until there is something to see."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.01)
    raise AssertionError(f"waited in vain: {why()}")


def _hear_interrupts() -> None:
    """Undo what a shell does to programs that it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def previewing(folder: Path, *words: str) -> Iterator[Preview]:
    """Preview a copy of 示例市 in an empty folder (or what is there) while the block runs."""
    if not (folder / "content").exists():
        shutil.copytree(SITES / "shilishi" / "content", folder / "content")
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai", "serve", "-C", str(folder), "--port", "0", *words],
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_hear_interrupts,
    )
    preview = Preview(folder, process)

    def listen() -> None:
        for line in process.stdout or ():
            preview.lines.append(line.rstrip("\n"))

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield preview
    finally:
        if process.poll() is None:
            preview.interrupt()
        thread.join()
        if process.stdout:
            process.stdout.close()


def add_notices(content: Path, numbers: range) -> None:
    """Write that many short announcements."""
    folder = content / "documents" / "tongzhi"
    for number in numbers:
        (folder / f"many-{number}.md").write_text(
            f"---\n标题: 示例市第{number}号通知（虚构）\n栏目: tongzhi\n"
            "发文机关: 示例市人民政府办公室\n来源: 软件测试用的虚构文本\n"
            "成文日期: 2025-05-17\n发布日期: 2025-05-17\n---\n"
            f"这是虚构的第{number}号通知。\n",
            "utf-8",
        )


def rewrite(file: Path, old: str, new: str) -> None:
    """Replace words in a file, all at once, as careful editors do."""
    text = file.read_text("utf-8")
    assert old in text
    draft = file.with_name(f".{file.name}.swp")
    draft.write_text(text.replace(old, new), "utf-8")
    draft.replace(file)
