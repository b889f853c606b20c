"""What a reader's browser pays for a search: bytes, requests, milliseconds, and what it finds."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean
from typing import Any, ClassVar

from playwright.sync_api import Browser, Page, expect
from search_corpus import SPEED

from gongkai.output.headers import headers_of
from serving import PortalHandler

# Each takes a query. FOUND names all pages found, WARM milliseconds to ten results.
OURS = {
    "found": """async (query) => {
      const answer = await ask(query);
      if (!answer.trouble) await answer.settle(true);
      return answer.trouble ? [] : answer.queue;
    }""",
    "warm": """async (query) => {
      const start = performance.now();
      await (await ask(query)).next(10);
      return performance.now() - start;
    }""",
}
THEIRS = {
    "found": """async (query) => {
      const { results } = await pagefind.search(query);
      return results.map(({ id }) => id);
    }""",
    "warm": """async (query) => {
      const start = performance.now();
      const { results } = await pagefind.search(query);
      await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return performance.now() - start;
    }""",
}
# When the first result came onto the page, in milliseconds of the page's own clock.
FIRST_RESULT = """new MutationObserver(() => {
  if (!document.querySelector("[data-search-results] li")) window.firstShown = 0;
  else window.firstShown = window.firstShown || performance.now();
}).observe(document, { childList: true, subtree: true });"""
SEARCHING = re.compile(r"/search/index/|/assets/search-|/pagefind/")
SLOW = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}


class Counting(PortalHandler):
    """Serves a site and notes the bytes of every file that only a search asks for."""

    sent: ClassVar[list[int]] = []

    def end_headers(self) -> None:
        """Let a browser keep what never changes, as the servers we write for do."""
        file = self.path.split("?")[0].lstrip("/")
        self.send_header("Cache-Control", dict(headers_of(file))["Cache-Control"])
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file and note its size."""
        super().copyfile(source, outputfile)
        if SEARCHING.search(self.path):
            self.sent.append(os.fstat(source.fileno()).st_size)

    @classmethod
    def taken(cls) -> tuple[int, int]:
        """Bytes and requests since the last time this was asked."""
        found = (sum(cls.sent), len(cls.sent))
        cls.sent.clear()
        return found


@dataclass(slots=True)
class Visit:
    """Figures of one engine at one size."""

    first: tuple[int, int] = (0, 0)
    after: list[tuple[int, int]] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    recall: float = 0.0
    precision: float = 0.0
    perfect: int = 0
    queries: int = 0


def visit(
    browser: Browser,
    home: str,
    truth: dict[str, frozenset[int]],
    scripts: dict[str, str],
    ids: Sequence[str | int],
) -> Visit:
    """Search in a browser with an empty cache. ids: what the scripts name the pages."""
    found = Visit()
    page = _open(browser)
    Counting.taken()
    for number, query in enumerate(SPEED):
        _search(page, home, query, first=number == 0)
        page.wait_for_timeout(300)
        if number == 0:
            found.first = Counting.taken()
        else:
            found.after.append(Counting.taken())
    for query in SPEED:
        found.warm.append(min(page.evaluate(scripts["warm"], query) for _ in range(3)))
    _compare(page, scripts["found"], truth, ids, found)
    page.context.close()
    page = _open(browser)
    _slow_down(page, home)
    for number, query in enumerate(("市财政局", "政务公开标准化", "浙政办发〔2021〕28号")):
        page.evaluate("() => { window.asked = performance.now(); }")
        _search(page, home, query, first=number == 0)
        found.slow.append(page.evaluate("() => firstShown - (window.asked || 0)"))
    page.context.close()
    return found


def _open(browser: Browser) -> Page:
    return browser.new_context().new_page()


def _slow_down(page: Page, home: str) -> None:
    """Go to the home page (stock Pagefind's site has none), then make the line slow."""
    page.add_init_script(FIRST_RESULT)
    page.goto(home)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})


def _search(page: Page, home: str, query: str, *, first: bool) -> None:
    """Ask and wait until the first results of this query are on the page."""
    if first:
        page.goto(f"{home}search/?q={query}", timeout=120_000)
    else:
        page.evaluate("() => { document.querySelector('[data-search-results]').textContent = ''; }")
        page.locator("[data-search-field]").fill(query)
        page.locator("[data-search-field]").press("Enter")
    results = page.locator("[data-search-results] li").first
    expect(results).to_be_attached(timeout=120_000)


def _compare(
    page: Page,
    script: str,
    truth: dict[str, frozenset[int]],
    ids: Sequence[str | int],
    found: Visit,
) -> None:
    """Recall and precision, averaged over the queries that have a true answer."""
    numbers = {name: number for number, name in enumerate(ids)}
    recalls, precisions = [], []
    for query, wanted in truth.items():
        answer = page.evaluate(script, query)
        got = {numbers[name] for name in answer}
        found.perfect += got == wanted
        if wanted:
            recalls.append(len(got & wanted) / len(wanted))
            precisions.append(len(got & wanted) / len(got) if got else 1.0)
    found.queries = len(truth)
    found.recall, found.precision = mean(recalls), mean(precisions)
