"""Atom feeds (RFC 4287) and the sitemap (the sitemaps protocol), judged by the rules of both."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from building import site_files

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DAY_OR_MOMENT = re.compile(rf"\d{{4}}-\d\d-\d\d|{MOMENT.pattern}")


@pytest.fixture(params=["real_site", "shilishi_site"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The files of each site."""
    site: Path = request.getfixturevalue(request.param)
    return site_files(site)


def is_absolute(address: str) -> bool:
    """Whether an identifier is an absolute IRI."""
    parts = urlsplit(address)
    return bool(parts.scheme) and bool(parts.netloc or parts.path)


def once(parent: Element, name: str) -> str:
    """Text of the child that must stand exactly once; "" when it does not."""
    found = parent.findall(ATOM + name)
    return (found[0].text or "") if len(found) == 1 else ""


def entry_complaints(entry: Element, has_author: bool) -> Iterator[str]:
    """Rules of RFC 4287 section 4.1.2 and of what it holds."""
    identity = once(entry, "id")
    if not is_absolute(identity):
        yield f"entry without an absolute id: {identity}"
    if not once(entry, "title").strip():
        yield f"{identity}: no title"
    for name in ("updated", "published"):
        text = once(entry, name)
        if (name == "updated" or text) and not MOMENT.fullmatch(text):
            yield f"{identity}: {name} is {text!r}"
    if not has_author and entry.find(f"{ATOM}author/{ATOM}name") is None:
        yield f"{identity}: no author"
    links = [
        link for link in entry.findall(f"{ATOM}link") if link.get("rel") in (None, "alternate")
    ]
    if entry.find(f"{ATOM}content") is None and not links:
        yield f"{identity}: neither content nor link"


def feed_complaints(feed: Element) -> Iterator[str]:
    """Rules of RFC 4287 section 4.1.1."""
    if feed.tag != f"{ATOM}feed":
        yield f"root is {feed.tag}"
    if not is_absolute(once(feed, "id")):
        yield f"id is {once(feed, 'id')!r}"
    if not once(feed, "title").strip():
        yield "no title"
    updated = once(feed, "updated")
    if not MOMENT.fullmatch(updated):
        yield f"updated is {updated!r}"
    entries = feed.findall(f"{ATOM}entry")
    has_author = feed.find(f"{ATOM}author/{ATOM}name") is not None
    for entry in entries:
        yield from entry_complaints(entry, has_author)
    identities = [once(entry, "id") for entry in entries]
    if len(identities) != len(set(identities)):
        yield "two entries with one id"
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "no link rel=self"
    if any(once(entry, "updated") > updated for entry in entries):
        yield "an entry is newer than the feed"


def test_feeds(files: dict[str, bytes]) -> None:
    feeds = {name: content for name, content in files.items() if name.endswith("feed.xml")}
    assert "feed.xml" in feeds
    found = [
        f"{name}: {words}"
        for name, content in feeds.items()
        for words in feed_complaints(ElementTree.fromstring(content))
    ]
    assert not found, "\n" + "\n".join(found)


def test_sitemap(files: dict[str, bytes]) -> None:
    content = files["sitemap.xml"]
    root = ElementTree.fromstring(content)
    assert root.tag == f"{SITEMAP}urlset"
    assert len(content) <= 50 * 2**20
    assert 0 < len(root) <= 50_000
    places = []
    for url in root:
        assert url.tag == f"{SITEMAP}url"
        names = [child.tag.removeprefix(SITEMAP) for child in url]
        assert names in (["loc"], ["loc", "lastmod"]), names
        texts = [child.text or "" for child in url]
        assert is_absolute(texts[0]) and len(texts[0]) < 2048
        assert all(DAY_OR_MOMENT.fullmatch(text) for text in texts[1:])
        places.append(texts[0])
    home = min(places, key=len)
    pages = {name for name in files if name.endswith("index.html")}
    pages -= {name for name in pages if name.startswith("withdrawn/")}  # seen elsewhere, with 410
    assert {place.removeprefix(home) + "index.html" for place in places} == pages
    assert len(places) == len(set(places))


def test_the_rules_can_complain() -> None:
    feed = ElementTree.fromstring(f'<feed xmlns="{ATOM[1:-1]}"><entry><id>1</id></entry></feed>')
    assert len(list(feed_complaints(feed))) >= 8
