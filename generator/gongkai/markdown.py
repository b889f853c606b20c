"""The one Markdown dialect of documents and prose: to tokens, to HTML, and what looks doubtful.

CommonMark with tables; raw HTML stays text, quotes and addresses are left as typed. Line breaks
between Chinese characters vanish. What offices type and CommonMark would take for markup is text:
see markdown_office. The same text always gives the same HTML.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from gongkai.markdown_fast import fast_html
from gongkai.markdown_rules import NESTING_LIMIT, is_safe_address
from gongkai.patterns import pattern

TEXT_LIMIT: Final = 300_000  # characters of one page; the Civil Code has 110,000
_BRACKET_LIMIT: Final = 10_000  # the parser's time grows with the square of [ that open no link
_DOUBT_LIMIT: Final = 100  # more of them help nobody


class Doubt(NamedTuple):
    """Something a reader of the page would not see as meant.

    line: in the text, from 1. code: one of gongkai.codes. words: the words concerned.
    column: in the line, from 1; 0 when it is not known.
    """

    line: int
    code: str
    words: str
    column: int = 0


@lru_cache(maxsize=4)  # a page's text is wanted for the page, and again for the search
def render(text: str) -> str:
    """HTML of a text: blocks only, no page around them."""
    return fast_html(text, _full)


def _full(text: str) -> str:
    from gongkai.markdown_full import render as render_full  # heavy, and most texts do without

    return render_full(text)


def doubts(text: str) -> tuple[Doubt, ...]:
    """What in the text would be lost, stay raw on the page or blow it up, in order of lines."""
    too_big = _size_doubt(text)
    if too_big:
        return (Doubt(1, "markdown-size", too_big),)
    if not _is_suspect(text):
        return ()  # nine of ten texts: no need to parse
    return tuple(sorted(islice(_find_doubts(text), _DOUBT_LIMIT)))


def _size_doubt(text: str) -> str:
    """What of a text is beyond the limits that keep parsing within a few seconds, or ""."""
    if len(text) > TEXT_LIMIT:
        return f"全文 {len(text)} 字，上限 {TEXT_LIMIT} 字"
    brackets = text.count("[")
    if brackets > _BRACKET_LIMIT:
        brackets -= text.count("](")
        if brackets > _BRACKET_LIMIT:
            return f"{brackets} 个不成链接的方括号，上限 {_BRACKET_LIMIT} 个"
    return ""


# What a doubtful text holds at least; a line behind sixty marks may be at the nesting limit.
# One pattern for each, and each begins with a letter: such are found ten times as quickly.
_MARKUP = pattern(r"</?[a-zA-Z!]")
_ODD_TARGET = pattern(r"\]\(\s*<?(?!https?://|mailto:|tel:)[^\s()<>]*[:&]")
_MARKS = r"[ \t>*+-]{60}"
_DEEP, _DEEP_BELOW = pattern(_MARKS), pattern(rf"\n{_MARKS}")
_CODE_SPAN = pattern(r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_TAG = pattern(
    r"(?<![\\(])(?:<!--|</?(?:a|abbr|article|audio|b|big|blockquote|body|br|button|caption|center|code"
    r"|col|dd|del|details|div|dl|dt|em|embed|font|footer|form|frame|h[1-6]|head|header|hr|html|i"
    r"|iframe|img|input|ins|label|li|link|marquee|meta|nav|object|ol|option|p|param|pre|s|script"
    r"|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td"
    r"|textarea|tfoot|th|thead|title|tr|u|ul|video)(?:\s[^<>]{0,200})?/?>)",
    re.IGNORECASE,
)
_TARGET = pattern(
    r"(?<!\\)\]\(\s*<?\s*(?P<inline>[^\s<>()]+)"
    r"|(?<!\\)<(?P<auto>[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>"
)


def _is_suspect(text: str) -> bool:
    """Tell whether a text may hold anything doubtful."""
    if _MARKUP.search(text) or _DEEP.match(text) or _DEEP_BELOW.search(text):
        return True
    return ("](" in text and bool(_ODD_TARGET.search(text))) or ("|" in text and _may_lose(text))


def _may_lose(text: str) -> bool:
    """Tell whether a row may have more cells than a line of a table's rules above it."""
    width = 0  # of the table, 0 outside of any
    for line in text.split("\n"):
        bare = line.strip(" \t>")
        if not bare:
            width = 0
        elif width and bare.count("|") + 1 - (bare[0] == "|") - (bare[-1] == "|") > width:
            return True
        elif not bare.strip("|-: \t"):
            rules = len(_RULES.findall(bare))
            width = min(width or rules, rules)
    return False


_RULES = pattern("-+")


def _find_doubts(text: str) -> Iterator[Doubt]:
    from gongkai.markdown_full import read  # heavy, and most texts are beyond doubt

    line = 1
    for token in read(text):
        line = token.map[0] + 1 if token.map else line
        if token.nesting == 1 and token.level >= NESTING_LIMIT - 1:
            yield Doubt(line, "markdown-nesting", f"{NESTING_LIMIT} 层")
        if token.type == "inline":
            yield from _doubts_in_line(token.content, line)
        elif token.type == "tr_open" and "beyond" in token.meta:
            column, words = token.meta["beyond"]
            yield Doubt(line, "markdown-table", words, column)


def _doubts_in_line(source: str, line: int) -> Iterator[Doubt]:
    plain = _CODE_SPAN.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), source)
    for tag in _TAG.finditer(plain):
        yield Doubt(line + plain.count("\n", 0, tag.start()), "markdown-html", tag.group())
    for target in _TARGET.finditer(plain):
        address = target["inline"] or target["auto"]
        if not is_safe_address(address):
            yield Doubt(line + plain.count("\n", 0, target.start()), "markdown-link", address)
