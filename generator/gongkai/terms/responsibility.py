"""责任: the responsibility annotations in a paragraph, read as offices write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.patterns import pattern
from gongkai.terms.annotation import (
    PrintedDefinition,
    PrintedParty,
    PrintedRule,
    Reading,
    read_annotation,
)
from gongkai.terms.bare_annotation import dashed_units, labelled_spans, read_strictly
from gongkai.terms.brackets import read_brackets, split_outside
from gongkai.terms.numerals import heading_numeral
from gongkai.terms.role_words import (
    bare_label,
    find_labels,
    is_noun_label,
    is_role_like,
    opening_label,
    read_tail,
)
from gongkai.terms.unit_list import PrintedUnit, UnreadableError, ends_like_unit, looks_like_unit

__all__ = [
    "Doubt",
    "PrintedDefinition",
    "PrintedParty",
    "PrintedRule",
    "PrintedUnit",
    "Statement",
    "find_doubts",
    "find_statements",
]


@dataclass(frozen=True, slots=True)
class Statement:
    """One annotation in a paragraph.

    annotation: as printed, with its brackets if it has any, without the mark after it.
    start, end: offsets in the paragraph; end includes one 。 or ； directly after the annotation.
    """

    annotation: str
    start: int
    end: int
    parties: tuple[PrintedParty, ...]
    rules: tuple[PrintedRule, ...]
    definitions: tuple[PrintedDefinition, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words (paragraph[start:end]) that look like an annotation, and why they cannot be read."""

    start: int
    end: int
    words: str
    reason: str


_HOW = "责任标注要写在括号里，或者独占一行"
_CLOSING_MARKS = "。；;"
_SENTENCE_END = pattern(r"[。！？!?]")
_LONGEST = 300  # characters; a longer line without 。 is damaged prose, not a list


def find_statements(paragraph: str) -> tuple[Statement, ...]:
    """Every annotation of a paragraph that can be read, in order.

    Either bracketed, anywhere in the text: with labels (（牵头单位：…；责任单位：…）) or with verbs
    after names of units (（市政府办、司法局牵头）). Or a whole line without 。 that is nothing but
    units and verbs (市编办，各县市区政府负责落实), or a whole line that opens with a label. Or
    labelled lists of units behind a mark, up to the end of their sentence (公开预算。责任单位：
    市财政局). Other brackets (（呼政办发〔2018〕55号）, （年本）) are no annotations.
    """
    return tuple(each for each in _read(paragraph) if isinstance(each, Statement))


def find_doubts(paragraph: str) -> tuple[Doubt, ...]:
    """Everything in a paragraph that looks like an annotation but cannot be read, in order."""
    return tuple(each for each in _read(paragraph) if isinstance(each, Doubt))


@lru_cache(maxsize=10_000)  # asked for statements, then for doubts; in two formats, build by build
def _read(paragraph: str) -> tuple[Statement | Doubt, ...]:
    found: list[Statement | Doubt] = [*_bracketed(paragraph), *_half_bracketed(paragraph)]
    if not found and (line := _whole_line(paragraph)):
        found.append(line)
    elif "：" in paragraph or ":" in paragraph:
        found += tuple(_bare(paragraph, [(each.start, each.end) for each in found]))
    if not found and (dashed := dashed_units(paragraph)):
        start, end = dashed
        found.append(Doubt(start, end, paragraph[start:end], f"没有写明角色；{_HOW}"))
    return tuple(sorted(found, key=lambda each: each.start))


def _bracketed(paragraph: str) -> Iterator[Statement | Doubt]:
    """Annotations in brackets; inside one that was read no other is sought."""
    done = 0
    for start, end in read_brackets(paragraph).pairs:
        words = paragraph[start + 1 : end - 1]
        if start < done or not _claims(words):
            continue
        try:
            reading = read_annotation(words)
        except UnreadableError as error:
            yield Doubt(start, end, paragraph[start:end], str(error))
        else:
            yield _statement(paragraph, start, end, reading)
        done = end


def _half_bracketed(paragraph: str) -> Iterator[Doubt]:
    """Annotations of whose brackets one half is missing."""
    brackets = read_brackets(paragraph)
    for start in brackets.unclosed:
        limit = min(len(paragraph), start + _LONGEST)
        stop = _SENTENCE_END.search(paragraph, start, limit)
        end = stop.start() if stop else limit
        if _claims(paragraph[start + 1 : end]):
            yield Doubt(start, end, paragraph[start:end], "括号没有右半边")
    for place in brackets.unopened:
        limit = max(0, place - _LONGEST)
        stops = [stop.end() for stop in _SENTENCE_END.finditer(paragraph, limit, place)]
        start = stops[-1] if stops else limit
        if _claims(paragraph[start:place]):
            yield Doubt(start, place + 1, paragraph[start : place + 1], "括号没有左半边")


def _whole_line(paragraph: str) -> Statement | Doubt | None:
    line = paragraph.strip().rstrip(_CLOSING_MARKS)
    start = len(paragraph) - len(paragraph.lstrip())
    end = start + len(line)
    labels = find_labels(line)
    labelled = bool(labels) and labels[0].start == 0 and labels[0].role is not None
    if not labelled and not _is_list_line(paragraph.strip()):
        return None
    try:
        reading = read_annotation(line)
    except UnreadableError as error:
        first = re.split("[、，,；;]", line)[0]
        sure = labelled or looks_like_unit(first.removeprefix("由"))
        return Doubt(start, end, line, str(error)) if sure else None
    return _statement(paragraph, start, end, reading)


def _bare(paragraph: str, taken: list[tuple[int, int]]) -> Iterator[Statement | Doubt]:
    """Labelled lists without brackets."""
    for start, end, marked in labelled_spans(paragraph, taken):
        words = paragraph[start:end]
        label = opening_label(words)
        try:
            reading = read_strictly(words)
        except UnreadableError as error:
            reason = str(error) if marked else ""  # 明确责任单位：做好… is prose
        else:
            if marked:
                yield _statement(paragraph, start, end, reading)
                continue
            reason = f"“{label}”前面没有句号或逗号"
        if reason and is_noun_label(label):
            yield Doubt(start, end, words, f"{reason}；{_HOW}")


def _is_list_line(line: str) -> bool:
    """Whether a line could be units and a verb: no sentence end, no heading, a verb at its end."""
    return (
        len(line) <= _LONGEST
        and not line.endswith(tuple(_CLOSING_MARKS))
        and not _SENTENCE_END.search(line)
        and heading_numeral(line) is None
        and read_tail(line) is not None
    )


def _claims(words: str) -> bool:
    """Whether bracketed words mean to be an annotation: a role label in front, or units and a verb.

    A verb with nothing before it that ends as a unit's name does (（谁主管、谁负责）) is prose.
    """
    words = words.strip().rstrip(_CLOSING_MARKS)
    label = opening_label(words)
    if bare_label(words) or (label and is_role_like(label)):
        return True
    if any(each.role for each in find_labels(words)):
        return True
    tails = filter(None, map(read_tail, split_outside(words, "，,；;")))
    return any(ends_like_unit(name) for tail in tails for name in tail.units.split("、"))


def _statement(paragraph: str, start: int, end: int, reading: Reading) -> Statement:
    closed = end + 1 if paragraph[end : end + 1] in tuple(_CLOSING_MARKS) else end
    return Statement(
        paragraph[start:end], start, closed, reading.parties, reading.rules, reading.definitions
    )
