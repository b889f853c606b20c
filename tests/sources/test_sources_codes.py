"""Every problem that the reader can note is explained, and nothing else is."""

import ast
import re
from pathlib import Path

from gongkai.codes import CODES

SOURCES = Path(__file__).parents[2] / "generator" / "gongkai" / "sources"
STAGE = SOURCES.parent / "output" / "stage.py"  # notes address-taken, which no check explains
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
# Words of the same form that are no codes: names of encodings.
OTHER = frozenset(("utf-8", "utf-8-sig"))


def emitted() -> set[str]:
    """Every argument of a call and key of a table, in the room, that has the form of a code."""
    found: set[str] = set()
    for path in (*SOURCES.rglob("*.py"), SOURCES.parent / "markdown.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                found.update(filter(None, map(_code, node.args)))
            elif isinstance(node, ast.Dict):
                found.update(filter(None, map(_code, node.keys)))
    return found - OTHER


def _code(node: ast.expr | None) -> str:
    """The text of a constant that has the form of a code, else ""."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if CODE.fullmatch(node.value) else ""
    return ""


def test_every_emitted_code_is_explained() -> None:
    assert emitted() - CODES.keys() == set()


def test_every_explained_code_is_emitted() -> None:
    files = (*SOURCES.rglob("*.py"), SOURCES.parent / "markdown.py", STAGE)
    named = "".join(path.read_text("utf-8") for path in files)
    assert {code for code in CODES if f'"{code}"' not in named} == set()


def test_explanations_say_all_three() -> None:
    for code, explained in CODES.items():
        assert CODE.fullmatch(code) or code == "unreadable", code
        assert explained.title, code
        assert explained.meaning.endswith("。"), code
        assert explained.mend.endswith("。"), code
