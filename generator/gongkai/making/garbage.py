"""Garbage: how often a process looks for what nothing refers to any more."""

import gc

FOR_LONG = 50_000  # new objects between two looks of a process that goes on
_SOON_OVER = 500_000  # of one that makes many, keeps most, and ends


def seldom(objects: int = _SOON_OVER) -> None:
    """Look seldom from now on, and never again at what there is already.

    objects: how many new ones there may be between two looks.
    """
    gc.freeze()
    gc.set_threshold(objects)
