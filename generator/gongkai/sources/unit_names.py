"""Unit names: which registered unit a printed name means, within one region."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.model.unit import Unit
from gongkai.problems import Place, Problem
from gongkai.terms.nearest import nearest

UnitKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class UnitNames:
    """Every spelling of every unit.

    keys: (region slug, spelling) -> unit key; names: unit key -> the unit's name.
    """

    keys: Mapping[tuple[str, str], UnitKey]
    names: Mapping[UnitKey, str]

    def find(self, region: str, candidates: Iterable[str]) -> UnitKey | None:
        """The unit of the first candidate that the region knows; None when it knows none."""
        for name in candidates:
            key = self.keys.get((region, name))
            if key:
                return key
        return None

    def near(self, region: str, word: str) -> tuple[str, ...]:
        """The spellings of the region that come closest to a word."""
        return nearest(word, [name for place, name in self.keys if place == region])


def unit_names(units: Iterable[Unit]) -> UnitNames:
    """The spellings of the units; a spelling that two share belongs to the first."""
    keys: dict[tuple[str, str], UnitKey] = {}
    names: dict[UnitKey, str] = {}
    for unit in units:
        names[unit.key] = unit.name
        for spelling in unit.all_names():
            keys.setdefault((unit.region, spelling), unit.key)
    return UnitNames(keys, names)


def unknown_unit(names: UnitNames, region: str, word: str, place: Place) -> Problem:
    """The problem of a name that no unit of the region answers to."""
    near = names.near(region, word)
    hint = f"相近的有：{'、'.join(near)}；" if near else ""
    return Problem(
        "unknown-unit",
        place,
        f"没有登记过的责任单位「{word}」",
        f"{hint}在 units.yaml 登记，或者写进已有单位的别名",
    )
