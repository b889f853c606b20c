"""Headers by kind of file."""

import pytest

from gongkai.output.headers import (
    ASK,
    FOREVER,
    POLICY,
    SANDBOX,
    content_type,
    headers_of,
    is_download,
    is_hashed,
)

HASHED = (
    "assets/site.0123456789.css",
    "assets/a/b/icon.0123456789abcdef.svg",
    "assets/site.0123456789.css.gz",
    "search/index/texts/0a1b2c3d4e5f/1.pack",
    "search/index/pagefind/index/zh_0a1b2c3.pf_index",
    "search/index/pagefind/pagefind.zh_0a1b2c3.pf_meta",
)
CHANGING = (
    "index.html",
    "plans/yiwu-2021/index.html",
    "assets/fold.json",
    "assets/site.css",
    "plans/assets/site.0123456789.css",
    "search/index/meta.pack",
    "search/index/texts/1.pack",
    "search/index/pagefind/pagefind-entry.json",
    "search/index/pagefind/pagefind.js",
    "manifest.txt",
)
DOWNLOADS = ("plans/a/a.yaml", "plans/a/a.md", "data/x.json", "d/附件.pdf", "d/x.svg", "d/x.zip")
SHOWN = ("", "plans/", "index.html", "sitemap.xml", "feed.xml", "robots.txt", "a/x.png", *HASHED)


@pytest.mark.parametrize("file", HASHED)
def test_hashed(file: str) -> None:
    assert is_hashed(file)
    assert dict(headers_of(file))["Cache-Control"] == FOREVER


@pytest.mark.parametrize("file", CHANGING)
def test_changing(file: str) -> None:
    assert not is_hashed(file)
    assert dict(headers_of(file))["Cache-Control"] == ASK


@pytest.mark.parametrize("file", DOWNLOADS)
def test_downloads(file: str) -> None:
    found = dict(headers_of(file))
    assert is_download(file)
    assert found["Content-Disposition"] == "attachment"
    assert found["Content-Security-Policy"] == SANDBOX


@pytest.mark.parametrize("file", SHOWN)
def test_shown(file: str) -> None:
    found = dict(headers_of(file))
    assert not is_download(file)
    assert "Content-Disposition" not in found
    assert found["Content-Security-Policy"] == POLICY


def test_types() -> None:
    assert content_type("a/index.html") == "text/html; charset=utf-8"
    assert content_type("a/b.PDF") == "application/pdf"
    assert content_type("a/b") == "application/octet-stream"
    assert content_type("feed.xml") == "application/xml; charset=utf-8"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules.pop("script-src") == "'self' 'wasm-unsafe-eval'"
    assert rules.pop("default-src") == rules.pop("base-uri") == "'none'"
    assert rules.pop("frame-ancestors") == "'none'"
    assert set(rules.values()) == {"'self'"}
