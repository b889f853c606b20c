"""Components: each folder is whole, its YAML tells the truth, and each example renders."""

import re
from pathlib import Path

import pytest
from component_examples import (
    COMPONENTS,
    THEME,
    Component,
    examples,
    read_component,
    render_example,
)
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Macro
from wellformed import html_faults

from gongkai.rendering.environment import make_environment
from gongkai.rendering.render import tidy

ALL = list(examples())
FOLDERS = pytest.mark.parametrize("folder", COMPONENTS, ids=lambda folder: folder.name)


@FOLDERS
def test_folder_is_whole(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names == {f"{folder.name}.{ending}" for ending in ("html", "css", "yaml")}


@FOLDERS
def test_yaml_describes_the_macro(folder: Path) -> None:
    component = read_component(folder)
    assert component.macro == component.name.replace("-", "_")
    tree = make_environment(THEME).parse((folder / f"{folder.name}.html").read_text("utf-8"))
    macro = next(each for each in tree.find_all(Macro) if each.name == component.macro)
    parameters = [name.name for name in macro.args]
    told = [name for name in component.parameters if name != "caller"]
    assert told == parameters
    optional = [name for name in told if "default" in component.parameters[name]]
    assert optional == parameters[len(parameters) - len(macro.defaults) :]
    assert all(each["type"] and each["description"] for each in component.parameters.values())
    assert component.examples


@FOLDERS
def test_macro_sees_its_parameters_only(folder: Path) -> None:
    tree = make_environment(THEME).parse((folder / f"{folder.name}.html").read_text("utf-8"))
    assert find_undeclared_variables(tree) <= {"asset", "caller"}


@FOLDERS
def test_every_parameter_has_an_example(folder: Path) -> None:
    component = read_component(folder)
    shown = {name for example in component.examples.values() for name in example}
    assert shown >= {
        name for name, told in component.parameters.items() if told.get("default") in (None, False)
    }


@pytest.mark.parametrize(("component", "name"), ALL, ids=[f"{c.name}-{n}" for c, n in ALL])
def test_example_renders(component: Component, name: str) -> None:
    html = tidy(render_example(component, name))
    assert not list(html_faults(html))
    assert not re.search(r"\sstyle=|\son\w+=|<script|javascript:", html)


def test_official_text_is_nothing_but_the_text() -> None:
    component = next(component for component, _ in ALL if component.name == "official-text")
    html = render_example(component, "一章一条")
    blocks = component.examples["一章一条"]["blocks"]
    printed = "".join(
        segment["text"]
        for block in blocks
        for piece in block["pieces"]
        for segment in piece["segments"]
    )
    assert re.sub(r"<[^>]*>|\n", "", html) == printed


def test_what_is_not_known_is_said() -> None:
    said = {f"{component.name}-{name}": render_example(component, name) for component, name in ALL}
    assert "原文未标明：索引号、主题分类" in said["head-table-有未标明的项"]
    assert "完成情况：未公开" in said["progress-list-未公开"]
    assert "未提供：网站标识码、ICP备案号" in said["footer-资料汇编"]
    assert "日期未标明" in said["entry-list-两件"]
