"""Readers who hammer a site while it is published, and what their notes prove.

Run as a program with a port and a number of pages: reads until its stdin ends, then writes its
notes as JSON.
"""

import json
import random
import re
import select
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

VERSION = re.compile(rb"<!--(\d+)-->")
STYLE = re.compile(rb"href=/?([^ >]+\.css)")
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n", re.I)


@dataclass
class Notes:
    """What readers met. versions: those a reader saw, one after another, without repeats."""

    requests: int = 0
    http_errors: int = 0
    missing_assets: int = 0
    torn: int = 0
    backwards: int = 0
    versions: list[int] = field(default_factory=list)


class Connection:
    """A connection that stays open, with as little work for each request as can be."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port))

    def get(self, path: bytes) -> tuple[int, bytes]:
        """Status and body. Connects anew when the server has said that this was the last."""
        self.socket.sendall(b"GET /" + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head, _, body = self._until(b"").partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n")
        wanted = int(length[1]) if length else 0
        while len(body) < wanted:
            body += self.socket.recv(65536)
        if b"\r\nConnection: close" in head:
            self.socket.close()
            self.socket = socket.create_connection(("127.0.0.1", self.port))
        return int(head[9:12]), body

    def _until(self, data: bytes) -> bytes:
        while b"\r\n\r\n" not in data:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("closed")
            data += more
        return data


def read_on(port: int, pages: int) -> Notes:
    """Read a page and its style sheet, again and again, until stdin ends."""
    connection, notes, chance = Connection(port), Notes(), random.Random(port)
    while not select.select([sys.stdin], [], [], 0)[0]:
        status, page = connection.get(b"p/%d/" % chance.randrange(pages))
        notes.requests += 1
        found = VERSION.findall(page)
        if status != 200 or not found:
            notes.http_errors += 1
            continue
        notes.torn += len(set(found)) > 1 or not page.endswith(b"-->\n")
        if notes.versions[-1:] != [int(found[0])]:
            notes.versions.append(int(found[0]))
        style = STYLE.search(page)
        notes.requests += 1
        if not style or connection.get(style[1])[0] != 200:
            notes.missing_assets += 1
    connection.socket.close()
    return notes


@contextmanager
def reading(port: int, pages: int, number: int = 2) -> Iterator[list[Notes]]:
    """Let so many readers read while the block runs; their notes are in the list afterwards."""
    command = [sys.executable, "-S", __file__, str(port), str(pages)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    readers = [subprocess.Popen(command, text=True, **pipes) for _ in range(number)]  # type: ignore[call-overload]
    notes: list[Notes] = []
    try:
        yield notes
    finally:
        for reader in readers:
            told, _ = reader.communicate()
            notes.append(Notes(**json.loads(told)))


def judge(notes: Sequence[Notes], live: Sequence[int]) -> Notes:
    """All notes together. live: the versions in the order in which they went live.

    A step backwards is a version seen that, in that order, was not live at the time of the one
    seen before or later.
    """
    whole = Notes()
    for each in notes:
        whole.requests += each.requests
        whole.http_errors += each.http_errors
        whole.missing_assets += each.missing_assets
        whole.torn += each.torn
        at = 0
        for version in each.versions:
            later = [place for place in range(at, len(live)) if live[place] == version]
            whole.backwards += not later
            at = later[0] if later else at
        whole.versions = sorted({*whole.versions, *each.versions})
    return whole


def write_versioned_site(folder: Path, version: int, pages: int) -> Path:
    """A site whose every page tells its version in the first and the last line."""
    style = f"assets/site.{version:010x}.css"
    mark = f"<!--{version}-->\n"
    body = "<p>公开\n" * 300
    page = f"{mark}<!DOCTYPE html>\n<link rel=stylesheet href=/{style}>\n{body}{mark}"
    for place in ("", "404/", *(f"p/{number}/" for number in range(pages))):
        path = folder / place / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")
    (folder / "404.html").write_text(page, "utf-8")
    (folder / "assets").mkdir(exist_ok=True)
    (folder / style).write_text(f"/*{version}*/\n" * 200, "utf-8")
    return folder


def write_notes(notes: Notes, output: IO[str]) -> None:
    """Notes as JSON."""
    output.write(json.dumps(asdict(notes)))


if __name__ == "__main__":
    write_notes(read_on(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
