"""Check of the search: whether the portal has outgrown the engine that searches it."""

from collections.abc import Iterator

from gongkai.checks.check import Found, check
from gongkai.model.portal import ColumnKind, Portal, SearchEngine
from gongkai.problems import Place, Weight

# Measured: beyond these a first search on a telephone takes seconds, or building it gigabytes.
_PAGES = {SearchEngine.PAGEFIND: 3_000, SearchEngine.BIGRAM: 100_000}
_CHARACTERS = {SearchEngine.PAGEFIND: 3_000_000, SearchEngine.BIGRAM: 200_000_000}
_SHOWN = 10_000  # characters are told in 万
_HINTS = {
    SearchEngine.PAGEFIND: "在 portal.yaml 里写上“检索:”，下一行缩进写“引擎: bigram”",
    SearchEngine.BIGRAM: "用 gongkai export search 导出，交给 OpenSearch 一类的检索服务器",
}


@check(Weight.NOTE)
def search_outgrown(portal: Portal) -> Iterator[Found]:
    """网站的规模超出了检索引擎的能力。

    pagefind 适合 3000 个网页、300 万字以内的网站，再大，检索会变慢，生成时要占几个 GB 内存。
    bigram 适合十万个网页以内的网站，检索的结果与 pagefind 完全一样。再大的网站应当用检索服务器。
    """
    if all(column.kind is not ColumnKind.SEARCH for column in portal.all_columns()):
        return
    engine = portal.search.engine
    pages, letters = _pages(portal), characters(portal)
    if pages > _PAGES[engine] or letters > _CHARACTERS[engine]:
        size = f"{pages} 个网页、约 {letters // _SHOWN} 万字"
        yield Found(
            portal.search.place or Place(portal.place.file),
            f"检索引擎 {engine.value} 要检索 {size}，超出它的能力",
            _HINTS[engine],
        )


def same_size(before: int, after: int) -> bool:
    """Whether search_outgrown says the same of a portal of that many characters, before and after
    its documents' texts alone changed.
    """
    over = all((before > most) == (after > most) for most in _CHARACTERS.values())
    return over and before // _SHOWN == after // _SHOWN


def _pages(portal: Portal) -> int:
    tasks = sum(1 for plan in portal.plans for _ in plan.tasks())
    return len(portal.plans) + tasks + len(portal.units) + len(portal.documents)


def characters(portal: Portal) -> int:
    """About as many as are searched: a task's words stand on its own page and on its plan's."""
    plans = sum(len(text) for plan in portal.plans for text in plan.paragraphs())
    return 2 * plans + sum(document.characters for document in portal.documents)
