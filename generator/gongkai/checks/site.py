"""Site: the finished pages as the site checks see them, each read once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.checks.check import Found
from gongkai.checks.summary import Summary, summarize
from gongkai.problems import Place

HOME = "index.html"
NOT_FOUND = "404.html"
_SHOWN = 5  # pages named in a message; the rest are counted


@dataclass(frozen=True, slots=True)
class Site:
    """Every HTML page by its file, in order, and every file there is (pages included)."""

    pages: Mapping[str, Summary]
    addresses: frozenset[str]


def read_site(
    html: Iterable[tuple[str, bytes]], addresses: frozenset[str], root: str = "/"
) -> Site:
    """Read the pages of a site: (file, bytes) in any order; root: path of the home."""
    pages = {address: summarize(address, content, root) for address, content in html}
    return Site(dict(sorted(pages.items())), addresses | pages.keys())


def place_of(address: str) -> Place:
    """Where a finished page stands, as the user finds it."""
    return Place(f"site/{address}")


def web_address(file: str) -> str:
    """The address readers know a file by: plans/a/index.html -> /plans/a/."""
    return "/" + (file[: -len(HOME)] if file == HOME or file.endswith("/" + HOME) else file)


def grouped(hits: Iterable[tuple[str, str, str]]) -> Iterator[Found]:
    """One finding for each message, however many pages share the fault: a fault of the frame
    stands on every page. hits: (file of the page, message, hint).
    """
    pages: dict[tuple[str, str], list[str]] = {}
    for address, message, hint in hits:
        pages.setdefault((message, hint), []).append(address)
    for (message, hint), found in pages.items():
        others = tuple(web_address(address) for address in found[1:_SHOWN])
        if others:
            rest = f" 等，共 {len(found)} 页" if len(found) > _SHOWN else ""
            others = (f"同样的还有：{'、'.join(others)}{rest}",)
        yield Found(place_of(found[0]), message, hint, others)
