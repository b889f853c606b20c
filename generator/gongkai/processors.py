"""Processors: how many this process may use."""

import os


def processors() -> int:
    """Processors of this machine, or those that the process was given of them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
