"""The searchable text of a page: title and blocks, as the model has them, before any HTML."""

import html
import re
from collections.abc import Callable, Iterable, Iterator

from gongkai import markdown
from gongkai.output.searching.text import Block, Filing, SearchText
from gongkai.pages.page import Page
from gongkai.pages.parts import Fact, TextBlock
from gongkai.pages.views import ColumnView, DocumentView, PlanView, TaskView, UnitView
from gongkai.rendering.filing import Filings

# Our own dialect writes these; each begins a block that a phrase must not leave.
_BLOCK = re.compile(r"(</?(?:p|h[1-6]|li|td|th|pre|blockquote|ul|table|tr|hr|br|div)\b[^>]*>)")
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\bid="([^"]*)"')


def search_text(page: Page, filings: Filings) -> SearchText | None:
    """What readers may find of a page; None for pages that are not searched."""
    return text_of(page, filings.of(page.address)) if page.search else None


def text_of(page: Page, filing: Filing) -> SearchText:
    """What readers may find of a page that is searched."""
    blocks = _BLOCKS[page.kind](page.view)
    return SearchText(
        address=page.address,
        title=page.title,
        blocks=tuple(block for block in blocks if block.text),
        filing=filing,
    )


def prose_blocks(source: str) -> tuple[Block, ...]:
    """Blocks of a Markdown text as readers see them, each with the id of its heading."""
    return tuple(_prose_blocks(source))


def _prose_blocks(source: str) -> Iterator[Block]:
    anchor = ""
    for place, piece in enumerate(_BLOCK.split(markdown.render(source))):
        if place % 2:
            found = _ID.search(piece)
            anchor = found.group(1) if found else anchor
        elif text := html.unescape(_TAG.sub("", piece)).strip():
            yield Block(text, ((0, anchor),) if anchor else ())


def _plain(texts: Iterable[str]) -> list[Block]:
    return [Block(text) for text in texts]


def _values(facts: Iterable[Fact]) -> list[Block]:
    return _plain(fact.value for fact in facts)


def _printed(blocks: Iterable[TextBlock]) -> Iterator[Block]:
    """Printed paragraphs; each piece has the id that stands on it or nearest above it."""
    anchor = ""
    for block in blocks:
        anchor = block.anchor or anchor
        anchors: list[tuple[int, str]] = [(0, anchor)] if anchor else []
        text = ""
        for piece in block.pieces:
            if piece.anchor:
                anchor = piece.anchor
                anchors = [(at, known) for at, known in anchors if at < len(text)]
                anchors.append((len(text), anchor))
            text += "".join(segment.text for segment in piece.segments)
        yield Block(text, tuple(anchors))


def _plan(view: PlanView) -> list[Block]:
    attached = _plain(each.title for each in view.attachments)
    return [*_values(view.facts), *_printed(view.blocks), *attached]


def _task(view: TaskView) -> list[Block]:
    return [*_printed(view.blocks), *_plain(each.text for each in view.progress)]


def _unit(view: UnitView) -> list[Block]:
    return [*_values(view.facts), Block(view.note)]


def _document(view: DocumentView) -> list[Block]:
    attached = _plain(each.title for each in view.attachments)
    return [*_values(view.facts), *prose_blocks(view.body.markdown), *attached]


def _column(view: ColumnView) -> list[Block]:
    return list(prose_blocks(view.prose.markdown)) if view.prose else []


_BLOCKS: dict[str, Callable[..., list[Block]]] = {
    "plan": _plan,
    "task": _task,
    "unit": _unit,
    "document": _document,
    "column": _column,
}
