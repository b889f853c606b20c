"""The quick way through everyday Markdown: plain blocks go straight to HTML, identically.

A text is cut at its blank lines. Plain paragraphs, headings, tables and lists are written here;
every other block goes to the full parser, and so does a text whose blocks may hang together.
"""

import re
from collections.abc import Callable, Iterator

from gongkai.markdown_rules import TABLE_CLOSE, TABLE_OPEN, Headings
from gongkai.patterns import pattern

Full = Callable[[str], str]

# Fences and control characters reach beyond their own block. None of them can stand in a block
# that is written here, so only the others are searched.
_CONTROL = r"\x00-\x09\x0b-\x1f"
_REACHING = pattern(rf"[{_CONTROL}]|```|~~~")
_CONTROLS = pattern(f"[{_CONTROL}]")
_BLANK = pattern(r"(\n(?: *\n)+)")  # split by it, a text is blocks with gaps between them
# Characters that may begin something inside a line, and, at its beginning, a block.
_INLINE = r"\\`*_\[<&" + _CONTROL
_START = r"[^\s#>\-+=|~:!" + _INLINE + "]"
_REST = rf"[^\n{_INLINE}]*"
_PLAIN = pattern(rf"{_START}{_REST}", re.M)
# **words** at the beginning of a line: the first marks open before letters and opening signs. The
# last close behind a letter and behind the full-width signs, whatever follows but not between two
# Latin letters or digits; behind other signs where Chinese or nothing does.
_LETTER = r"A-Za-z0-9\u4e00-\u9fff"
_BOLD = pattern(
    rf"\*\*([{_LETTER}]|[{_LETTER}《“‘（「『【〔]{_REST}"
    rf"(?:[{_LETTER}、。，；：！？）》」』】〕]|[”’,.:;!?)](?=\*\*(?:[\u4e00-\u9fff]|\Z))))"
    rf"\*\*(?!(?<=[A-Za-z0-9]\*\*)[A-Za-z0-9])({_REST})"
)
_LINK = pattern(
    rf"\[([A-Za-z0-9\u4e00-\u9fff]{_REST.replace('[^', '[^]!')})\]"
    r"\((https?://[a-z0-9]+(?:\.[a-z0-9]+)+(?:/[A-Za-z0-9/._-]*)?)\)"
)
_HEADING = pattern(rf"(\#{{1,6}}) +([^\s#{_INLINE}][^\n#{_INLINE}]*)")
_RULE_CELL = pattern(r" *(:?)-+(:?) *")
_ALIGNS = {("", ""): "", (":", ""): "left", (":", ":"): "center", ("", ":"): "right"}
_ITEM = pattern(r"([-*+]) ")
_NUMBER = pattern(r"\d{1,9}[.)] ")


def fast_html(text: str, full: Full) -> str:
    """HTML of a text, the same as full gives; full is asked for what is not everyday."""
    blocks = _blocks(text)
    if blocks is None:
        return full(text)
    return "".join([full(words) if kind == "odd" else words for kind, words in blocks])


def _blocks(text: str) -> list[tuple[str, str]] | None:
    """Blocks as (kind, HTML or source); neighbours that may hang together are one odd block.

    None when an odd block may reach beyond itself, or hold a heading: headings are numbered
    through the text.
    """
    found: list[tuple[str, str]] = []
    headings = Headings()
    odd = ""  # source of the odd blocks so far, with the blank lines between them
    for place, block in enumerate(_BLANK.split(text.strip("\n"))):
        if place % 2:
            odd += block if odd else ""
            continue
        kind, html = _read(block, headings)
        if odd and kind in ("odd", "list"):
            odd += block
            continue
        if odd:
            found.append(("odd", odd))
            odd = ""
        if kind == "odd":
            if found and found[-1][0] == "list":
                return None
            odd = block
        elif kind == "list" and found and found[-1][0] == "list":
            return None
        else:
            found.append((kind, html))
    if odd:
        found.append(("odd", odd))
    for kind, words in found:
        if kind == "odd" and (_REACHING.search(words) or "#" in words):
            return None
    return found


def _read(block: str, headings: Headings) -> tuple[str, str]:
    """Kind and HTML of a block; ("odd", "") for one that is not everyday."""
    if _PLAIN.fullmatch(block):
        return "paragraph", f"<p>{_escaped(block.rstrip())}</p>\n"
    first = block[:1]
    if first == "#":
        return _heading(block, headings)
    if first == "|":
        return _table(block)
    if "\n" not in block:
        html = _line(block)
        if html is not None:
            return "paragraph", f"<p>{html}</p>\n"
    return _numbered(block) if first.isdigit() else _list(block)


