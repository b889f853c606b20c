"""What a file says before it means anything: texts, lists and mappings with their places."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from gongkai.problems import Place

Style = Literal["plain", "quoted", "block"]


class Scalar(NamedTuple):
    """A text exactly as written (0579, 8:30, NO); never a number, a date or a truth value.

    file, line, column: where the text begins (for a block text: its first line, behind the
    indent). A paper's head has some thirty of them, and hardly a place is ever asked for: so
    they are tuples, the quickest frozen thing to make, and a Place is made when it is wanted.
    """

    text: str
    file: str
    line: int
    column: int
    style: Style = "plain"

    @property
    def place(self) -> Place:
        """Where the text begins."""
        return Place(self.file, self.line, self.column)

    def place_at(self, offset: int) -> Place:
        """Place of the character at that offset of the text; exact unless quotes hold escapes."""
        if self.style == "block":
            line = self.text.count("\n", 0, offset)
            start = self.text.rfind("\n", 0, offset) + 1
            return Place(self.file, self.line + line, self.column + offset - start)
        inside = 1 if self.style == "quoted" else 0
        return Place(self.file, self.line, self.column + inside + offset)


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


def scalar(text: str, place: Place, style: Style = "plain") -> Scalar:
    """A text that begins at a place."""
    return Scalar(text, place.file, place.line, place.column, style)


def kind_words(node: Node) -> str:
    """What a node is, in the words of a message."""
    if isinstance(node, Scalar):
        return "一段文字" if node.text else "空的"
    return "一个列表" if isinstance(node, Sequence) else "一组“键: 值”"
