"""Site: the finished pages as the site checks see them, each read once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.checks.check import Check, Found, rule_of
from gongkai.checks.summary import Summary, summarize
from gongkai.checks.written import Writings, nothing_written
from gongkai.problems import Place, Problem, Weight

HOME = "index.html"
NOT_FOUND = "404.html"
_SHOWN = 5  # pages named in a message; the rest are counted


@dataclass(frozen=True, slots=True)
class Site:
    """Every HTML page by its file, in order, and every file there is (pages included).

    root: path of the home on its server. written: what people wrote of each page.
    """

    pages: Mapping[str, Summary]
    addresses: frozenset[str]
    root: str = "/"
    written: Writings = nothing_written


Fault = tuple[str, str]
"""What is wrong with a page: message and hint."""


@dataclass(frozen=True, slots=True)
class PageCheck(Check[Site]):
    """A rule about each page by itself. judge: the faults of one page."""

    judge: Callable[[Summary], Sequence[Fault]]

    def told(self, page: Summary, faults: Sequence[Fault]) -> Iterator[Problem]:
        """The faults of a page as problems() would tell them if the site had no other page."""
        return map(self.problem, grouped((page.address, *fault) for fault in faults))


def check_page_by_page(
    weight: Weight, *basis: str
) -> Callable[[Callable[[Summary], Sequence[Fault]]], PageCheck]:
    """Make a PageCheck of a function that judges one page; the rest as for check()."""

    def made(function: Callable[[Summary], Sequence[Fault]]) -> PageCheck:
        def find(site: Site) -> Iterator[Found]:
            return grouped(
                (address, *fault)
                for address, page in site.pages.items()
                for fault in function(page)
            )

        return PageCheck(*rule_of(function, weight, basis), find, function)

    return made


def read_site(
    html: Iterable[tuple[str, bytes]], addresses: frozenset[str], root: str = "/"
) -> Site:
    """Read the pages of a site: (file, bytes) in any order; root: path of the home."""
    pages = {
        address: summarize(address, content.decode("utf-8"), root) for address, content in html
    }
    return Site(dict(sorted(pages.items())), addresses | pages.keys(), root)


def place_of(address: str) -> Place:
    """Where a finished page stands, as the user finds it."""
    return Place(f"site/{address}")


def web_address(file: str) -> str:
    """The address readers know a file by: plans/a/index.html -> /plans/a/."""
    return "/" + (file[: -len(HOME)] if file == HOME or file.endswith("/" + HOME) else file)


def regrouped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of single pages, in the order of their files, as grouped() would tell them."""
    same: dict[Problem, list[str]] = {}
    for problem in problems:
        address = problem.place.file.removeprefix("site/")
        same.setdefault(replace(problem, place=Place("site/")), []).append(address)
    for problem, pages in same.items():
        yield replace(problem, place=place_of(pages[0]), detail=_others(pages))


def grouped(hits: Iterable[tuple[str, str, str]]) -> Iterator[Found]:
    """One finding for each message, however many pages share the fault: a fault of the frame
    stands on every page. hits: (file of the page, message, hint).
    """
    pages: dict[tuple[str, str], list[str]] = {}
    for address, message, hint in hits:
        pages.setdefault((message, hint), []).append(address)
    for (message, hint), found in pages.items():
        yield Found(place_of(found[0]), message, hint, _others(found))


def _others(pages: Sequence[str]) -> tuple[str, ...]:
    """The line that names the further pages of a finding."""
    others = "、".join(web_address(address) for address in pages[1:_SHOWN])
    rest = f" 等，共 {len(pages)} 页" if len(pages) > _SHOWN else ""
    return (f"同样的还有：{others}{rest}",) if others else ()
