"""Pages for tests of the search: small ones made from a number, and the truth about a query."""

from collections.abc import Iterable, Sequence

from gongkai.output.searching.text import Block, Filing, SearchText
from gongkai.terms.fold import fold


def make_page(number: int, *texts: str, title: str = "", date: str = "") -> SearchText:
    """A page of one sentence, or of the texts given."""
    return SearchText(
        address=f"documents/{number}/",
        title=title or f"第{number}号通知",
        blocks=tuple(Block(text) for text in texts or (f"政府信息公开，正文{number}。",)),
        filing=Filing(kind="文件", year=date[:4], date=date),
    )


def make_pages(count: int) -> list[SearchText]:
    """Pages 0 to count - 1, one a day from 2019-01-01, every month of 28 days."""
    days = ((n // 336 + 2019, n // 28 % 12 + 1, n % 28 + 1) for n in range(count))
    return [make_page(n, date=f"{y}-{m:02}-{d:02}") for n, (y, m, d) in enumerate(days)]


class Truth:
    """Which pages hold a query: each white-space-separated part stands in one block of the page."""

    def __init__(self, texts: Iterable[SearchText]) -> None:
        self._pages = [
            (text.address, [fold(text.title), *(fold(block.text) for block in text.blocks)])
            for text in texts
        ]

    def addresses(self, query: str) -> set[str]:
        """Addresses of the pages that hold the query; none for a query without words."""
        parts = [part for part in map(fold, query.split()) if part]
        return {address for address, blocks in self._pages if parts and _holds(blocks, parts)}


def _holds(blocks: Sequence[str], parts: Sequence[str]) -> bool:
    return all(any(part in block for block in blocks) for part in parts)
