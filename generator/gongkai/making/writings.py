"""Writings: which content file a page's text was written in, read again when a link is wrong."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from gongkai.checks.written import Writings, Written, addresses_in
from gongkai.model.portal import Portal
from gongkai.pages import address
from gongkai.problems import Place
from gongkai.sources.decode import decode

_CONTENT = "content/"


def writings_of(portal: Portal, content: Path) -> Writings:
    """The addresses that were written by hand in what the pages of a portal are made of."""

    @cache
    def files() -> dict[str, str]:
        return {address.file_of(page): place.file for page, place in _pages(portal)}

    @cache
    def written(page: str) -> tuple[Written, ...]:
        file = files().get(page)
        if file is None:
            return ()
        try:
            data = (content / file.removeprefix(_CONTENT)).read_bytes()
        except OSError:  # it went a moment ago: the page is all that is left to name
            return ()
        return tuple(addresses_in(file, decode(file, data).text or ""))

    return written


def _pages(portal: Portal) -> Iterable[tuple[str, Place]]:
    """The address of each page that prints Markdown, and where that stands."""
    yield address.HOME, portal.place
    for column in portal.all_columns():
        if column.body_place:
            yield address.column(column), column.body_place
    for document in portal.documents:
        yield address.document(document), document.place
