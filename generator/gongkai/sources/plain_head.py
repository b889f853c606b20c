"""The quick way through the head of an everyday paper: `key: value` lines, read identically.

Only lines whose meaning in YAML is beyond doubt are read here; at the first other line the whole
head goes to the YAML parser.
"""

import re

from gongkai.problems import Place
from gongkai.sources.node import Mapping, Node, Scalar, Sequence

_STRANGE = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_SIGNS = r"""\-?:,\[\]{}#&*!|>'"%@`"""  # no plain text begins with one of them
# A text on one line: no colon that could end a key, no remark.
_VALUE = rf"[^\s{_SIGNS}{_STRANGE}](?:[^:#{_STRANGE}]++|:(?=[^\s{_STRANGE}]))*+"
_ITEM = rf"[^\s{_SIGNS}{_STRANGE}](?:[^?:#,\[\]{{}}{_STRANGE}]*[^\s?:#,\[\]{{}}{_STRANGE}])?"
_LINE = re.compile(rf"(\w{{1,40}}): (?:({_VALUE})|\[({_ITEM}(?:, {_ITEM})*)\])")


def read_plain_head(file: str, text: str, first_line: int) -> Mapping | None:
    """The mapping that read_yaml gives for the text; None when it is not as plain as that."""
    entries: list[tuple[Scalar, Node]] = []
    keys = set()
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, first_line):
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        key, value, items = found.groups()
        if value and value[-1].isspace():
            return None
        keys.add(key)
        place = Place(file, number, len(key) + 3)
        node = Scalar(value, place) if items is None else _sequence(items, place)
        entries.append((Scalar(key, Place(file, number, 1)), node))
    if len(keys) < len(entries) or not entries:
        return None
    return Mapping(tuple(entries), Place(file, first_line, 1))


def _sequence(items: str, place: Place) -> Sequence:
    """A list in brackets. items: what stands between them."""
    column = place.column + 1
    found = []
    for item in items.split(", "):
        found.append(Scalar(item, Place(place.file, place.line, column)))
        column += len(item) + 2
    return Sequence(tuple(found), place)
