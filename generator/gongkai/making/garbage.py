"""Garbage: how often a process that ends soon looks for what nothing refers to any more."""

import gc

_MUCH = 500_000  # new objects between two looks: it makes many, keeps most, and ends


def seldom() -> None:
    """Look seldom from now on, and never again at what there is already."""
    gc.freeze()
    gc.set_threshold(_MUCH)
