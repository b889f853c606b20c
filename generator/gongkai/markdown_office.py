"""Rules of markdown-it in our own reading, so that the text of an office stays as it was typed.

Offices write none of what CommonMark would see in indented lines, a row of = below a line,
[注1]: at the beginning of a line, or the signs of 2*3*4 and 张*、李*. Numbers are words of the
text: a browser that counts a list itself would print 1. and 3. as 1. and 2., and 1) as 1.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_block.table import getLine, table
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from gongkai.patterns import pattern

_LONGEST_MARK: Final = 3  # ***; four and more hide the digits of a number (138****5678)
_SIGNATURE: Final = 30  # characters of a line above a date that may be the signing office
_DATE = pattern(
    r"\s*(?:[12]\d{3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\s*"
)
# 1. and 1) before a blank or nothing, as CommonMark has it; and 1.甲, 1、甲, but not 1.5.
_NUMBERED = pattern(r"\d{1,9}[.)](?:[ \t]|\Z)|\d{1,3}[.．、](?![\d\s]|\Z)")
_BAR = pattern(r"(?<!\\)\|")
_PROSE = pattern(r"[。，；：、！？]")
_PAUSES: Final = frozenset("、。，；：！？,.;:!?")
_BEFORE_OPENING: Final = frozenset(("Ps", "Pi", "Po", "Pd"))  # categories of Unicode
_BEHIND_CLOSING: Final = frozenset(("Pe", "Pf", "Po", "Pd"))


def office_rules(parser: MarkdownIt) -> None:
    """Put our rules in the place of markdown-it's."""
    parser.disable(["reference", "code", "lheading"])
    parser.block.ruler.at("paragraph", _paragraph)
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.at("emphasis", _emphasis)


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    """A paragraph, up to an empty line, another block or a line that is a paragraph of its own."""
    rules = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < state.lineMax and not state.isEmpty(line):
        if _begins(state, line, at_root=outer == "root"):
            break
        # Below 0 are lines that a quote has taken in without its sign.
        if state.sCount[line] >= 0 and any(
            rule(state, line, state.lineMax, True) for rule in rules
        ):
            break
        line += 1
    state.parentType = outer
    state.line = line
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, line]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, line, state.blkIndent, False).strip()
    token.map = [start, line]
    token.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _begins(state: StateBlock, line: int, *, at_root: bool) -> bool:
    """Whether a line below another is printed as a paragraph of its own.

    It is when it is indented as offices do, when it or the line above is nothing but a date, and
    when it is the office that signs above the date at a paragraph's end.
    """
    words = getLine(state, line)
    if words[:1] in ("\u3000", "\u00a0"):
        return True
    if not at_root:
        return False
    if (
        state.sCount[line] >= 4
        or _DATE.fullmatch(words)
        or _DATE.fullmatch(getLine(state, line - 1))
    ):
        return True
    below = getLine(state, line + 1) if line + 1 < state.lineMax else ""
    if len(words) > _SIGNATURE or not _DATE.fullmatch(below) or _PROSE.search(words):
        return False
    return line + 2 >= state.lineMax or state.isEmpty(line + 2)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list of items with signs; a line that begins with a number is a paragraph as it stands."""
    line = getLine(state, start)
    if _NUMBERED.match(line):
        if silent:
            return state.parentType != "table" or "|" not in line  # a row may begin so
        return _paragraph(state, start, end, silent)
    before = len(state.tokens)
    if not list_block(state, start, end, silent):
        return False
    for closing, opening, _, end_of_it in _in_fours(state.tokens[before:]):
        if (closing.type, opening.type) == ("paragraph_close", "paragraph_open"):
            opening.hidden = end_of_it.hidden = False  # a second one in an item stands apart
    return True


def _in_fours(tokens: list[Token]) -> Iterator[tuple[Token, Token, Token, Token]]:
    """Each token with the three behind it."""
    return zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table; a row with more cells than the head notes where they begin, for they are lost."""
    before = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        tokens = state.tokens[before:]
        width = sum(token.type == "th_open" for token in tokens)
        for token in tokens:
            if token.type == "tr_open" and token.map:
                token.meta = _beyond(state, token.map[0], width)
    return True


def _beyond(state: StateBlock, line: int, width: int) -> dict[str, tuple[int, str]]:
    """{"beyond": (column, words)} for a row with words beyond its table's width, else {}."""
    row = getLine(state, line)
    bars = [bar.end() for bar in _BAR.finditer(row)]
    last = width if row.startswith("|") else width - 1
    lost = row[bars[last] :] if last < len(bars) else ""
    words = lost.strip("| \t\u3000\u00a0")
    if not words:
        return {}
    place = state.bMarks[line] + state.tShift[line] + bars[last] + lost.index(words)
    return {"beyond": (place - state.src.rfind("\n", 0, place), words)}


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars as marks of emphasis where they can be nothing else; _ is never one (____年__月)."""
    start = state.pos
    if silent or state.src[start] != "*":
        return False
    scanned = state.scanDelims(start, canSplitWord=True)
    before = state.src[start - 1] if start else ""
    end = start + scanned.length
    after = state.src[end] if end < state.posMax else ""
    opens, closes = _may_mark(before, after, scanned.length)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = "*"
        mark = Delimiter(
            marker=ord("*"),
            length=scanned.length,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open and opens,
            close=scanned.can_close and closes,
        )
        state.delimiters.append(mark)
    state.pos = end
    return True


def _may_mark(before: str, after: str, length: int) -> tuple[bool, bool]:
    """Whether a row of stars between two characters ("" at an end) may open, and may close.

    One star between words multiplies, or hides or marks a name (2*3, 张*三, 张*、); two may stand
    between Chinese words, but not between digits, and do not open before a comma (张**，男).
    """
    if length > _LONGEST_MARK:
        return False, False
    if length == 1:
        return _is_edge(before, _BEFORE_OPENING), _is_edge(after, _BEHIND_CLOSING)
    inside = f"{before}{after}"
    within = len(inside) == 2 and inside.isascii() and inside.isalnum()
    pause = after in _PAUSES or (after and unicodedata.category(after) in ("Pe", "Pf"))
    return not (within or pause), not within


def _is_edge(character: str, categories: frozenset[str]) -> bool:
    return not character.strip() or unicodedata.category(character) in categories
