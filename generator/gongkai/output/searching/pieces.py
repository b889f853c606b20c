"""Pieces: what is found and loaded of a page; only a long one has several.

So a reader who looks for a few words in a paper of 100,000 characters loads 4,000 of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.output.searching.text import Block, SearchText

LONGEST = 4096  # characters of a piece, and what is left of its last block


@dataclass(frozen=True, slots=True)
class Piece:
    """Some blocks of a page. title: what is searched of the page's own, "" but in the first."""

    page: SearchText
    title: str
    blocks: tuple[Block, ...]


def characters(blocks: Iterable[Block]) -> int:
    """Of their texts."""
    return sum(len(block.text) for block in blocks)


def piece_count(length: int) -> int:
    """Pieces of a page of so many characters: a power of two, so that an edit seldom changes it.

    It would give other numbers to all later pages.
    """
    return 1 << (max(0, length - 1) // LONGEST).bit_length()


def pieces(page: SearchText) -> list[Piece]:
    """Pieces of like length; one is empty only where a block is longer than a piece."""
    length = characters(page.blocks)
    count = piece_count(length)
    if count == 1:
        return [Piece(page, page.title, page.blocks)]
    parts: dict[int, list[Block]] = defaultdict(list)
    start = 0
    for block in page.blocks:
        parts[start * count // length].append(block)
        start += len(block.text)
    return [Piece(page, "" if at else page.title, tuple(parts[at])) for at in range(count)]
