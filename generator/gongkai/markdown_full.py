"""A Markdown text read by markdown-it in our dialect: to tokens, and to HTML."""

from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_cjk_friendly import cjk_friendly, is_cjk  # type: ignore[import-untyped]

from gongkai.markdown_office import office_rules
from gongkai.markdown_rules import (
    NESTING_LIMIT,
    TABLE_CLOSE,
    TABLE_OPEN,
    Headings,
    is_safe_address,
)

_NO_SPACE_QUOTES: Final = "“”‘’…—·"  # of no width class of their own; beside Chinese, Chinese


def read(text: str) -> list[Token]:
    """Tokens as markdown-it makes them."""
    return _PARSER.parse(text)


def parse(text: str) -> list[Token]:
    """Tokens ready to be rendered or looked through.

    The first heading is an h2 (the page's title is its h1) and none is deeper than its
    predecessor by more than one; each has an id that depends on its own words only.
    """
    tokens = _PARSER.parse(text)
    _number_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = _without_soft_breaks(token.children)
        if token.type in ("th_open", "td_open"):
            _mend_cell(token)
    return tokens


def render(text: str) -> str:
    """HTML of a text: blocks only, no page around them."""
    html = _PARSER.renderer.render(parse(text), _PARSER.options, {})
    return str(html)


def _number_headings(tokens: Sequence[Token]) -> None:
    headings = Headings()
    level = 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            level, name = headings.enter(int(token.tag[1]), tokens[index + 1].content)
            token.tag = f"h{level}"
            token.attrSet("id", name)
        elif token.type == "heading_close":
            token.tag = f"h{level}"


def _without_soft_breaks(children: list[Token]) -> list[Token]:
    """Inline tokens without the line breaks that stand between two Chinese characters."""
    kept: list[Token] = []
    before = ""  # the last printed character, "" behind a break or an image
    for index, child in enumerate(children):
        if child.type == "softbreak" and _joins(before, _first_printed(children, index + 1)):
            continue
        kept.append(child)
        if child.type in _EDGES:
            before = ""
        elif child.content:
            before = child.content[-1]
    return kept


_EDGES: Final = ("softbreak", "hardbreak", "image")


def _first_printed(children: Sequence[Token], index: int) -> str:
    """The first printed character from that token on, "" when a break or an image comes first."""
    for place in range(index, len(children)):
        if children[place].type in _EDGES:
            return ""
        if children[place].content:
            return children[place].content[0]
    return ""


def _joins(before: str, after: str) -> bool:
    if not before or not after:
        return False
    chinese = (is_cjk(before), is_cjk(after))
    quoted = (before in _NO_SPACE_QUOTES, after in _NO_SPACE_QUOTES)
    return any(chinese) and all(a or b for a, b in zip(chinese, quoted, strict=True))


def _mend_cell(token: Token) -> None:
    """Alignment as a class (inline styles are forbidden by our policy), heads with a scope."""
    style = token.attrGet("style")
    if style is not None:
        del token.attrs["style"]
        token.attrSet("class", f"align-{str(style).rpartition(':')[2]}")
    if token.type == "th_open":
        token.attrSet("scope", "col")


def _table_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A table in a frame that scrolls sideways and can be reached by keyboard."""
    return TABLE_OPEN + renderer.renderToken(tokens, index, options, env)


def _table_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return renderer.renderToken(tokens, index, options, env) + TABLE_CLOSE


class _Dialect(MarkdownIt):
    """markdown-it that links what is_safe_address allows; anything else stays as typed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  the name is markdown-it's
        return is_safe_address(url)


def _make_parser() -> MarkdownIt:
    options = {
        "html": False,
        "linkify": False,
        "typographer": False,  # quadratic on quotes (CVE-2026-48988), and it changes the text
        "maxNesting": NESTING_LIMIT,
    }
    parser = _Dialect("commonmark", options).enable("table").use(cjk_friendly)
    office_rules(parser)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


_PARSER: Final = _make_parser()
