"""The differential test: both engines, in a real browser, against the truth, and each other."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page
from search_samples import Truth
from search_sites import NoWasm, answers, bigram_site, reference_texts, search_page

from building import ROOT
from gongkai.output.searching.text import SearchText
from serving import PortalHandler, serving

pytestmark = pytest.mark.browser

CLASSES: dict[str, list[str]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "search" / "queries.yaml").read_text("utf-8")
)
NAMED = [query for queries in CLASSES.values() for query in queries]
RANDOM = 1000


@pytest.fixture(scope="module")
def texts() -> tuple[SearchText, ...]:
    return reference_texts()


@pytest.fixture(scope="module")
def truth(texts: tuple[SearchText, ...]) -> Truth:
    return Truth(texts)


@pytest.fixture(scope="module")
def substrings(texts: tuple[SearchText, ...]) -> list[str]:
    """Pieces of 1 to 15 characters of titles and blocks, the same in every run."""
    draw = random.Random(20210716)
    found: list[str] = []
    while len(found) < RANDOM:
        text = draw.choice(texts)
        block = draw.choice([text.title, *(block.text for block in text.blocks)])
        length = min(draw.randint(1, 15), len(block))
        start = draw.randint(0, len(block) - length)
        found.append(block[start : start + length])
    return found


@pytest.fixture(scope="module")
def sites(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {"pagefind": real_site, "bigram": bigram_site(tmp_path_factory.mktemp("bigram"))}


@pytest.fixture(scope="module", params=["pagefind", "bigram"])
def address(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Iterator[str]:
    """Each engine's site, under the policy that it needs."""
    handler = PortalHandler if request.param == "pagefind" else NoWasm
    with serving(sites[request.param], handler) as home:
        yield home


@pytest.fixture(scope="module")
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with search_page(chromium, address) as opened:
        yield opened


def wrong(
    page: Page, truth: Truth, queries: Sequence[str]
) -> dict[str, tuple[list[str], list[str]]]:
    """Queries not answered exactly: what is missing and what is too much (or there twice)."""
    found = {}
    for query, got in zip(queries, answers(page, queries), strict=True):
        wanted = truth.addresses(query)
        if set(got) != wanted or len(set(got)) < len(got):
            found[query] = (sorted(wanted - set(got)), sorted(set(got) - wanted) or got)
    return found


def test_there_are_queries_of_every_kind(truth: Truth) -> None:
    assert len(NAMED) > 80
    assert not [query for query in CLASSES["没有"] if truth.addresses(query)]
    assert not [
        q for kind in CLASSES if kind != "没有" for q in CLASSES[kind] if not truth.addresses(q)
    ]


def test_named_queries(page: Page, truth: Truth) -> None:
    assert wrong(page, truth, NAMED) == {}


def test_random_substrings(page: Page, truth: Truth, substrings: list[str]) -> None:
    assert wrong(page, truth, substrings) == {}


def test_pairs_of_substrings(page: Page, truth: Truth, substrings: list[str]) -> None:
    pairs = [f"{a} {b}" for a, b in zip(substrings[:100], substrings[100:200], strict=True)]
    assert wrong(page, truth, pairs) == {}


def test_order_is_titles_first_then_newest(
    page: Page, texts: tuple[SearchText, ...], substrings: list[str]
) -> None:
    known = {text.address: text for text in texts}
    for query in ("公开", "财政局", "政务公开", *substrings[:60]):
        (found,) = answers(page, [query])
        in_title = [bool(Truth([_title(known[a])]).addresses(query)) for a in found]
        assert in_title == sorted(in_title, reverse=True), query
        for kind in (True, False):
            dates = [
                known[a].filing.date for a, t in zip(found, in_title, strict=True) if t is kind
            ]
            assert dates == sorted(dates, reverse=True), query


def _title(text: SearchText) -> SearchText:
    return SearchText(address=text.address, title=text.title, blocks=(), filing=text.filing)


@pytest.mark.parametrize("without", ["Intl.Segmenter", "window.DecompressionStream"])
def test_older_browsers_find_the_same(
    without: str, chromium: Browser, address: str, truth: Truth, substrings: list[str]
) -> None:
    with search_page(chromium, address, without=without) as page:
        assert wrong(page, truth, [*NAMED, *substrings[:50]]) == {}


def test_both_engines_give_the_same_list(
    chromium: Browser, sites: dict[str, Path], substrings: list[str]
) -> None:
    queries = [*NAMED, *substrings[:300]]
    lists = []
    for site in sites.values():
        with serving(site) as home, search_page(chromium, home) as page:
            lists.append(answers(page, queries))
    assert lists[0] == lists[1]


def test_from_a_disk(
    chromium: Browser, truth: Truth, tmp_path: Path, substrings: list[str]
) -> None:
    site = bigram_site(tmp_path, offline=True)
    with search_page(chromium, f"{site.as_uri()}/") as page:
        assert wrong(page, truth, [*NAMED[:40], *substrings[:100]]) == {}
