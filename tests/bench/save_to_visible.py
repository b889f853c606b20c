"""How long a saved document takes to be seen over HTTP: gongkai serve beside Hugo's server.

python tests/bench/save_to_visible.py DOCUMENTS [PATH_OF_HUGO [EDITS]]: both servers run at the
same time on the same documents, and take turns; without Hugo, gongkai alone. Also told: how long
the slowest page took that was asked for while gongkai built.
"""

import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from corpus import Paper, papers, write_portal

EDITS = 15
PATIENCE = 600.0  # seconds for a first build, and for a save to be seen
PAUSE = 0.002  # seconds between two looks at a page
REST = 1.0  # seconds after a save was seen, so that each starts from quiet

HUGO_CONFIG = {
    "baseURL": "/",
    "title": "示例省政府信息公开",
    "languageCode": "zh-CN",
    "hasCJKLanguage": True,
    "pagination": {"pagerSize": 20},
    "taxonomies": {"unit": "units", "year": "years", "theme": "columns"},
    "markup": {"goldmark": {"renderer": {"unsafe": False}}},
}
HUGO_BASE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}
</body></html>
"""
HUGO_SINGLE = """{{ define "main" }}<table>{{ range $k, $v := .Params }}
<tr><th>{{ $k }}</th><td>{{ $v }}</td></tr>{{ end }}</table>{{ .Content }}{{ end }}
"""
HUGO_LIST = """{{ define "main" }}<ol>{{ range .Paginator.Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}
</ol>{{ template "_internal/pagination.html" . }}{{ end }}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. page: path of a document's page; file: where its text is."""

    name: str
    port: int
    page: str
    file: Path

    def get(self) -> str:
        """The page as it is now; "" when it cannot be had."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", self.page)
            response = connection.getresponse()
            text = response.read().decode()
            return text if response.status == 200 else ""
        except (ConnectionError, http.client.HTTPException):
            return ""
        finally:
            connection.close()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _hear_interrupts() -> None:
    """Undo what a shell does to programs that it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def running(words: list[str], server: Server) -> Iterator[Server]:
    """A server while the block runs, from when it shows the page."""
    process = subprocess.Popen(
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_hear_interrupts,
    )
    try:
        start = time.monotonic()
        seconds(server, "</html>", [])
        say(f"{server.name}: first page after {time.monotonic() - start:.1f} s")
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def seconds(server: Server, words: str, waits: list[float]) -> float:
    """How long until a page has certain words; each look's own time is added to waits."""
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        asked = time.monotonic()
        text = server.get()
        now = time.monotonic()
        if words in text:
            return now - start
        waits.append(now - asked)
        time.sleep(PAUSE)
    raise TimeoutError(f"{server.name} never showed {words}")


def write_hugo(folder: Path, count: int) -> None:
    """The same documents as a project of Hugo's."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.json").write_text(json.dumps(HUGO_CONFIG), "utf-8")
    (layouts / "baseof.html").write_text(HUGO_BASE, "utf-8")
    (layouts / "single.html").write_text(HUGO_SINGLE, "utf-8")
    (layouts / "list.html").write_text(HUGO_LIST, "utf-8")
    for paper in papers(count):
        file = folder / "content" / "documents" / f"{paper.slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(hugo_text(paper), "utf-8")


def hugo_text(paper: Paper) -> str:
    """A document with a head in JSON."""
    head = {
        "title": paper.title,
        "date": paper.published[:10],
        "number": paper.number,
        "index": paper.index,
        "issuer": paper.issuer,
        "written": str(paper.day),
        "subject": paper.subject,
        "genre": paper.genre,
        "validity": paper.validity,
        "keywords": list(paper.keywords),
        "units": list(paper.units),
        "years": [str(paper.day.year)],
        "columns": [paper.column],
    }
    return f"{json.dumps(head, ensure_ascii=False)}\n\n{paper.body}"


def edit(server: Server, number: int, title: bool) -> float:
    """Save a document with new words in its body, or in its title; seconds until they are seen."""
    mark = f"第{number}次改动之{server.name}"
    text = server.file.read_text("utf-8")
    first = next(paper for paper in papers(1))
    new = text.replace(first.title, f"{mark}{first.title}", 1) if title else f"{text}\n\n{mark}。\n"
    waits: list[float] = []
    server.file.write_text(new, "utf-8")
    taken = seconds(server, mark, waits)
    slowest = max(waits, default=0.0)
    time.sleep(REST)
    server.file.write_text(text, "utf-8")
    seconds(server, "</html>", [])
    time.sleep(REST)
    SLOWEST[server.name] = max(SLOWEST.get(server.name, 0.0), slowest)
    return taken


SLOWEST: dict[str, float] = {}


def tell(name: str, times: list[float]) -> None:
    """A row of the table, in milliseconds."""
    figures = (f"{1000 * each:8.0f}" for each in (median(times), min(times), max(times)))
    say(f"{name:<24}{''.join(figures)}")


def compare(servers: list[Server], edits: int) -> None:
    """Let the servers take turns, and print how long each took."""
    say(f"\n{'milliseconds':<24}{'median':>8}{'min':>8}{'max':>8}")
    for title in (False, True):
        times: dict[str, list[float]] = {server.name: [] for server in servers}
        for number in range(edits):
            for server in servers:
                times[server.name].append(edit(server, number, title))
        for name, found in times.items():
            tell(f"{name}, {'title' if title else 'body'}", found)
        if len(servers) == 2:
            ours, theirs = times.values()
            ratio = median(theirs[n] / ours[n] for n in range(edits))
            say(f"{'Hugo / gongkai':<24}{ratio:8.1f}")
    for name, slowest in SLOWEST.items():
        say(f"{name}: slowest old page while building {1000 * slowest:.0f} ms")


def main(count: int, hugo: str, edits: int) -> None:
    """Write the documents, start the servers, compare them."""
    folder = Path(tempfile.mkdtemp(prefix="save-to-visible-"))
    slug = next(papers(1)).slug
    page = f"/documents/{slug}/"
    try:
        write_portal(folder / "gongkai", count)
        write_hugo(folder / "hugo", count)
        paths = [folder / name / "content" / "documents" / f"{slug}.md" for name in NAMES]
        ours, theirs = (
            Server(name, free_port(), page, path) for name, path in zip(NAMES, paths, strict=True)
        )
        own = [sys.executable, "-m", "gongkai", "serve", "-C", str(folder / "gongkai")]
        with running([*own, "--port", str(ours.port)], ours):
            if not hugo:
                compare([ours], edits)
                return
            other = [hugo, "server", "--source", str(folder / "hugo")]
            with running([*other, "--port", str(theirs.port)], theirs):
                compare([ours, theirs], edits)
    finally:
        shutil.rmtree(folder)


NAMES = ("gongkai", "hugo")

if __name__ == "__main__":
    given = [*sys.argv[1:], *("1000", "", str(EDITS))[len(sys.argv) - 1 :]]
    main(int(given[0]), given[1], int(given[2]))
