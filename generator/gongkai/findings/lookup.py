"""Look-ups over a portal: regions, units, columns and plans by what names them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from gongkai.model.document import Document
from gongkai.model.plan import Plan
from gongkai.model.portal import Column, ColumnKind, Portal
from gongkai.model.region import Region
from gongkai.model.unit import Unit
from gongkai.terms.number import canonical_number

UnitKey = tuple[str, str]
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Lookup:
    """Dictionaries made once for a portal; first of a kind wins where only one is wanted.

    regions: by slug; units: by (region slug, unit slug); columns: by key;
    of_kind: the first column of each kind; parents: column key -> keys from the root down to
    its parent; papers: canonical 文号 -> ("plan" or "document", slug), no documents where no plan
    could cite them; filed: documents by the key of their column, dated: by their year, both in the
    portal's order.
    """

    regions: dict[str, Region]
    units: dict[UnitKey, Unit]
    columns: dict[str, Column]
    of_kind: dict[ColumnKind, Column]
    parents: dict[str, tuple[str, ...]]
    papers: dict[str, tuple[str, str]]
    filed: dict[str, tuple[Document, ...]]
    dated: dict[int, tuple[Document, ...]]

    def unit(self, key: UnitKey) -> Unit:
        """The unit of that key. Raises KeyError."""
        return self.units[key]

    def region(self, slug: str) -> Region:
        """The region of that slug. Raises KeyError."""
        return self.regions[slug]


def look_up(portal: Portal) -> Lookup:
    """Make the look-ups of a portal."""
    columns = portal.all_columns()
    papers = {canonical_number(each.record.number): ("plan", each.slug) for each in portal.plans}
    if portal.plans:  # only they cite
        papers |= {
            canonical_number(each.record.number): ("document", each.slug)
            for each in portal.documents
        }
    papers.pop("", None)
    return Lookup(
        regions={region.slug: region for region in portal.regions},
        units={unit.key: unit for unit in portal.units},
        columns={column.key: column for column in columns},
        of_kind={column.kind: column for column in reversed(columns)},
        parents=_parents(portal.columns, ()),
        papers=papers,
        filed=grouped((each.column, each) for each in portal.documents),
        dated=grouped((year, each) for each in portal.documents if (year := each.year)),
    )


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    """The values of each key, in the order they come in."""
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _parents(columns: tuple[Column, ...], above: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        found[column.key] = above
        found |= _parents(column.columns, (*above, column.key))
    return found


def plans_of(portal: Portal, region: str) -> tuple[Plan, ...]:
    """The plans of one region, newest first."""
    return tuple(plan for plan in portal.plans if plan.region == region)
