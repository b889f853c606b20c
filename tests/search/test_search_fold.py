"""The fold in Python and in the browser: one file of vectors, and every character there is."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page
from search_sites import search_page

from building import ROOT
from gongkai.terms.fold import fold

VECTORS: dict[str, str] = yaml.safe_load((ROOT / "tests/cases/fold.yaml").read_text("utf-8"))
PLANES = range(0, 0x32000, 0x1000)


@pytest.fixture(scope="module")
def page(chromium: Browser, real_address: str) -> Iterator[Page]:
    with search_page(chromium, real_address) as opened:
        opened.evaluate("openSearch()")
        yield opened


def folded_by_browser(page: Page, texts: list[str]) -> Any:
    return page.evaluate("(texts) => texts.map(foldText)", texts)


@pytest.mark.parametrize(("text", "expected"), VECTORS.items())
def test_vectors_in_python(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.browser
def test_vectors_in_the_browser(page: Page) -> None:
    found = folded_by_browser(page, list(VECTORS))
    assert dict(zip(VECTORS, found, strict=True)) == VECTORS


@pytest.mark.browser
def test_every_character_that_both_know(page: Page) -> None:
    different = []
    for start in PLANES:
        characters = [
            chr(code)
            for code in range(start, start + 0x1000)
            if unicodedata.category(chr(code)) not in ("Cn", "Cs")
        ]
        found = folded_by_browser(page, characters)
        different += [
            (character, fold(character), other)
            for character, other in zip(characters, found, strict=True)
            if fold(character) != other
        ]
    assert different == []
