"""What a file says before it means anything: texts, lists and mappings with their places."""

from dataclasses import dataclass
from typing import Literal

from gongkai.problems import Place

Style = Literal["plain", "quoted", "block"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text exactly as written (0579, 8:30, NO); never a number, a date or a truth value.

    place: where the text begins (for a block text: its first line, behind the indent).
    """

    text: str
    place: Place
    style: Style = "plain"

    def place_at(self, offset: int) -> Place:
        """Place of the character at that offset of the text; exact unless quotes hold escapes."""
        if self.style == "block":
            line = self.text.count("\n", 0, offset)
            start = self.text.rfind("\n", 0, offset) + 1
            return Place(
                self.place.file, self.place.line + line, self.place.column + offset - start
            )
        inside = 1 if self.style == "quoted" else 0
        return Place(self.place.file, self.place.line, self.place.column + inside + offset)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in written order; no key stands twice."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Mapping


def kind_words(node: Node) -> str:
    """What a node is, in the words of a message."""
    if isinstance(node, Scalar):
        return "一段文字" if node.text else "空的"
    return "一个列表" if isinstance(node, Sequence) else "一组“键: 值”"
