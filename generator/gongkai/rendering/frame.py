"""Frame: what stands around the content of many pages, rendered once and remembered.

A macro's HTML is a function of its arguments and of what it reads of the page. One that reads no
more of the page than links to the portal's own columns is the same on every page from which those
links look the same; which macros these are is found out by watching them run.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context, Macro

from gongkai.pages.page import ANYWHERE, Page
from gongkai.pages.parts import ColumnNode, SiteView
from gongkai.rendering.links import NO_ADDRESS, Ways, is_external, relative_link

_OF_PAGE = ("page", "view")
_MANY = 10_000
_Key = tuple[int, tuple[object, ...], tuple[str | int, ...]]


class Live(dict[str, Any]):
    """The names all templates see; those of the page change from page to page.

    touched: whether a name of the page was asked for since it was set to False.
    """

    touched = False

    def __getitem__(self, name: str) -> Any:
        if name in _OF_PAGE:
            self.touched = True
        return super().__getitem__(name)


class Frame:
    """Remembers the HTML of macros for the pages of one portal; used for one page at a time."""

    def __init__(self, portal: SiteView, assets: Iterable[str], names: dict[str, Any]) -> None:
        self.live = Live(names)
        self._portal = portal
        self._own = {id(value) for value in _values(portal)}
        self._ways = Ways((*_addresses(portal), *assets))
        self._asked: set[str] | None = None  # addresses linked to by the macro that is watched
        self._html: dict[_Key, Any] = {}
        self._macros: list[Macro] = []
        self.hopeful: set[int] = set()  # ids of macros that may read nothing else of the page
        self._here = ""
        self._branch = ""
        self._up = ""
        self._root = ""
        self._place: tuple[object, ...] = ()

    def turn_to(self, page: Page) -> None:
        """Set the page that is rendered from now on."""
        self.live.update(page=page, view=page.view)
        self._here = page.address
        self._branch = page.address.partition("/")[0]
        self._up = "../" * page.address.count("/")
        self._root = self._portal.root if page.kind in ANYWHERE else ""
        self._place = (self._root, self._ways.place(page.address))

    @pass_context  # else Jinja works a link to a fixed address out once for all pages
    def href(self, _context: Context, address: str) -> str:
        """The link from the page to an address, as filters.href gives it."""
        if self._asked is not None:
            self._asked.add(address)
        if self._root and not is_external(address):
            return self._root + address
        elsewhere = not address.startswith(self._branch)  # as nearly all lead
        if elsewhere and ":" not in address and "#" not in address and "?" not in address:
            return self._up + address or "./"
        return relative_link(address, self._here)

    def take_in(self, values: Iterable[object]) -> None:
        """Take macros in that outlive every page, so that they can be told by their id."""
        new = [value for value in values if type(value) is Macro]
        self._macros += new
        self.hopeful |= set(map(id, new))

    def shown(self, macro: Macro, arguments: tuple[Any, ...], run: Callable[[], Any]) -> Any:
        """The HTML of a macro that is in hopeful: remembered, or what run gives."""
        if not all(map(self._is_own, arguments)):
            self.hopeful.discard(id(macro))
            return run()
        words = tuple(each if type(each) is str else id(each) for each in arguments)
        key = (id(macro), self._place, words)
        if key not in self._html:
            return self._watched(key, run)
        return self._html[key]

    def _watched(self, key: _Key, run: Callable[[], Any]) -> Any:
        """Run a macro and remember its HTML when it read nothing of the page but known links."""
        outer, touched = self._asked, self.live.touched
        self._asked, self.live.touched = set(), False
        html = run()
        asked = self._asked
        if self.live.touched or not all(map(self._ways.knows, asked)):
            self.hopeful.discard(key[0])
        else:
            if len(self._html) > _MANY:  # words of single pages, in a theme of another's
                self._html.clear()
            self._html[key] = html
        self._asked = None if outer is None else outer | asked
        self.live.touched |= touched
        return html

    def _is_own(self, value: Any) -> bool:
        return type(value) is str or id(value) in self._own


def _values(portal: SiteView) -> Iterator[object]:
    """The portal and what it holds: they outlive every page, so that an id means one of them."""
    yield portal
    for name in SiteView.__slots__:
        yield getattr(portal, name)
    yield from _nodes(portal.tree)


def _nodes(tree: tuple[ColumnNode, ...]) -> Iterator[object]:
    for node in tree:
        yield node.columns
        yield from _nodes(node.columns)


def _addresses(portal: SiteView) -> Iterator[str]:
    yield NO_ADDRESS
    yield portal.feed
    yield portal.search_address
    yield from (fact.link.address for fact in portal.footer if fact.link)
    waiting = list(portal.tree)
    while waiting:
        node = waiting.pop()
        yield node.address
        waiting += node.columns
