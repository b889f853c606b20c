"""Rules of the Markdown dialect that hold however a text is read: limits, addresses, headings."""

import hashlib
import re
from html import unescape
from typing import Final

NESTING_LIMIT: Final = 100  # levels of lists and quotes; markdown-it drops what lies deeper
TABLE_OPEN: Final = '<div class="table-scroll" role="group" aria-label="表格" tabindex="0">\n'
TABLE_CLOSE: Final = "</div>\n"

_SCHEMES: Final = frozenset(("http", "https", "mailto", "tel"))
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")


def is_safe_address(address: str) -> bool:
    """Tell whether an address may be linked: relative, or of a scheme that only shows or writes."""
    found = _SCHEME.match(unescape(address))
    return found is None or found.group(1).lower() in _SCHEMES


class Headings:
    """Gives the headings of one text, in order, their printed level and their id."""

    def __init__(self) -> None:
        self._outer: list[int] = []  # levels of the headings that the present one stands under
        self._used: dict[str, int] = {}

    def enter(self, level: int, words: str) -> tuple[int, str]:
        """Printed level and id of the next heading. level: as written; words: its source.

        The first is an h2 (the page's title is its h1) and none is deeper than its predecessor
        by more than one. The id is ASCII and of the heading's own words: a heading put in before
        it does not change it.
        """
        while self._outer and self._outer[-1] >= level:
            self._outer.pop()
        self._outer.append(level)
        name = "h-" + hashlib.sha256("".join(words.split()).encode()).hexdigest()[:8]
        self._used[name] = self._used.get(name, 0) + 1
        times = self._used[name]
        return min(len(self._outer) + 1, 6), name if times == 1 else f"{name}-{times}"
