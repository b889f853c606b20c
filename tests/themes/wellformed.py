"""HTML read strictly: every tag closed in order, every id once."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Reader(HTMLParser):
    """Notes tags that do not match, and all ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.names: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an opening tag."""
        self.names[tag] += 1
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """HTML has no such tags."""
        self.faults.append(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        """Note a closing tag that closes nothing, or the wrong thing."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def read_html(html: str) -> Reader:
    """Read a whole text."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def html_faults(html: str) -> Iterator[str]:
    """What is wrong with a page or a part of one."""
    reader = read_html(html)
    yield from reader.faults
    yield from (f"<{tag}> is never closed" for tag in reader.open)
    yield from (f"id {each!r} twice" for each, times in Counter(reader.ids).items() if times > 1)
    if "\n\n" in html and "<pre" not in html:
        yield "a blank line"
