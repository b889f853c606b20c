"""What the shapes share: lists of mappings at the top of a file, and names given twice."""

from collections.abc import Iterable

from gongkai.problems import Place, Problem
from gongkai.sources.node import Mapping, Node, Sequence, kind_words


def only_mappings(node: Node, what: str, problems: list[Problem]) -> tuple[Mapping, ...]:
    """The mappings of a list that is a file's whole content or one key's value."""
    if not isinstance(node, Sequence):
        message = f"{what}应当是一个列表，这里却是{kind_words(node)}"
        problems.append(Problem("wrong-shape", node.place, message, "每一项以“- ”开头"))
        return ()
    for item in node.items:
        if not isinstance(item, Mapping):
            message = f"{what}的每一项应当是一组“键: 值”，这里却是{kind_words(item)}"
            problems.append(Problem("wrong-shape", item.place, message, "检查缩进和冒号"))
    return tuple(item for item in node.items if isinstance(item, Mapping))


def report_repeats(named: Iterable[tuple[str, Place]], what: str, problems: list[Problem]) -> None:
    """Note each name that was given before; both places are told."""
    first: dict[str, Place] = {}
    for name, place in named:
        if name and name in first:
            message = f"{what}「{name}」与 {first[name]} 的重复"
            problems.append(Problem("given-twice", place, message, "改掉其中一个"))
        first.setdefault(name, place)
