"""Record 目录条目: what every disclosed thing carries, whatever it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from struct import Struct

from gongkai.problems import Place


class Disclosure(Enum):
    """公开属性 (条例 Art. 13); only ACTIVE, or none stated, may be published."""

    ACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"
    CLOSED = "不予公开"


class Validity(Enum):
    """有效性 of a document."""

    VALID = "有效"
    AMENDED = "已修改"
    REPEALED = "已废止"
    LAPSED = "已失效"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """勘误: a repair of damaged source text. found is the damaged reading, mended what we publish.

    mended stands word for word in the published text; found may be "" where the source lost text,
    mended may be "" only together with a reason that says what was left out.
    """

    found: str
    mended: str
    reason: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """附件. file is a path inside the portal's content folder, or "" when the source lacks it."""

    title: str
    file: str = ""
    note: str = ""
    place: Place = field(compare=False, repr=False)


PLACED = (
    "title",
    "issuer",
    "number",
    "index_number",
    "written",
    "published",
    "effective",
    "disclosure",
    "source",
    "year",
)
"""Fields of a head that problems are told of, in the order of Record.spots."""


_SPOT = Struct("<II")  # line, column
_SPOTS = Struct(f"<{2 * len(PLACED)}I")


def packed_spots(spots: Iterable[int]) -> bytes:
    """Record.spots of line and column of each of PLACED, one after the other."""
    return _SPOTS.pack(*spots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """目录条目. Text fields are "" and dates None when the source does not tell.

    number: 发文字号 as written; its spellings have one canonical form (see terms.number).
    published: date; published_time: "HH:MM" when known, else "".
    source: where the text comes from (来源), in words.
    incomplete: "" or one sentence that says where the source text breaks off (残缺).
    spots: line and column of each of PLACED, 0 for what is not written, as packed_spots gives them:
    a portal has as many as papers, and hardly one is ever asked for.
    """

    title: str
    issuer: str = ""
    number: str = ""
    index_number: str = ""
    written: date | None = None
    published: date | None = None
    published_time: str = ""
    effective: date | None = None
    subject: str = ""
    genre: str = ""
    disclosure: Disclosure | None = None
    validity: Validity | None = None
    source: str = ""
    keywords: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    incomplete: str = ""
    place: Place = field(compare=False, repr=False)
    spots: bytes = field(default=b"", compare=False, repr=False)

    def place_of(self, name: str) -> Place:
        """Where the value of one of PLACED stands, else the head."""
        at = PLACED.index(name) * _SPOT.size
        line, column = _SPOT.unpack_from(self.spots, at) if self.spots else (0, 0)
        return Place(self.place.file, line, column) if line else self.place
