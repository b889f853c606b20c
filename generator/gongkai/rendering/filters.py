"""What templates may do to a value: relative links, dates in Chinese, Markdown to HTML."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from gongkai import markdown
from gongkai.pages.page import ANYWHERE
from gongkai.pages.parts import Fact, Prose
from gongkai.rendering.links import is_external, relative_link

_SHORT = 20  # characters of a fact that leave room for another one beside it
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@pass_context
def href(context: Context, address: str) -> str:
    """Link from the page being rendered to an address.

    A page that is served ANYWHERE has links that start at the root of the server, when the
    portal's place on it is known.
    """
    page, portal = context["page"], context["portal"]
    if page.kind in ANYWHERE and portal.root and not is_external(address):
        return str(portal.root) + address
    return relative_link(address, page.address)


def chinese_date(text: str) -> str:
    """2021-07-16 (with or without a time after it) as 2021年7月16日; other text as it is."""
    match = _DAY.match(text)
    if not match:
        return text
    year, month, day = match.groups()
    return f"{year}年{int(month)}月{int(day)}日{text[match.end() :]}"


def prose(text: Prose) -> Markup:
    """Markdown as HTML; markdown.render gives only elements and attributes that are safe."""
    return Markup(markdown.render(text.markdown))


def two_columns(facts: Iterable[Fact]) -> Iterator[tuple[Fact, bool]]:
    """Each fact of a table of two columns, and whether it takes a whole row.

    A long one does, and a short one that would stand on the left with none beside it.
    """
    left = None
    for fact in facts:
        is_long = len(fact.value) > _SHORT
        if left:
            yield left, is_long
        if is_long:
            yield fact, True
        elif left:
            yield fact, False
        left = None if left or is_long else fact
    if left:
        yield left, True


FILTERS: Mapping[str, Callable[..., Any]] = {
    "href": href,
    "chinese_date": chinese_date,
    "prose": prose,
    "two_columns": two_columns,
}
TESTS: Mapping[str, Callable[..., bool]] = {"external": is_external}
