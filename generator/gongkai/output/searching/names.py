"""Names: units and document numbers that a search answers at once, in files by their spelling."""

import re
from collections.abc import Iterable

from gongkai.output.searching.packing import packed_json
from gongkai.output.searching.text import Name
from gongkai.terms.fold import fold

_PER_FILE = 32  # at least, once there are as many
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])第(?=[0-9])")
_LAST = re.compile(r"(?<=[0-9])号(?:文件?)?$")


def spelling_key(spelling: str) -> str:
    """What all spellings of a name have in common: folded; of a number, without 第 and 号.

    国办发〔2019〕54号, 国办发[2019]第54 号文 and 国办发 2019 54 have one key.
    """
    return _LAST.sub("", _BETWEEN_DIGITS.sub("", fold(spelling)))


def place(key: str, files: int) -> int:
    """The file a key lies in; the same rule in JavaScript, where numbers are not much longer."""
    value = 0
    for character in key:
        value = (value * 403 + ord(character)) % files
    return value


def name_files(names: Iterable[Name]) -> tuple[bytes, ...]:
    """Packed files: key to its answers [label, note, address] in the order given, each once.

    Their number is a power of two, so that a new name seldom moves the others.
    """
    answers: dict[str, dict[tuple[str, str, str], None]] = {}
    for name in names:
        if key := spelling_key(name.spelling):
            answers.setdefault(key, {})[(name.label, name.note, name.address)] = None
    files = 1 << max(0, (len(answers) // _PER_FILE).bit_length() - 1)
    parts: list[dict[str, list[tuple[str, str, str]]]] = [{} for _ in range(files)]
    for key, found in answers.items():
        parts[place(key, files)][key] = list(found)
    return tuple(packed_json(part) for part in parts)


def initials_file(names: Iterable[Name]) -> bytes:
    """The packed list of names that pinyin initials lead to: [initials, label, note, address].

    A page is there once, with the initials of all its names, divided by blanks.
    """
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for name in names:
        if name.initials:
            row = (name.label, name.note, name.address)
            found.setdefault(row, {})[name.initials] = None
    return packed_json([[" ".join(initials), *row] for row, initials in found.items()])
