"""Means: what a search index is made with, and what is known of it from last time."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path


def _nowhere(path: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What an index is made with.

    cache: folder for finished work, or None. executor: spreads the work over its processes.
    lies: whether a file with a digest in its path lies in the site and need not be made again.
    digests: of texts by their address, equal for equal texts; worked out where not known.
    """

    cache: Path | None = None
    executor: Executor | None = None
    lies: Callable[[str], bool] = _nowhere
    digests: Mapping[str, str] = field(default_factory=dict)
