"""What can be searched: the text of a page in blocks, what it is filed under, and known names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What a page is filed under; "" and () where that is not known or means nothing.

    kind: 要点, 任务, ... year: "2021". units: as the facet shows them (市财政局（义乌市）).
    date: YYYY-MM-DD, or only the year when no more is known.
    """

    kind: str
    year: str = ""
    region: str = ""
    units: tuple[str, ...] = ()
    column: str = ""
    validity: str = ""
    date: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, cell or list item; a phrase is searched inside one block only.

    anchors: (offset in the text, id on the page), ascending: the id holds from there on.
    """

    text: str
    anchors: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """What readers may find of one page: its address, title, blocks and filing."""

    address: str
    title: str
    blocks: tuple[Block, ...]
    filing: Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that a search answers at once: every spelling of a unit, a document number.

    initials: first letters of its words in pinyin, or "" when it is not looked up by them.
    """

    spelling: str
    label: str
    note: str
    address: str
    initials: str = ""
