"""Showing: what a browser gets to see at the moment; the only state that requests depend on."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.preview.draft import Draft
from gongkai.preview.messages import Built, Trouble
from gongkai.preview.moves import Moves


@dataclass(slots=True)
class Showing:
    """The last good site and what keeps it from being the newest.

    pages, search: where the site lies, and where its search index does. host, port: where the
    server listens. root: path of the portal on the server; "" until a build has succeeded.
    moves: where addresses without a page lead.
    trouble: why the last build failed, or None. version: another one each time that browsers
    have something new to fetch. ahead: pages that the build under way will make, by file.
    """

    pages: Draft
    search: Draft
    host: str
    port: int
    root: str = ""
    moves: Moves = field(default_factory=dict)
    trouble: Trouble | None = None
    ahead: dict[str, bytes] = field(default_factory=dict)
    count: int = 0
    start: int = field(default_factory=time.time_ns)

    @property
    def version(self) -> str:
        """Unlike any other of this server and of the servers before it."""
        return f"{self.start}-{self.count}"

    def take(self, outcome: Built | Trouble) -> bool:
        """Note how a build ended; tell whether browsers have something new to fetch."""
        if isinstance(outcome, Trouble):
            new = outcome != self.trouble
            self.trouble = outcome
        else:
            more = outcome.changed > len(self.ahead) or self.moves != outcome.moves
            new = more or self.trouble is not None or self.root != outcome.root
            self.trouble, self.root, self.moves = None, outcome.root, outcome.moves
        self.ahead = {}
        self.count += new
        return new

    def look_ahead(self, pages: Mapping[str, bytes]) -> bool:
        """Show pages before their build is done; tell whether browsers have something to fetch."""
        ahead = {file: data for file, data in self.ahead.items() if file not in pages}
        for file, data in pages.items():
            if data != Path(self.pages.site, file).read_bytes():
                ahead[file] = data
        changed = ahead != self.ahead
        self.ahead = ahead
        self.count += changed
        return changed

    def doubt(self) -> None:
        """Have browsers fetch everything again: what was shown ahead did not come true."""
        self.count += 1
