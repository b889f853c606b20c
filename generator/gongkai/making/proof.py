"""Proof: what is wrong with the finished pages, the remembered ones included."""

from collections.abc import Iterable, Iterator
from typing import cast

from gongkai.checks.catalogue import check_links
from gongkai.checks.site import Site, regrouped
from gongkai.checks.summary import Summary
from gongkai.checks.written import Writings
from gongkai.making.memory import Memory
from gongkai.making.plain import Plain
from gongkai.making.press import Press
from gongkai.making.remake import remaker
from gongkai.making.report import problem, problem_plain
from gongkai.output.searching.folder import FOLDER as INDEX
from gongkai.problems import Problem

_remade = remaker(Summary)


def page_problems(files: Iterable[str], press: Press, memory: Memory) -> Iterator[Problem]:
    """What is wrong with each page by itself, told once for pages that share it."""
    known = memory.pages.all() | press.pages
    records = (known[file] for file in sorted(files) if file in known)
    return regrouped(problem(plain) for record in records for plain in record[2])


def link_problems(
    files: tuple[str, ...], press: Press, memory: Memory, search: bool, written: Writings
) -> tuple[Plain, ...]:
    """What is wrong between pages: as the last build found when no page's links or ids changed.

    search: whether the site has its index; without it, what the search page loads may be missing.
    written: what people wrote of each page.
    """
    if memory.outputs is not None and files == tuple(sorted(memory.outputs)):
        news = ((record, memory.pages[file]) for file, record in press.pages.items())
        if all(old is not None and new[3] == old[3] for new, old in news):
            return memory.told.links
    pages = {
        file: _summary(file, links)
        for file in files
        if (links := press.links.get(file) or memory.links[file])
    }
    known = set(files)
    if not search:
        loaded = (target for page in pages.values() for target, _ in page.loaded)
        known |= {target for target in loaded if target.startswith(INDEX)}
    site = Site(pages, frozenset(known), press.root, written)
    return tuple(map(problem_plain, check_links(site)))


def _summary(file: str, links: Plain) -> Summary:
    """As much of a summary as the checks on links ask for."""
    ids, followed, loaded, elsewhere, frame = links
    said = ids, followed, frame, loaded, elsewhere
    return cast(Summary, _remade((file, "", "", (), (), *said, (), (), ())))
