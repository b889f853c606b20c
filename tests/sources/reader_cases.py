"""Case tables of the reader, and problems in the short form the tables use."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from gongkai.problems import Problem

CASES = Path(__file__).parents[1] / "cases" / "reader"


def cases(name: str) -> list[dict[str, Any]]:
    """The rows of a case table. Texts hold escapes, which any YAML reader takes alike."""
    rows = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    assert isinstance(rows, list)
    return rows


def short(problems: Iterable[Problem]) -> list[str]:
    """Problems as "line:column code", in order."""
    return [f"{each.place.line}:{each.place.column} {each.code}" for each in problems]


def words(problems: Iterable[Problem]) -> str:
    """Everything a person reads of the problems."""
    return "\n".join("\n".join((each.message, each.hint, *each.detail)) for each in problems)
