"""Region 地区: a government's territory, as plans and units belong to it."""

from dataclasses import dataclass, field
from enum import Enum

from gongkai.problems import Place


class Level(Enum):
    """Administrative level of a region (行政层级)."""

    NATION = "国家"
    PROVINCE = "省级"
    CITY = "地市级"
    COUNTY = "县级"
    TOWN = "乡级"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """地区. slug: permanent ASCII address part; code: GB/T 2260 (six digits) or ""."""

    slug: str
    name: str
    level: Level
    code: str = ""
    parent: str = ""  # slug of the region above, "" when it is not part of this portal
    place: Place = field(compare=False, repr=False)
