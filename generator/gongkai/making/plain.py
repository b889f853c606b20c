"""Frozen values of the model as plain tuples, quick to store and to send, and back again."""

import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, cast, get_args, get_origin, get_type_hints

from gongkai.making.remake import remaker
from gongkai.model.document import Document
from gongkai.output.searching.text import SearchText

Plain = tuple[Any, ...]
"""Tuples, texts, numbers, bytes and None, nested: what marshal writes."""

Turn = Callable[[Any], Any]
Coder = tuple[Turn, Turn]
"""How values of one type become plain, and plain ones values again."""


def plain(value: Document | SearchText) -> Plain:
    """A value as a plain tuple."""
    return cast(Plain, _CODERS[type(value)][0](value))


def document_of(outline: Plain) -> Document:
    """The document that outline_plain() was given, without its body."""
    data, *rest = outline
    return cast(Document, _CODERS[Document][1]((*marshal.loads(data), *rest)))


def text_of(plain: Plain) -> SearchText:
    """The search text that plain() was given, equal to it."""
    return cast(SearchText, _CODERS[SearchText][1](plain))


def outline_plain(document: Document) -> Plain:
    """A document with its body left out: the rest as marshal's bytes, since most outlines are
    kept and never asked; characters of the body; a mark of it; a digest of the rest.
    """
    values = list(plain(document))
    values[_BODY] = ""
    data = marshalled(values[:_LENGTH])
    return data, document.characters, document.body_mark, sha256(data).hexdigest()[:32]


def marshalled(value: Any) -> bytes:
    """Equal bytes for equal plain values, which later forms of marshal do not give."""
    return marshal.dumps(value, 0)


def same_but_text(one: Plain | None, other: Plain | None) -> bool:
    """Whether two outlines are of documents that differ in their bodies at most."""
    return one is not None and other is not None and one[0] == other[0]


def length_of(outline: Plain) -> int:
    """Characters of the body that an outline has not."""
    return cast(int, outline[1])


def _coder(hint: Any) -> Coder | None:
    """The coder of a type; None for one whose values are plain already.

    Raises TypeError for a type that nothing is known of.
    """
    if hint in (str, int, bool, bytes):
        return None
    if hint is date:
        return date.toordinal, _day
    if get_origin(hint) is tuple:
        return _tuple_coder(get_args(hint))
    wanted = [each for each in get_args(hint) if each is not type(None)]
    if len(wanted) == 1:
        return _coder(wanted[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return attrgetter("name"), {each.name: each for each in hint}.__getitem__
    return _record_coder(hint)


def _tuple_coder(hints: tuple[Any, ...]) -> Coder | None:
    inner = [_coder(each) for each in hints if each is not Ellipsis]
    if not any(inner):
        return None
    if len(inner) != 1 or inner[0] is None or Ellipsis not in hints:
        raise TypeError(f"tuple of {hints}")
    encode, decode = inner[0]
    return lambda each: tuple(map(encode, each)), lambda each: tuple(map(decode, each))


def _record_coder(kind: Any) -> Coder:
    """The coder of a frozen dataclass, or of a named tuple."""
    whole = is_dataclass(kind)
    names = tuple(field.name for field in fields(kind)) if whole else kind._fields
    hints = get_type_hints(kind)
    coders = [(at, each) for at, name in enumerate(names) if (each := _coder(hints[name]))]
    encoders = tuple((at, each[0]) for at, each in coders)
    decoders = tuple((at, each[1]) for at, each in coders)
    values = attrgetter(*names)

    def encode(value: Any) -> Plain:
        return tuple(_turned(values(value), encoders))

    def decode(plain: Plain) -> Any:
        return kind._make(_turned(plain, decoders))

    plainly = not coders and len(names) > 1  # as blocks are, of which there are most
    if whole:
        return values if plainly else encode, remaker(kind, dict(decoders))
    return (values, kind._make) if plainly else (encode, decode)


def _turned(values: Plain, turns: tuple[tuple[int, Turn], ...]) -> list[Any]:
    found = list(values)
    for at, turn in turns:
        found[at] = found[at] and turn(found[at])  # None and () are plain already
    return found


@lru_cache(maxsize=20_000)  # fifty years
def _day(number: int) -> date:
    return date.fromordinal(number)


_FIELDS = [field.name for field in fields(Document)]
_BODY, _LENGTH = _FIELDS.index("body"), _FIELDS.index("length")  # mark and digest come last
_CODERS = {kind: _record_coder(kind) for kind in (Document, SearchText)}
