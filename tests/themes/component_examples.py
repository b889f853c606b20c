"""The components' YAML: parameters with types, and named examples built into real view values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import yaml

from gongkai.pages import page, parts
from gongkai.pages.page import Page
from gongkai.rendering.environment import make_environment
from gongkai.rendering.theme import load_theme

STANDARD = Path(__file__).parents[2] / "themes" / "standard"
COMPONENTS = sorted(folder for folder in (STANDARD / "components").iterdir() if folder.is_dir())
THEME = load_theme("standard", None)
NOWHERE = parts.SiteView(
    site_name="示例市政府信息公开平台",
    statement="",
    description="",
    tree=(),
    footer=(),
    unknown=(),
    search_address="search/",
    feed="feed.xml",
)
HERE = Page(address="plans/shilishi-2025/", kind="plan", title="示例", view=None)


@dataclass(frozen=True, slots=True)
class Component:
    """A component's own description of itself."""

    name: str
    macro: str
    parameters: Mapping[str, Mapping[str, Any]]
    examples: Mapping[str, Mapping[str, Any]]


def read_component(folder: Path) -> Component:
    """Read NAME/NAME.yaml."""
    text = (folder / f"{folder.name}.yaml").read_text("utf-8")
    return Component(name=folder.name, **yaml.safe_load(text))


def examples() -> Iterator[tuple[Component, str]]:
    """Every component with the name of each of its examples."""
    for folder in COMPONENTS:
        component = read_component(folder)
        for name in component.examples:
            yield component, name


def build(value: Any, kind: Any) -> Any:
    """Plain YAML as the view value its type asks for; unknown fields raise TypeError."""
    if isinstance(kind, UnionType):
        kinds = [each for each in get_args(kind) if each is not NoneType]
        return None if value is None else build(value, kinds[0])
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        if parts[-1] is Ellipsis:
            return tuple(build(each, parts[0]) for each in value)
        return tuple(build(each, part) for each, part in zip(value, parts, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: build(each, hints[name]) for name, each in value.items()})
    assert type(value) is kind, f"{value!r} is no {kind}"
    return value


def render_example(component: Component, name: str) -> str:
    """The HTML of an example, as if it stood on a plan's page."""
    known = vars(parts) | vars(page)
    given = dict(component.examples[name])
    inner = given.pop("caller", None)
    values = {
        key: build(value, eval(component.parameters[key]["type"], known))
        for key, value in given.items()
    }
    path = f"components/{component.name}/{component.name}.html"
    head = f'{{% from "{path}" import {component.macro} with context %}}'
    call = f"{component.macro}(**values)"
    body = (
        f"{{{{ {call} }}}}"
        if inner is None
        else f"{{% call {call} %}}{{{{ inner }}}}{{% endcall %}}"
    )
    environment = make_environment(THEME)
    environment.globals |= {"portal": NOWHERE, "theme": THEME.options({})}
    template = environment.from_string(head + body)
    return template.render(page=HERE, view=None, values=values, inner=inner)
