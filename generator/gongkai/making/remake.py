"""Remake: frozen values from the values of their fields, five times as quick as by their class."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

Remaker = Callable[[tuple[Any, ...]], Any]
_PLAIN: Mapping[int, Callable[[Any], Any]] = {}


def remaker(kind: type, turns: Mapping[int, Callable[[Any], Any]] = _PLAIN) -> Remaker:
    """What makes a value of a frozen dataclass with slots, given the values of all its fields.

    turns: what some of the values are turned by first, by their position.
    Nothing is checked: for values that one of that kind was taken apart into.
    """
    known: list[Remaker] = []

    def remake(values: tuple[Any, ...]) -> Any:
        if not known:  # most kinds are never remade
            known.append(_written(kind, turns))
        return known[0](values)

    return remake


def _written(kind: type, turns: Mapping[int, Callable[[Any], Any]]) -> Remaker:
    """Written out, as dataclasses write theirs: going round a loop takes twice as long."""
    names: dict[str, Any] = {"new": object.__new__, "kind": kind}
    places = range(len(fields(kind)))
    lines = [f"{''.join(f'v{at}, ' for at in places)} = values", "made = new(kind)"]
    for at, field in enumerate(fields(kind)):
        names[f"put{at}"] = kind.__dict__[field.name].__set__
        names[f"turn{at}"] = turns.get(at)
        value = f"turn{at}(v{at})" if at in turns else f"v{at}"
        lines.append(f"put{at}(made, {value})")
    body = "\n ".join((*lines, "return made"))
    exec(f"def remake(values):\n {body}", names)
    made: Remaker = names["remake"]
    return made
