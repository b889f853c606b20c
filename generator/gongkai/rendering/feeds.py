"""Atom feeds (RFC 4287) and sitemaps (sitemaps.org) as XML."""

import uuid
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from gongkai.pages.exports import FeedEntry, FeedView, SitemapIndexView, SitemapView

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ATOM = "http://www.w3.org/2005/Atom"
# An empty feed must still say when it was updated; this moment claims nothing about the content.
_NEVER = "1970-01-01T00:00:00Z"


def feed(view: FeedView) -> bytes:
    """A feed. Without a known 网址 its ids are urn:uuid and its links relative (RFC 4287 4.2.7)."""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _text(root, "title", view.title)
    _text(root, "id", _identity(view, view.address))
    _text(root, "updated", view.updated or _NEVER)
    SubElement(root, "link", {"rel": "self", "href": _href(view, view.address)})
    SubElement(root, "link", {"rel": "alternate", "href": _href(view, view.page)})
    for entry in view.entries:
        _entry(root, view, entry)
    return _bytes(root)


def _entry(root: Element, view: FeedView, entry: FeedEntry) -> None:
    element = SubElement(root, "entry")
    _text(element, "title", entry.title)
    _text(element, "id", _identity(view, entry.address))
    _text(element, "updated", entry.updated)
    SubElement(element, "link", {"rel": "alternate", "href": _href(view, entry.address)})
    # RFC 4287 4.1.1: a feed without an author needs one in each entry.
    _text(SubElement(element, "author"), "name", entry.author or view.title)
    if entry.summary:
        _text(element, "summary", entry.summary)


def _href(view: FeedView, address: str) -> str:
    if view.root:
        return view.root + address
    return "../" * view.address.count("/") + address or "./"


def _identity(view: FeedView, address: str) -> str:
    if view.root:
        return view.root + address
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{view.title}/{address}").urn


def sitemap(view: SitemapView) -> bytes:
    """One sitemap file. Written as text: elements for 50,000 addresses take six times as long."""
    lines = [f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{_SITEMAP}">']
    for address, changed in view.entries:
        lines.append(f"  <url>\n    <loc>{escape(view.root + address, quote=False)}</loc>")
        if changed:
            lines.append(f"    <lastmod>{escape(changed, quote=False)}</lastmod>")
        lines.append("  </url>")
    return ("\n".join(lines) + "\n</urlset>\n").encode()


def sitemap_index(view: SitemapIndexView) -> bytes:
    """The list of sitemap files."""
    root = Element("sitemapindex", {"xmlns": _SITEMAP})
    for name in view.files:
        _text(SubElement(root, "sitemap"), "loc", view.root + name)
    return _bytes(root)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _bytes(root: Element) -> bytes:
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
