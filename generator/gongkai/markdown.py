"""The one Markdown dialect of documents and prose: to tokens, to HTML, and what looks doubtful.

CommonMark with tables; raw HTML stays text, quotes and addresses are left as typed. Line breaks
between Chinese characters vanish. The same text always gives the same HTML.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_cjk_friendly import cjk_friendly, is_cjk  # type: ignore[import-untyped]

TEXT_LIMIT: Final = 300_000  # characters of one page; the Civil Code has 110,000
NESTING_LIMIT: Final = 100  # levels of lists and quotes; markdown-it drops what lies deeper
_BRACKET_LIMIT: Final = 10_000  # the parser's time grows with the square of [ that open no link
_REFERENCE_LIMIT: Final = 1_000_000  # [name]: lines times all lines; each reads on to the end
_ADDRESS_LIMIT: Final = 100_000  # characters of link addresses beyond twice the text's length
_DOUBT_LIMIT: Final = 100  # more of them help nobody

_SCHEMES: Final = frozenset(("http", "https", "mailto", "tel"))
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_NO_SPACE_QUOTES: Final = "“”‘’…—·"  # of no width class of their own; beside Chinese, Chinese


class Doubt(NamedTuple):
    """Something a reader of the page would not see as meant.

    line: in the text, from 1. code: one of gongkai.codes. words: the words concerned.
    """

    line: int
    code: str
    words: str


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


def doubts(text: str) -> tuple[Doubt, ...]:
    """What in the text would be lost, stay raw on the page or blow it up, in order of lines."""
    too_big = _size_doubt(text)
    if too_big:
        return (Doubt(1, "markdown-size", too_big),)
    if not _SUSPECT.search(text):
        return ()  # nine of ten texts: no need to parse
    found = islice(_find_doubts(_PARSER.parse(text), len(text)), _DOUBT_LIMIT)
    return tuple(sorted(found))


def _size_doubt(text: str) -> str:
    """What of a text is beyond the limits that keep parsing within a few seconds, or ""."""
    if len(text) > TEXT_LIMIT:
        return f"全文 {len(text)} 字，上限 {TEXT_LIMIT} 字"
    brackets = text.count("[") - text.count("](")
    if brackets > _BRACKET_LIMIT:
        return f"{brackets} 个不成链接的方括号，上限 {_BRACKET_LIMIT} 个"
    references = len(_REFERENCE.findall(text)) if "]:" in text else 0
    if references * text.count("\n") > _REFERENCE_LIMIT:
        return f"{references} 个参考式链接"
    return ""


_REFERENCE = re.compile(r"^[ \t]*\[[^\]\n]+\]:", re.MULTILINE)
# What a doubtful text holds at least; a line behind sixty marks may be at the nesting limit.
_SUSPECT = re.compile(
    r"</?[a-zA-Z!]"
    r"|\](?:\(|:)\s*<?(?!https?://|mailto:|tel:)[^\s()<>]*[:&]"
    rf"|{_REFERENCE.pattern}"
    r"|^[ \t>*+.)\d-]{60}",
    re.MULTILINE,
)
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(
    r"(?<![\\(])(?:<!--|</?(?:a|abbr|article|audio|b|big|blockquote|body|br|button|caption|center|code"
    r"|col|dd|del|details|div|dl|dt|em|embed|font|footer|form|frame|h[1-6]|head|header|hr|html|i"
    r"|iframe|img|input|ins|label|li|link|marquee|meta|nav|object|ol|option|p|param|pre|s|script"
    r"|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td"
    r"|textarea|tfoot|th|thead|title|tr|u|ul|video)(?:\s[^<>]{0,200})?/?>)",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?<!\\)\]\(\s*<?\s*(?P<inline>[^\s<>()]+)"
    r"|^[ \t]*\[[^\]\n]+\]:\s*<?(?P<reference>[^\s<>]+)"
    r"|(?<!\\)<(?P<auto>[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>",
    re.MULTILINE,
)


def is_safe_address(address: str) -> bool:
    """Tell whether an address may be linked: relative, or of a scheme that only shows or writes."""
    found = _SCHEME.match(unescape(address))
    return found is None or found.group(1).lower() in _SCHEMES


def _find_doubts(tokens: Sequence[Token], length: int) -> Iterator[Doubt]:
    line = 1
    addresses = 0
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.nesting == 1 and token.level >= NESTING_LIMIT - 1:
            yield Doubt(line, "markdown-nesting", f"{NESTING_LIMIT} 层")
        if token.type == "inline":
            yield from _doubts_in_line(token.content, line)
            addresses += sum(
                len(str(value)) for child in token.children or () for value in child.attrs.values()
            )
    if addresses > 2 * length + _ADDRESS_LIMIT:
        yield Doubt(1, "markdown-size", f"链接地址合计 {addresses} 字")


def _doubts_in_line(source: str, line: int) -> Iterator[Doubt]:
    plain = _CODE_SPAN.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), source)
    for tag in _TAG.finditer(plain):
        yield Doubt(line + plain.count("\n", 0, tag.start()), "markdown-html", tag.group())
    for target in _TARGET.finditer(plain):
        address = target["inline"] or target["reference"] or target["auto"]
        if not is_safe_address(address):
            yield Doubt(line + plain.count("\n", 0, target.start()), "markdown-link", address)


def _number_headings(tokens: Sequence[Token]) -> None:
    outer: list[int] = []  # printed levels of the headings that the present one stands under
    used: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1])
            while outer and outer[-1] >= level:
                outer.pop()
            outer.append(level)
            token.tag = f"h{min(len(outer) + 1, 6)}"
            token.attrSet("id", _heading_id(tokens[index + 1].content, used))
        elif token.type == "heading_close":
            token.tag = f"h{min(len(outer) + 1, 6)}"


def _heading_id(words: str, used: dict[str, int]) -> str:
    """An ASCII id of the heading's own words: a heading put in before it does not change it."""
    name = "h-" + hashlib.sha256("".join(words.split()).encode()).hexdigest()[:8]
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name}-{used[name]}"


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
    return (
        '<div class="table-scroll" role="group" aria-label="表格" tabindex="0">\n'
        + renderer.renderToken(tokens, index, options, env)
    )


def _table_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return renderer.renderToken(tokens, index, options, env) + "</div>\n"


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
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


_PARSER: Final = _make_parser()
