"""Cases of the room terms: lists in YAML files that an editor can extend."""

from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parents[1] / "cases"


def read_cases(name: str) -> list[Any]:
    """The cases of tests/cases/terms/NAME.yaml."""
    cases = yaml.safe_load((CASES / "terms" / f"{name}.yaml").read_text("utf-8"))
    assert isinstance(cases, list)
    return cases


def read_seed(slug: str) -> list[str]:
    """The lines of a seed, as scraped; of the one that holds its text twice, the first copy."""
    text = (CASES / "seeds" / f"{slug}.txt").read_text("utf-8")
    if slug == "zhejiang-2020":
        title = text.splitlines()[0]
        text = title + text.split(title)[1]
    return text.splitlines()


def shown(case: object) -> str:
    """The name of a case in reports: its text."""
    return str(case.get("原文", case.get("写作"))) if isinstance(case, dict) else str(case)
