"""Brackets in running text: which closes which, what stands outside all, which have no partner."""

from collections.abc import Iterator
from dataclasses import dataclass

# Full and half width pair with each other: a clerk's keyboard mixes them.
_OPENING = {"（": "()", "(": "()", "〔": "[]", "［": "[]", "[": "[]", "【": "【】"}
_CLOSING = {"）": "()", ")": "()", "〕": "[]", "］": "[]", "]": "[]", "】": "【】"}


@dataclass(frozen=True, slots=True)
class Brackets:
    """The brackets of a text.

    pairs: (place of the opening one, place after the closing one), outer before inner, in order.
    unclosed: places of opening brackets without a partner; unopened: of closing ones.
    """

    pairs: tuple[tuple[int, int], ...]
    unclosed: tuple[int, ...]
    unopened: tuple[int, ...]


def read_brackets(text: str) -> Brackets:
    """Pair the brackets of a text; every kind nests in every other.

    An opening bracket still open when an outer one closes is unclosed: of (国办发〔201823号) the
    round ones are a pair and the 〔 has none.
    """
    pairs: list[tuple[int, int]] = []
    unclosed: list[int] = []
    unopened: list[int] = []
    waiting: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if kind := _OPENING.get(character):
            waiting.append((kind, place))
        elif kind := _CLOSING.get(character):
            if all(kind != other for other, _ in waiting):
                unopened.append(place)
                continue
            while (last := waiting.pop())[0] != kind:
                unclosed.append(last[1])
            pairs.append((last[1], place + 1))
    unclosed += (place for _, place in waiting)
    return Brackets(tuple(sorted(pairs)), tuple(sorted(unclosed)), tuple(unopened))


def outside(text: str) -> tuple[bool, ...]:
    """For each character whether it stands outside all paired brackets; the brackets do not."""
    places = [True] * len(text)
    for start, end in read_brackets(text).pairs:
        places[start:end] = [False] * (end - start)
    return tuple(places)


def split_outside(text: str, marks: str) -> tuple[str, ...]:
    """The parts of a text between the given marks, where a mark inside brackets does not split."""
    return tuple(_parts(text, marks))


def _parts(text: str, marks: str) -> Iterator[str]:
    start = 0
    free = outside(text)
    for place, character in enumerate(text):
        if character in marks and free[place]:
            yield text[start:place]
            start = place + 1
    yield text[start:]
