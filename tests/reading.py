"""Reading finished HTML pages with the standard parser: links, ids, language, title, robots."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urlsplit


@dataclass
class ReadPage:
    """What a page says: links (href and src as written), ids, title, language."""

    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    language: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = ReadPage()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.page.ids.append(values["id"])
        if tag == "html":
            self.page.language = values.get("lang", "")
        if tag in ("a", "area") and "href" in values:
            self.page.links.append(values["href"])
        elif tag == "form":
            self.page.links.append(values.get("action", ""))
        elif tag == "link" or "src" in values:
            self.page.assets.append(values.get("src") or values.get("href", ""))
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.page.titles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False


def read_page(html: bytes) -> ReadPage:
    """Read one page."""
    reader = _Reader()
    reader.feed(html.decode("utf-8"))
    return reader.page


def is_inside(link: str) -> bool:
    """Whether a link stays in the site."""
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc


def target(file: str, link: str) -> tuple[str, str]:
    """(file, fragment) a relative link on the page `file` leads to."""
    path, fragment = urldefrag(urlsplit(link)._replace(query="").geturl())
    if not path:
        return file, unquote(fragment)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path)))
    if path.endswith(("/", ".")) or path == "..":
        joined = posixpath.normpath(posixpath.join(joined, "index.html"))
    return joined, unquote(fragment)


def pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, ReadPage]]:
    """Every HTML page of a site, read."""
    for file, content in files.items():
        if file.endswith(".html"):
            yield file, read_page(content)
