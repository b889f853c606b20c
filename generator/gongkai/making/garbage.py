"""Garbage: how often a process looks for what nothing refers to, and what it leaves in the end."""

import gc

FOR_LONG = 50_000  # new objects between two looks of a process that goes on
_SOON_OVER = 500_000  # of one that makes many, keeps most, and ends
_left: list[object] = []


def seldom(objects: int = _SOON_OVER) -> None:
    """Look seldom from now on, and never again at what there is already.

    objects: how many new ones there may be between two looks.
    """
    gc.freeze()
    gc.set_threshold(objects)


def leave(*made: object) -> None:
    """Leave what a process that is about to end has made to the system, which frees it at once:
    taking it apart value by value takes a tenth of a second for every ten thousand papers.
    """
    _left.extend((made, _left))  # a ring, which is never taken apart once over() was called


def over() -> None:
    """The process ends: what is left is neither looked through nor taken apart."""
    gc.freeze()
