"""Annotations without brackets: where labelled lists, or units behind a dash, stand in a text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from gongkai.patterns import pattern
from gongkai.terms.annotation import Reading, read_annotation
from gongkai.terms.brackets import outside
from gongkai.terms.role_words import find_labels
from gongkai.terms.unit_list import UnreadableError, looks_like_unit

_SENTENCE_MARKS = "。！？!?"
_LONGEST_LABEL = 20  # with blanks in front, 省级 and blanks before its colon
_CLOSING = "。；; \u00a0\u3000\t"
_DASH = pattern(
    r"(?<=[。；！？])\s*(?P<whole>(?:—+|─+|－+|--+)\s*(?P<units>[^。！？：:]+))[。；;\s]*\Z"
)


def labelled_spans(text: str, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """(start, end, behind a mark) of rows of labelled lists, brackets aside, in order.

    Each reaches from its label to the end of the sentence, over sentences that open with a label
    themselves, but not into a span that is taken. behind a mark: a stop, a comma or a blank
    stands before the label, or nothing.
    """
    taken = sorted(taken)
    starts = [start for start, _ in taken]
    ends = [0, *accumulate((end for _, end in taken), max)]  # of all that begin before
    free = outside(text)
    marked = {label.start for label in find_labels(text)}
    done = 0
    for label in find_labels(text, anywhere=True):
        if label.role is None or label.start < done or not free[label.start]:
            continue
        before = bisect_right(starts, label.start)
        if label.start < ends[before]:
            continue
        limit = starts[before] if before < len(starts) else len(text)
        done = _row_end(text, label.end, limit, free)
        end = label.start + len(text[label.start : done].rstrip(_CLOSING))
        yield label.start, end, label.start in marked


def _row_end(text: str, place: int, limit: int, free: tuple[bool, ...]) -> int:
    """Where a row of labelled lists ends that is read up to that place; at the limit at last."""
    while place < limit:
        if text[place] in _SENTENCE_MARKS and free[place]:
            following = text[place + 1 : min(limit, place + _LONGEST_LABEL)]
            labels = find_labels(following.lstrip())
            if not labels or labels[0].start:
                break
            place += len(following) - len(following.lstrip())
        place += 1
    return place


def read_strictly(words: str) -> Reading:
    """As read_annotation, but every name must be built like a unit's, behind a label, too."""
    reading = read_annotation(words)
    parties = (*reading.parties, *(rule.party for rule in reading.rules))
    for unit in (unit for party in parties for unit in party.units):
        if not looks_like_unit(unit.printed):
            raise UnreadableError(f"“{unit.printed}”不像单位名称")
    return reading


def dashed_units(text: str) -> tuple[int, int] | None:
    """Start and end of a dash at the end of a text and the units behind it (。——市财政局)."""
    found = _DASH.search(text)
    if not found or not all(map(looks_like_unit, re.split("[、，,]", found["units"].strip()))):
        return None
    return found.start("whole"), found.start("whole") + len(found["whole"].rstrip(_CLOSING))
