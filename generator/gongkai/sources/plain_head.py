"""The quick way through the head of an everyday paper: `key: value` lines, read identically.

Only lines whose meaning in YAML is beyond doubt are read here; at the first other line the whole
head goes to the YAML parser.
"""

from gongkai.patterns import pattern
from gongkai.problems import Place
from gongkai.sources.node import Mapping, Node, Scalar, Sequence

# Asked of the whole head at once: characters that need a closer look wherever they stand.
_STRANGE = pattern("[#\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_KEY = pattern(r"\w{1,40}")
_SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@`")  # no plain text begins with one of them
_LOOSE_COLON = pattern(r":(?!\S)")  # it could end a key
_ITEM = r"[^\s\-?:,\[\]{}&*!|>'\"%@`](?:[^?:,\[\]{}]*[^\s?:,\[\]{}])?"
_LIST = pattern(rf"\[{_ITEM}(?:, {_ITEM})*\]")
_new = tuple.__new__  # Scalar(...) takes twice as long, and a head has thirty


def read_plain_head(file: str, text: str, first_line: int) -> Mapping | None:
    """The mapping that read_yaml gives for the text; None when it is not as plain as that."""
    if _is_strange(text):
        return None
    entries: list[tuple[Scalar, Node]] = []
    keys = set()
    for number, line in enumerate(text.removesuffix("\n").split("\n"), first_line):
        key, _, value = line.partition(": ")
        column = len(key) + 3
        if not ((key.isalnum() and len(key) <= 40) or _KEY.fullmatch(key)):
            return None
        if _is_plain(value):
            node: Node = _new(Scalar, (value, file, number, column, "plain"))
        elif _LIST.fullmatch(value):
            node = _sequence(value[1:-1], Place(file, number, column))
        else:
            return None
        keys.add(key)
        entries.append((_new(Scalar, (key, file, number, 1, "plain")), node))
    if len(keys) < len(entries):
        return None
    return Mapping(tuple(entries), Place(file, first_line, 1))


def _is_strange(text: str) -> bool:
    """Tell whether a character of the text needs a closer look."""
    # Of what Python calls printable, only the # does: the test goes through all characters.
    if "#" not in text and text.replace("\n", "").isprintable():
        return False
    return _STRANGE.search(text) is not None


def _is_plain(value: str) -> bool:
    """Tell whether a text on one line, nothing of it strange, is itself in YAML."""
    if not value or value[0] in _SIGNS or value.strip() != value:
        return False
    return ":" not in value or not _LOOSE_COLON.search(value)


def _sequence(items: str, place: Place) -> Sequence:
    """A list in brackets. items: what stands between them."""
    file, line, column = place.file, place.line, place.column + 1
    found = []
    for item in items.split(", "):
        found.append(_new(Scalar, (item, file, line, column, "plain")))
        column += len(item) + 2
    return Sequence(tuple(found), place)
