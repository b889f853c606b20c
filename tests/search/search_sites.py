"""The reference portal as sites of either engine, what they hold, and their search in Chromium."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from building import ROOT, build_site
from gongkai.output.searching.text import SearchText
from gongkai.pages.site_map import site_map
from gongkai.rendering.filing import Filings
from gongkai.rendering.texts import search_text
from gongkai.sources.load import load
from serving import POLICY, PortalHandler

EVERY_ANSWER = """async (queries) => {
  const answers = [];
  for (const query of queries) {
    const answer = await ask(query);
    if (answer.trouble) {
      answers.push([]);
    } else {
      await answer.settle(true);
      answers.push((await answer.check(answer.queue)).map((page) => page.address));
    }
  }
  return answers;
}"""


class NoWasm(PortalHandler):
    """Serves under the policy without WASM, which only Pagefind needs."""

    policy = POLICY.replace(" 'wasm-unsafe-eval'", "")


def bigram_site(folder: Path, *, offline: bool = False) -> Path:
    """The reference portal, searched by bigrams; offline: from a disk."""
    content = folder / "given"
    shutil.copytree(ROOT / "content", content)
    with (content / "portal.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n检索:\n  引擎: bigram\n  离线: {'是' if offline else '否'}\n")
    return build_site(content, folder)


def reference_texts() -> tuple[SearchText, ...]:
    """What is searched of every page of the reference portal."""
    portal, _ = load(ROOT / "content", ROOT)
    assert portal is not None
    filings = Filings(portal)
    found = (search_text(page, filings) for page in site_map(portal))
    return tuple(text for text in found if text)


@contextmanager
def search_page(browser: Browser, address: str, *, without: str = "") -> Iterator[Page]:
    """The search page, quiet; fails when the browser complains or asks another host.

    without: a part of the browser to remove first, like Intl.Segmenter.
    """
    context = browser.new_context(locale="zh-CN")
    if without:
        context.add_init_script(f"delete {without};")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "response",
        lambda got: complaints.append(got.url) if not got.url.startswith(address) else None,
    )
    page.goto(f"{address}search/" if address.startswith("http") else f"{address}search/index.html")
    yield page
    context.close()
    assert not complaints, complaints


def answers(page: Page, queries: Sequence[str]) -> list[list[str]]:
    """Addresses of all results of each query, in order, as the page's own search finds them."""
    found = page.evaluate(EVERY_ANSWER, list(queries))
    assert isinstance(found, list)
    return found
