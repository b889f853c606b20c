"""The searchable text of a page: title and blocks, as the model has them, before any HTML."""

import html
import re
from collections.abc import Callable, Iterable

from gongkai import markdown
from gongkai.output.search import SearchText
from gongkai.pages.page import Page
from gongkai.pages.parts import Fact
from gongkai.pages.parts import TextBlock as Block
from gongkai.pages.views import ColumnView, DocumentView, PlanView, TaskView, UnitView

# Our own dialect writes these; each begins a block that a phrase must not leave.
_BLOCK = re.compile(r"</?(?:p|h[1-6]|li|td|th|pre|blockquote|ul|ol|table|tr|hr|br|div)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def search_text(page: Page) -> SearchText | None:
    """What readers may find of a page; None for pages that are not searched."""
    if not page.search:
        return None
    blocks = _BLOCKS[page.kind](page.view)
    return SearchText(
        address=page.address, title=page.title, blocks=tuple(block for block in blocks if block)
    )


def prose_blocks(source: str) -> tuple[str, ...]:
    """Blocks of a Markdown text as readers see them: no marks, no addresses."""
    pieces = _BLOCK.split(markdown.render(source))
    texts = (html.unescape(_TAG.sub("", piece)).strip() for piece in pieces)
    return tuple(text for text in texts if text)


def _values(facts: Iterable[Fact]) -> list[str]:
    return [fact.value for fact in facts]


def _text(blocks: Iterable[Block]) -> list[str]:
    return [
        "".join(segment.text for piece in block.pieces for segment in piece.segments)
        for block in blocks
    ]


def _plan(view: PlanView) -> list[str]:
    return [*_values(view.facts), *_text(view.blocks), *(each.title for each in view.attachments)]


def _task(view: TaskView) -> list[str]:
    return [*_text(view.blocks), *(each.text for each in view.progress)]


def _unit(view: UnitView) -> list[str]:
    return [*_values(view.facts), view.note]


def _document(view: DocumentView) -> list[str]:
    return [
        *_values(view.facts),
        *prose_blocks(view.body.markdown),
        *(each.title for each in view.attachments),
    ]


def _column(view: ColumnView) -> list[str]:
    return list(prose_blocks(view.prose.markdown)) if view.prose else []


_BLOCKS: dict[str, Callable[..., list[str]]] = {
    "plan": _plan,
    "task": _task,
    "unit": _unit,
    "document": _document,
    "column": _column,
}
