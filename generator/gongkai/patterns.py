"""Patterns: regular expressions that are compiled when they are first asked; most runs need few."""

import re
from typing import Any, cast


def pattern(regex: str, flags: int = 0) -> re.Pattern[str]:
    """As re.compile, but a mistake in the expression is told when it is first used."""
    return cast("re.Pattern[str]", _Late(regex, flags))


class _Late:
    """Stands in for a compiled pattern; keeps each of its methods that was asked for."""

    def __init__(self, regex: str, flags: int) -> None:
        self._source = regex, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found
