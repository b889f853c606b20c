"""Pairs: what two tell of the same builds, each in their order, joined whoever is first."""

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

One = TypeVar("One")
Other = TypeVar("Other")


class Pairs(Generic[One, Other]):
    """tell: called for each pair as soon as both halves of it are known."""

    def __init__(self, tell: Callable[[One, Other], None]) -> None:
        self._tell = tell
        self._ones: deque[One] = deque()
        self._others: deque[Other] = deque()

    def one(self, half: One) -> None:
        """The first half of the next pair."""
        self._ones.append(half)
        self._join()

    def other(self, half: Other) -> None:
        """The second half of the next pair."""
        self._others.append(half)
        self._join()

    def forget(self) -> None:
        """Wait for no half any more: who would tell it has gone."""
        self._ones.clear()
        self._others.clear()

    def _join(self) -> None:
        while self._ones and self._others:
            self._tell(self._ones.popleft(), self._others.popleft())
