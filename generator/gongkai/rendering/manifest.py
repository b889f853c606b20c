"""theme.yaml: a theme's title, parent, options, and the order of its styles and scripts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from gongkai.problems import ThemeError

_KEYS = ("title", "parent", "options", "styles", "scripts")
_OPTION_KEYS = ("key", "meaning", "values", "default")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeOption:
    """A choice that a portal makes under 主题选项.

    name: the word a clerk writes; key: the name templates see; default: a word of the clerk's.
    values: (word a clerk writes, value templates see); () when any text will do.
    """

    name: str
    key: str
    meaning: str
    default: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What theme.yaml says. parent: name of the theme to build on, or "".

    styles: paths or patterns in the order of joining; () means the parent's.
    scripts: (name of the joined script, its paths in order); () means the parent's.
    """

    title: str
    parent: str = ""
    options: tuple[ThemeOption, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_manifest(text: str, file: str) -> Manifest:
    """Read theme.yaml. file: its name for messages. Raises ThemeError with file and line."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ThemeError(f"{file}:{line}: 不是正确的 YAML：{error.problem}") from error
    except yaml.YAMLError as error:
        raise ThemeError(f"{file}: 不是正确的 YAML：{error}") from error
    if root is None:
        raise ThemeError(f"{file}: 是空的", "至少写明 title")
    found = _mapping(root, file, _KEYS)
    parent = _text(found["parent"], file) if "parent" in found else ""
    if parent and not _NAME.fullmatch(parent):
        raise _mistake(found["parent"], file, f"主题名「{parent}」只能用小写字母、数字、- 和 _")
    return Manifest(
        title=_text(_required(found, "title", root, file), file),
        parent=parent,
        options=_options(found["options"], file) if "options" in found else (),
        styles=_texts(found["styles"], file) if "styles" in found else (),
        scripts=_scripts(found["scripts"], file) if "scripts" in found else (),
    )


def _options(node: Node, file: str) -> tuple[ThemeOption, ...]:
    options = []
    for name, body in _mapping(node, file).items():
        found = _mapping(body, file, _OPTION_KEYS)
        values = tuple(
            (word, _text(value, file))
            for word, value in (
                _mapping(found["values"], file) if "values" in found else {}
            ).items()
        )
        default = _text(_required(found, "default", body, file), file)
        if values and default not in dict(values):
            raise _mistake(found["default"], file, f"default「{default}」不在 values 里")
        key = _text(_required(found, "key", body, file), file)
        meaning = _text(found["meaning"], file) if "meaning" in found else ""
        options.append(
            ThemeOption(name=name, key=key, meaning=meaning, default=default, values=values)
        )
    return tuple(options)


def _scripts(node: Node, file: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, _texts(paths, file)) for name, paths in _mapping(node, file).items())


def _mapping(node: Node, file: str, allowed: tuple[str, ...] = ()) -> Mapping[str, Node]:
    """A mapping with text keys, each once, of the allowed ones (any, when none is named)."""
    if not isinstance(node, MappingNode):
        raise _mistake(node, file, "这里要写“键: 值”")
    found: dict[str, Node] = {}
    for key, value in node.value:
        name = _text(key, file)
        if allowed and name not in allowed:
            raise _mistake(key, file, f"不认识「{name}」，可以写的有：{'、'.join(allowed)}")
        if name in found:
            raise _mistake(key, file, f"「{name}」写了两次")
        found[name] = value
    return found


def _required(found: Mapping[str, Node], name: str, parent: Node, file: str) -> Node:
    if name not in found:
        raise _mistake(parent, file, f"缺少「{name}」")
    return found[name]


def _text(node: Node, file: str) -> str:
    if not isinstance(node, ScalarNode):
        raise _mistake(node, file, "这里要写一个词或一句话")
    return str(node.value)


def _texts(node: Node, file: str) -> tuple[str, ...]:
    if not isinstance(node, SequenceNode):
        raise _mistake(node, file, "这里要写列表，每行以 - 开头")
    return tuple(_text(item, file) for item in node.value)


def _mistake(node: Node, file: str, message: str) -> ThemeError:
    return ThemeError(f"{file}:{node.start_mark.line + 1}: {message}")
