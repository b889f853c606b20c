"""Remake: frozen values from the values of their fields, three times as quick as by their class."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any


def remaker(kind: type) -> Callable[[Iterable[Any]], Any]:
    """What makes a value of a frozen dataclass with slots, given the values of all its fields.

    Nothing is checked: for values that one of that kind was taken apart into.
    """
    new = object.__new__
    puts = tuple(kind.__dict__[field.name].__set__ for field in fields(kind))

    def remake(values: Iterable[Any]) -> Any:
        made: Any = new(kind)
        for put, value in zip(puts, values, strict=True):
            put(made, value)
        return made

    return remake
