"""Reads tests/cases/checks/CODE.md: what a check must find and what it must leave alone."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "cases" / "checks"
_BLOCK = re.compile(r"^```(\S+)[ ]?(\S*)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Case:
    """A case of a check. portal: YAML for portal_cases.py; pages: (file, HTML) of a site;
    expected: one line a problem, "place: message", then its details.
    """

    code: str
    title: str
    portal: str
    pages: tuple[tuple[str, str], ...]
    expected: str

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"


def cases_of(code: str) -> tuple[Case, ...]:
    """Every case of a check, () when it has no file."""
    path = FOLDER / f"{code}.md"
    if not path.is_file():
        return ()
    parts = re.split(r"^## ", path.read_text("utf-8"), flags=re.M)[1:]
    return tuple(_case(code, part) for part in parts)


def all_cases() -> tuple[Case, ...]:
    """Every case of every check."""
    return tuple(case for path in sorted(FOLDER.glob("*.md")) for case in cases_of(path.stem))


def _case(code: str, part: str) -> Case:
    blocks = _BLOCK.findall(part)
    texts = [text for kind, _, text in blocks if kind == "text"]
    portals = [text for kind, _, text in blocks if kind == "yaml"]
    return Case(
        code=code,
        title=part.splitlines()[0],
        portal=portals[0] if portals else "",
        pages=tuple((name, text) for kind, name, text in blocks if kind == "html"),
        expected=texts[0].rstrip() if texts else "",
    )
