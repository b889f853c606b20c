"""Frozen values of the model as plain tuples, quick to store and to send, and back again."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, cast

from gongkai.model.document import Document
from gongkai.model.record import Attachment, Correction, Disclosure, Record, Validity
from gongkai.output.searching.text import Block, Filing, SearchText
from gongkai.problems import Place

Plain = tuple[Any, ...]
"""Tuples, texts, numbers, bytes and None, nested: what marshal writes."""

_CLASSES: tuple[type, ...] = (
    Document,
    Record,
    Place,
    Attachment,
    Correction,
    SearchText,
    Block,
    Filing,
)
_ENUMS: tuple[type[Enum], ...] = (Disclosure, Validity)
_TUPLE, _DAY, _ENUM = -1, -2, -3  # what the first place of a plain tuple says; else a class

_NAMES = tuple(tuple(field.name for field in fields(each)) for each in _CLASSES)


def plain(value: Any) -> Any:
    """A value of these classes, a tuple, a day, or what is plain already."""
    make = _PLAIN.get(type(value))
    return make(value) if make else value


def value(plain: Any) -> Any:
    """The value that plain() was given, equal to it."""
    if type(plain) is not tuple:
        return plain
    kind = plain[0]
    if kind >= 0:
        found = (value(each) if type(each) is tuple else each for each in plain[1:])
        return _CLASSES[kind](**dict(zip(_NAMES[kind], found, strict=True)))
    if kind == _TUPLE:
        return tuple(map(value, plain[1:]))
    if kind == _DAY:
        return _day(plain[1])
    return _ENUMS[plain[1]][plain[2]]


def outline_plain(document: Document) -> Plain:
    """A document with its body left out."""
    return cast(Plain, plain(replace(document, body="", length=document.characters)))


def _instance(kind: int) -> Callable[[Any], Plain]:
    values = attrgetter(*_NAMES[kind])
    return lambda each: (kind, *map(plain, values(each)))


def _member(kind: int) -> Callable[[Any], Plain]:
    return lambda each: (_ENUM, kind, each.name)


_PLAIN: dict[type, Callable[[Any], Plain]] = {
    tuple: lambda each: (_TUPLE, *map(plain, each)),
    date: lambda each: (_DAY, each.toordinal()),
    **{each: _instance(kind) for kind, each in enumerate(_CLASSES)},
    **{each: _member(kind) for kind, each in enumerate(_ENUMS)},
}


@lru_cache(maxsize=20_000)  # fifty years
def _day(number: int) -> date:
    return date.fromordinal(number)
