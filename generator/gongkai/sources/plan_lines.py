"""The body of a plan in Markdown to its printed lines: titles, headings, paragraphs, the break."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from gongkai.patterns import pattern
from gongkai.problems import Place, Problem, Weight
from gongkai.terms.numerals import HeadingStyle, heading_numeral


class LineKind(Enum):
    """What a line of the body is."""

    TITLE = 1
    SECTION = 2
    ITEM = 3
    BREAK = 0
    BODY = 9


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. place: of its first character behind the # signs.

    pieces: where parts of it stand that come from another place of the file: (offset, place).
    """

    kind: LineKind
    text: str
    place: Place
    pieces: tuple[tuple[int, Place], ...] = ()

    def place_at(self, offset: int) -> Place:
        """Place of the character at that offset of the text."""
        start, place = 0, self.place
        for position, piece in self.pieces:
            if position <= offset:
                start, place = position, piece
        return Place(place.file, place.line, place.column + offset - start)


_HEADING = pattern(r"(#{1,6})(?:[ \t]+|$)")
_CLOSING_SIGNS = pattern(r"(?:^|[ \t]+)#+[ \t]*$")
_BREAK = pattern(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*")
_ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
_KINDS = {1: LineKind.TITLE, 2: LineKind.SECTION, 3: LineKind.ITEM}
_BLANKS = " \t\u3000\u00a0"
_UNMARKED = 40  # characters up to which a line that begins like a heading is taken for one
# Markdown that our plans do not use: shown as typed, which the author should know.
_MARKUP = (
    (pattern(r"\*\*|__"), "加粗的记号"),
    (pattern(r"^\|.*\|$"), "表格"),
    (pattern(r"!?\[[^\]]*\]\([^)]*\)"), "链接或图片"),
    (pattern(r"</?[A-Za-z][^>]*>"), "HTML 标签"),
    (pattern(r"^[-*+] "), "列表的记号"),
    (pattern(r"^> "), "引用的记号"),
    (pattern(r"^```|^~~~"), "代码块的记号"),
)


def plan_lines(file: str, body: str, first: int, problems: list[Problem]) -> tuple[Line, ...]:
    """Every line of the body that is not blank. first: its first line in the file.

    A plan's Markdown is the official text: a line is a printed paragraph, and only #, ## and
    ### headings, a break (---) and the backslash before a sign mean something; everything else
    stands for itself.
    """
    return tuple(_lines(file, body, first, problems))


def _lines(file: str, body: str, first: int, problems: list[Problem]) -> Iterator[Line]:
    for number, source in enumerate(body.split("\n"), first):
        text = source.strip(_BLANKS)
        if not text:
            continue
        column = len(source) - len(source.lstrip(_BLANKS)) + 1
        if _BREAK.fullmatch(text):
            yield Line(LineKind.BREAK, "", Place(file, number, column))
            continue
        line = _heading(file, text, number, column, problems)
        if line is None:
            line = _line(LineKind.BODY, text, Place(file, number, column))
            problems += _doubts(text, line.place)
        yield line


def _heading(
    file: str, text: str, number: int, column: int, problems: list[Problem]
) -> Line | None:
    signs = _HEADING.match(text)
    if signs is None:
        return None
    words = _CLOSING_SIGNS.sub("", text[signs.end() :]).strip(_BLANKS)
    place = Place(file, number, column + signs.end())
    level = len(signs[1])
    if not words:
        message, hint = "标题是空的", "在 # 后面写标题，或者删去这一行"
        problems.append(Problem("heading-empty", place, message, hint))
    if level not in _KINDS:
        message = f"要点只用三级标题，这里是 {level} 个 #"
        hint = "章用 ##，条用 ###，文中的标题用 #"
        problems.append(Problem("heading-deep", place, message, hint))
    return _line(_KINDS.get(level, LineKind.ITEM), words, place)


def _line(kind: LineKind, source: str, place: Place) -> Line:
    """The line that a source means; places behind a backslash are those of the file."""
    if "\\" not in source:
        return Line(kind, source, place)
    pieces = tuple(
        (found.start() - count, Place(place.file, place.line, place.column + found.start() + 1))
        for count, found in enumerate(_ESCAPE.finditer(source))
    )
    return Line(kind, _ESCAPE.sub(r"\1", source), place, pieces)


def _doubts(source: str, start: Place) -> Iterator[Problem]:
    """What looks like a heading or like markup; a backslash before a sign says that it is text."""
    numeral = heading_numeral(source)
    if numeral and len(source) <= _UNMARKED and "。" not in source[:-1]:
        signs = "##" if numeral.style is HeadingStyle.SECTION else "###"
        message = f"「{source}」像是标题，但前面没有 {signs}"
        hint = f"是标题就在前面加“{signs} ”；不是就不用管"
        yield Problem("heading-unmarked", start, message, hint, Weight.WARNING)
    for sign, name in _MARKUP:
        found = sign.search(source)
        if found:
            place = Place(start.file, start.line, start.column + found.start())
            message = f"要点的正文里有{name}「{found[0][:20]}」，会照原样显示"
            hint = "要点的正文是公文原文，不用 Markdown 记号；是误写就删去"
            yield Problem("plan-markup", place, message, hint, Weight.WARNING)
