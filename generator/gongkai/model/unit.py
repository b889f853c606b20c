"""Unit 责任单位: an office, a party organ or a collective that plans name."""

from dataclasses import dataclass, field
from enum import Enum

from gongkai.problems import Place


class UnitKind(Enum):
    """What a unit is. Only a COLLECTIVE (各镇街, 各行政机关) has members."""

    OFFICE = "政府部门"
    PARTY = "党委机构"
    OTHER = "其他机构"  # 人大、政协、垂直管理机构、院校: neither of the two above
    COLLECTIVE = "统称"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """责任单位 of one region.

    slug: permanent ASCII address part, unique in its region.
    name: the name this portal shows, as the plans write it (市财政局).
    full_name: the registered full name (义乌市财政局) or "".
    aliases: other spellings that lead here (财政局), never ambiguous within the region.
    successor: slug of the unit of the same region that took over, or "".
    successor_name: its name when it has no page of its own, or "".
    until: when it ended, as written in the content ("2018-07-05", "2018"), or "" when unknown.
    since: when it began, likewise.
    members: of a collective, slugs of the units meant; () when the texts do not tell.
    """

    region: str
    slug: str
    name: str
    kind: UnitKind
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    successor: str = ""
    successor_name: str = ""
    members: tuple[str, ...] = ()
    note: str = ""
    place: Place = field(compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """Identity in the whole portal: (region slug, unit slug)."""
        return (self.region, self.slug)

    def all_names(self) -> tuple[str, ...]:
        """Every spelling that leads to this unit."""
        names = (self.name, self.full_name, *self.aliases, *self.former_names)
        return tuple(dict.fromkeys(name for name in names if name))