def _line(line: str) -> str | None:
    """HTML of a line that begins no block, None when it is not everyday."""
    if line[:1] == " ":  # it may belong to a list above
        return None
    if _PLAIN.fullmatch(line):
        return _escaped(line.rstrip())
    if _CONTROLS.search(line):  # before some of them are stripped
        return None
    line = line.strip()
    if _PLAIN.fullmatch(line):
        return _escaped(line)
    found = _BOLD.fullmatch(line)
    if found:
        return f"<strong>{_escaped(found[1])}</strong>{_escaped(found[2])}"
    if "](" in line:
        parts = _LINK.split(line)
        for place in range(0, len(parts), 3):
            if _INSIDE.search(parts[place]) or parts[place].endswith("!"):
                return None
        if len(parts) > 1 and _PLAIN.match(parts[0]):
            return "".join(_linked(parts))
    return None


_INSIDE = pattern(rf"[{_INLINE}]")


def _linked(parts: list[str]) -> Iterator[str]:
    for place in range(0, len(parts) - 1, 3):
        yield _escaped(parts[place])
        yield f'<a href="{parts[place + 2]}">{_escaped(parts[place + 1])}</a>'
    yield _escaped(parts[-1])


def _escaped(text: str) -> str:
    """Text that holds no & and no <."""
    return text.replace(">", "&gt;").replace('"', "&quot;")


def _heading(block: str, headings: Headings) -> tuple[str, str]:
    found = _HEADING.fullmatch(block)
    if found is None:
        return "odd", ""
    words = found[2].strip()
    level, name = headings.enter(len(found[1]), words)
    return "heading", f'<h{level} id="{name}">{_escaped(words)}</h{level}>\n'


def _list(block: str) -> tuple[str, str]:
    """A list of one level whose items are one line each."""
    marks, items = [], []
    for line in block.split("\n"):
        found = _ITEM.match(line)
        html = _line(line[found.end() :]) if found and line[found.end() :][:1] != " " else None
        if found is None or html is None:
            return "odd", ""
        marks.append(found[1])
        items.append(f"<li>{html}</li>\n")
    if len(set(marks)) > 1:
        return "odd", ""
    return "list", f"<ul>\n{''.join(items)}</ul>\n"


def _numbered(block: str) -> tuple[str, str]:
    """Lines with numbers in front, a paragraph each."""
    found = []
    for line in block.split("\n"):
        html = _line(line) if _NUMBER.match(line) else None
        if html is None:
            return "odd", ""
        found.append(f"<p>{html}</p>\n")
    return "paragraph", "".join(found)


def _table(block: str) -> tuple[str, str]:
    """A table whose every row has as many cells as its head, with bars at both ends."""
    head, *rows = [_cells(line) for line in block.split("\n")]
    rules = [_RULE_CELL.fullmatch(cell) for cell in rows.pop(0)] if rows and rows[0] else []
    width = len(head)
    if not width or len(rules) != width or any(len(row) != width for row in rows):
        return "odd", ""
    aligns = [_ALIGNS[rule[1], rule[2]] if rule else None for rule in rules]
    if None in aligns or _INSIDE.search(block):
        return "odd", ""
    classes = [f' class="align-{align}"' if align else "" for align in aligns]
    html = [TABLE_OPEN, "<table>\n<thead>\n"]
    html += _row(head, "th", [f'{name} scope="col"' for name in classes])
    html.append("</thead>\n")
    if rows:
        html.append("<tbody>\n")
        for row in rows:
            html += _row(row, "td", classes)
        html.append("</tbody>\n")
    return "table", "".join((*html, "</table>\n", TABLE_CLOSE))


def _cells(line: str) -> list[str]:
    """Cells of a row that begins and ends with a bar; [] for another."""
    if len(line) < 3 or line[0] != "|" or line[-1] != "|":
        return []
    return line[1:-1].split("|")


def _row(cells: list[str], name: str, attributes: list[str]) -> Iterator[str]:
    yield "<tr>\n"
    for cell, attribute in zip(cells, attributes, strict=True):
        yield f"<{name}{attribute}>{_escaped(cell.strip())}</{name}>\n"
    yield "</tr>\n"
