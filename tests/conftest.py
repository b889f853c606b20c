"""What all tests share: --accept, the built sites, the browser, and the duty to have referees."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from building import ROOT, SITES, build_site, lack
from serving import serving
from watching import Visitor

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accept: golden files are rewritten, and the diff is the review."""
    parser.addoption("--accept", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files shall be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference portal (content/ of this project), built once."""
    return build_site(ROOT / "content", tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def shilishi_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented portal of 示例市 (tests/sites/shilishi), built once."""
    return build_site(SITES / "shilishi" / "content", tmp_path_factory.mktemp("shilishi"))


@pytest.fixture(scope="session")
def real_address(real_site: Path) -> Iterator[str]:
    """Where the reference portal is served, under a sub-path and the strict policy."""
    with serving(real_site) as address:
        yield address


@pytest.fixture(scope="session")
def shilishi_address(shilishi_site: Path) -> Iterator[str]:
    """Where the portal of 示例市 is served, likewise."""
    with serving(shilishi_site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    executable = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not Path(executable).exists():
        lack("Chromium")
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=CHROMIUM_ARGUMENTS, headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """Make visitors of a site; each must leave without any complaint of the browser."""
    visitors: list[Visitor] = []

    def make(address: str, *, width: int = 1280, script: bool = True) -> Visitor:
        visitors.append(Visitor.enter(chromium, address, width=width, script=script))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.leave()
