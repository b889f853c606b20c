"""The wall: floors, circles, door plates, sizes, and what must not stand in any file."""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import house

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / "generator"
PARTS = {"markupsafe": "jinja2"}  # what a declared package requires and documents as its own part
SKIPPED = {"__pycache__", "node_modules", ".venv", ".git", ".gongkai"}
TEXT_ENDINGS = {".py", ".js", ".css", ".html", ".md", ".yaml", ".toml", ".json", ".txt", ".csv", ""}


def files(folder: Path) -> Iterator[Path]:
    """Every file of a folder that belongs to the project, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not SKIPPED & set(path.relative_to(ROOT).parts):
            yield path


def own_files() -> Iterator[Path]:
    """Every file of the project but those of content and of golden sites, which are data."""
    for name in ("generator", "themes", "tests", ".ci"):
        yield from (path for path in files(ROOT / name) if "sites" not in path.parts)
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file())


@cache
def trees(folder: Path) -> dict[str, ast.Module]:
    """Syntax trees of a folder's Python files by module name."""
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"): (
            ast.parse(path.read_text("utf-8"), str(path))
        )
        for path in files(folder)
        if path.suffix == ".py" and "sites" not in path.parts
    }


@cache
def pyproject() -> dict[str, object]:
    """pyproject.toml as it stands."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def told(complaints: Iterable[str]) -> None:
    """Fail with every complaint on its own line."""
    found = list(complaints)
    assert not found, "\n" + "\n".join(found)


RULES: tuple[Callable[[str, ast.Module], Iterator[str]], ...] = (
    house.wrong_way_imports,
    house.type_checking,
    house.door_plate,
    house.big_functions,
    house.broad_except,
    house.prints,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_package_keeps(rule: Callable[[str, ast.Module], Iterator[str]]) -> None:
    told(line for module, tree in trees(GENERATOR).items() for line in rule(module, tree))


@pytest.mark.parametrize("rule", [house.door_plate, house.big_functions], ids=lambda r: r.__name__)
def test_tests_keep(rule: Callable[[str, ast.Module], Iterator[str]]) -> None:
    told(line for module, tree in trees(ROOT / "tests").items() for line in rule(module, tree))


def test_no_circle() -> None:
    told(house.circles(house.import_graph(trees(GENERATOR))))


def test_sizes() -> None:
    told(
        line
        for path in own_files()
        if path.suffix in house.LIMITS
        for line in house.too_long(
            str(path.relative_to(ROOT)), path.suffix, path.read_text("utf-8")
        )
    )


def test_theme_files_open_with_a_sentence() -> None:
    told(
        line
        for path in files(ROOT / "themes")
        if path.suffix in house.OPENING_COMMENT
        for line in house.opening_comment(path.name, path.suffix, path.read_text("utf-8"))
    )


def test_nothing_of_one_machine() -> None:
    everything = (*own_files(), *files(ROOT / "content"), *files(ROOT / "tests" / "sites"))
    told(
        line
        for path in everything
        if path.suffix in TEXT_ENDINGS
        for line in house.workplace_words(
            str(path.relative_to(ROOT)), path.read_text("utf-8", errors="replace")
        )
    )


def test_packages_are_the_folders() -> None:
    settings = pyproject()["tool"]["setuptools"]  # type: ignore[index]
    folders = {
        ".".join(path.parent.relative_to(GENERATOR).parts)
        for path in files(GENERATOR)
        if path.suffix == ".py"
    }
    assert set(settings["packages"]) == folders | {"gongkai.themes"}


def test_no_two_test_files_share_a_name() -> None:
    counts = Counter(path.name for path in files(ROOT / "tests") if path.suffix == ".py")
    assert [name for name, count in counts.items() if count > 1] == []


def distribution(requirement: str) -> str:
    """The normal name of what a requirement asks for."""
    name = re.split(r"[ <>=!~;\[]", requirement)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(("folder", "extras"), [("generator", ("cluster",)), ("tests", ("dev",))])
def test_imports_are_declared(folder: str, extras: tuple[str, ...]) -> None:
    project = pyproject()["project"]
    assert isinstance(project, dict)
    lists = [project["dependencies"], *(project["optional-dependencies"][e] for e in extras)]
    names = {distribution(line) for requirements in lists for line in requirements}
    names |= {part for part, whole in PARTS.items() if whole in names}
    declared = {
        module: any(distribution(dist) in names for dist in dists)
        for module, dists in packages_distributions().items()
    }
    modules = trees(ROOT / folder)
    own = (
        {module.split(".")[-1] for module in trees(ROOT / "tests")} if folder == "tests" else set()
    )
    known = frozenset(sys.stdlib_module_names | {"gongkai"} | own)
    told(
        line
        for module, tree in modules.items()
        for line in house.undeclared(module, tree, known, declared)
    )


# Every rule must be able to fail: (rule, module, source that breaks it).
BROKEN = (
    (house.wrong_way_imports, "gongkai.sources.a", '"""A."""\nfrom gongkai.pages import page\n'),
    (house.wrong_way_imports, "gongkai.terms.a", '"""A."""\nimport gongkai.model.plan\n'),
    (house.wrong_way_imports, "gongkai.model.a", "def f():\n    from gongkai import build\n"),
    (house.wrong_way_imports, "gongkai.model.a", "from . import plan\n"),
    (house.wrong_way_imports, "gongkai.model.a", "from gongkai.utils import x\n"),
    (house.wrong_way_imports, "gongkai.utils", "x = 1\n"),
    (house.type_checking, "gongkai.a", "from typing import TYPE_CHECKING\nif TYPE_CHECKING: ...\n"),
    (house.type_checking, "gongkai.a", "import typing\nif typing.TYPE_CHECKING: ...\n"),
    (house.door_plate, "gongkai.a", "import os\n"),
    (house.door_plate, "gongkai.a", '"""words without an end"""\n'),
    (house.big_functions, "gongkai.a", "def f():\n" + "    x = 1\n" * 41),
    (house.big_functions, "gongkai.a", "def f(a, b, c, *, d, e, f): ...\n"),
    (house.broad_except, "gongkai.a", "try: ...\nexcept Exception: ...\n"),
    (house.broad_except, "gongkai.a", "try: ...\nexcept (OSError, BaseException): ...\n"),
    (house.broad_except, "gongkai.a", "try: ...\nexcept: ...\n"),
    (house.prints, "gongkai.a", "print(1)\n"),
)


@pytest.mark.parametrize(("rule", "module", "source"), BROKEN)
def test_rule_can_fail(
    rule: Callable[[str, ast.Module], Iterator[str]], module: str, source: str
) -> None:
    assert list(rule(module, ast.parse(source)))


def test_circle_can_be_found() -> None:
    sources = {"a": "import b", "b": "def f():\n    from c import x", "c": "import a", "d": ""}
    graph = house.import_graph({name: ast.parse(text) for name, text in sources.items()})
    assert list(house.circles(graph)) == ["a -> b -> c -> a"]


def test_other_rules_can_fail() -> None:
    slash, dot = "/", "."
    assert list(house.too_long("a.html", ".html", "<p>\n" * 121))
    assert list(house.opening_comment("a.css", ".css", "a{}"))
    assert list(house.opening_comment("a.html", ".html", "{# words #}"))
    assert list(house.workplace_words("a", f"see {slash}work{slash}main"))
    assert list(house.workplace_words("a", f"https:{slash}{slash}pypi{dot}org"))
    tree = ast.parse("import numpy.linalg")
    assert list(house.undeclared("a", tree, frozenset({"os"}), {"yaml": True}))
