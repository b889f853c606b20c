"""The rules of the house as pure functions: source text in, complaints (one line each) out."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

FLOORS: Mapping[str, float] = {
    "__main__": 8,
    "cli": 7,
    "preview": 6,
    "build": 5,
    "making": 4.5,
    "rendering": 4,
    "sources": 3,
    "pages": 3,
    "checks": 3,
    "output": 3,
    "findings": 2.5,
    "model": 2,
    "terms": 1,
    "problems": 1,
    "project": 2,
    "markdown": 1,
    "codes": 1,
    "themes": 0,
    "patterns": 0,
    "reasons": 0,
    "shipped": 0,
    "interrupts": 0,
    "processors": 0,
    "__version__": 0,
}
"""Room (first part of the module's name below gongkai) to floor."""

BROAD_EXCEPT_ALLOWED = ("gongkai.cli.main", "gongkai.preview")
LIMITS = {".py": 300, ".js": 300, ".css": 300, ".html": 120}
FUNCTION_LINES = 40
PARAMETERS = 5

# Written so that this file does not match itself.
MACHINE_PATH = re.compile(r"(?<![\w.:/*-])/(?:work|root|tmp|farm|home/\w+)/")
REGISTRY = re.compile(
    r"(?:pypi|pythonhosted|npmjs|npmmirror|debian)\.(?:org|com)(?![\w.-]*@)|mirrors\.\w+\.(?:com|edu)"
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported module with its line, wherever in the file the import stands.

    `from gongkai import build` yields gongkai.build; a relative import yields its dots.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            if module == "gongkai":
                for alias in node.names:
                    yield node.lineno, f"gongkai.{alias.name}"
            else:
                yield node.lineno, module


def room(module: str) -> str:
    """The room of a module: gongkai.terms.dates -> terms, gongkai.build -> build.

    A file beside the rooms may have parts: gongkai.markdown_fast is of the room markdown.
    """
    name = module.split(".")[1] if "." in module else ""
    whole = name.partition("_")[0]
    return whole if name not in FLOORS and whole in FLOORS else name


def wrong_way_imports(module: str, tree: ast.AST) -> Iterator[str]:
    """Imports that go sideways or up, relative ones, and rooms that no floor is known of."""
    here = room(module)
    if here and here not in FLOORS:
        yield f"{module}: room {here} has no floor in tests/house.py"
        return
    for line, target in imports(tree):
        there = room(target)
        if target.startswith("."):
            yield f"{module}:{line}: relative import of {target}"
        elif not target.startswith("gongkai.") or there == here:
            continue
        elif there not in FLOORS:
            yield f"{module}:{line}: imports {target}, a room without a floor"
        elif here and FLOORS[there] >= FLOORS[here]:
            yield f"{module}:{line}: imports {target}, which is not on a floor below"


def circles(graph: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Every circle of imports, found by walking down; graph maps a module to what it imports."""
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> Iterator[str]:
        if module in trail:
            yield " -> ".join((*trail[trail.index(module) :], module))
        elif module not in done:
            for target in graph.get(module, ()):
                yield from walk(target, (*trail, module))
            done.add(module)

    for start in graph:
        yield from walk(start, ())


def import_graph(trees: Mapping[str, ast.AST]) -> dict[str, tuple[str, ...]]:
    """Which module imports which, among the given ones; a name in a module counts as the module."""
    graph = {}
    for module, tree in trees.items():
        named = {target for _, target in imports(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                named |= {f"{node.module}.{alias.name}" for alias in node.names}
        graph[module] = tuple(sorted(named & trees.keys() - {"gongkai"}))
    return graph


def type_checking(module: str, tree: ast.AST) -> Iterator[str]:
    """Uses of TYPE_CHECKING: an import that hides from the wall."""
    for node in ast.walk(tree):
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        if name == "TYPE_CHECKING":
            yield f"{module}:{getattr(node, 'lineno', 0)}: TYPE_CHECKING"


def door_plate(module: str, tree: ast.Module) -> Iterator[str]:
    """A file that does not open with a sentence."""
    text = ast.get_docstring(tree) or ""
    if not text.split("\n\n")[0].rstrip().endswith((".", "。")):
        yield f"{module}: does not open with a docstring that is a sentence"


OPENING_COMMENT = {
    ".css": re.compile(r"\A(?:@charset \"utf-8\";\s*)?/\*(.*?)\*/", re.S),
    ".js": re.compile(r"\A(?:/\*(.*?)\*/|//([^\n]*))", re.S),
    ".html": re.compile(r"\A\{#(.*?)#\}", re.S),
}


def opening_comment(file: str, ending: str, text: str) -> Iterator[str]:
    """A style sheet, script or template that does not open with a sentence in a comment."""
    match = OPENING_COMMENT[ending].match(text)
    words = "".join(filter(None, match.groups())) if match else ""
    if not re.search(r"[.。]", words):
        yield f"{file}: does not open with a comment that is a sentence"


def too_long(file: str, ending: str, text: str) -> Iterator[str]:
    """A file over its limit of lines."""
    lines = text.count("\n")
    if lines > LIMITS[ending]:
        yield f"{file}: {lines} lines, {LIMITS[ending]} allowed"


def big_functions(module: str, tree: ast.AST) -> Iterator[str]:
    """Functions over the limit of lines, or with too many parameters (self and cls not counted)."""
    for node in ast.walk(tree):
        if not isinstance(node, Function):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            yield f"{module}:{node.lineno}: {node.name} has {lines} lines"
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        count = len([arg for arg in given if arg.arg not in ("self", "cls")])
        if count > PARAMETERS:
            yield f"{module}:{node.lineno}: {node.name} has {count} parameters"


def broad_except(module: str, tree: ast.AST) -> Iterator[str]:
    """`except:`, `except Exception` and `except BaseException` behind any door but the two."""
    if module.startswith(BROAD_EXCEPT_ALLOWED):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {kind.id for kind in kinds if isinstance(kind, ast.Name)}
            if node.type is None or names & {"Exception", "BaseException"}:
                yield f"{module}:{node.lineno}: catches everything"


def prints(module: str, tree: ast.AST) -> Iterator[str]:
    """Calls of print outside the command line."""
    if room(module) == "cli":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
            yield f"{module}:{node.lineno}: prints"


def workplace_words(file: str, text: str) -> Iterator[str]:
    """Paths of one machine and hosts of package registries."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in ((MACHINE_PATH, "machine path"), (REGISTRY, "registry host")):
            if match := pattern.search(line):
                yield f"{file}:{number}: {what} {match.group()}"


def undeclared(
    module: str, tree: ast.AST, known: frozenset[str], declared: Mapping[str, bool]
) -> Iterator[str]:
    """Third-party imports that pyproject.toml does not name.

    known: top-level names that need no declaring; declared: import name to whether it is.
    """
    for line, target in imports(tree):
        top = target.split(".")[0]
        if top and top not in known and not declared.get(top, False):
            yield f"{module}:{line}: imports {top}, which pyproject.toml does not declare"
