"""A plan as canonical YAML: the structure a clerk can check, every text verbatim.

The file is written by hand rather than by a YAML library: its style (literal blocks for long
texts, quotes only where the reader needs them) is part of the format, and a library's folding,
flow style and number rules are not ours.
"""

from collections.abc import Iterator

from gongkai.model.plan import Content, NamedUnit, Paragraph, ParagraphKind, Party, Plan, Task
from gongkai.sources.write_head import UnitNames, head_lines, literal, scalar


def plan_yaml(plan: Plan, names: UnitNames, region: str) -> str:
    """The plan as YAML text. names: unit key -> name; region: its name."""
    lines = list(head_lines(plan, names, region))
    lines += _paragraphs("导语", plan.preamble)
    if plan.sections:
        lines.append("章节:")
    for section in plan.sections:
        lines.append(f"  - 章: {scalar(section.heading)}")
        lines += _content(section.content, names, "    ")
        if section.items:
            lines.append("    条目:")
        for item in section.items:
            lines.append(f"      - 条: {scalar(item.heading)}")
            lines += _content(item.content, names, "        ")
    lines += _paragraphs("结语", plan.closing)
    lines += _rules(plan, names)
    lines += _definitions(plan)
    return "\n".join(lines) + "\n"


def _paragraphs(key: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    if paragraphs:
        yield f"{key}:"
    for paragraph in paragraphs:
        if paragraph.kind is ParagraphKind.TITLE:
            yield f"  - 标题: {scalar(paragraph.text)}"
        else:
            yield f"  - {literal(paragraph.text, '    ')}"


def _content(content: tuple[Content, ...], names: UnitNames, indent: str) -> Iterator[str]:
    if content:
        yield f"{indent}内容:"
    inner = indent + "    "
    for part in content:
        if isinstance(part, Task):
            yield from _task(part, names, indent)
        else:
            yield f"{indent}  - 段: {literal(part.text, inner + '  ')}"
        if part.joined:
            yield f"{inner}接上段: 是"


def _task(task: Task, names: UnitNames, indent: str) -> Iterator[str]:
    inner = indent + "    "
    yield f'{indent}  - 任务: "{task.number}"'
    yield f"{inner}正文:"
    for text in task.paragraphs:
        yield f"{inner}  - {literal(text, inner + '    ')}"
    yield f"{inner}责任: {scalar(task.responsibility.annotation)}"
    yield f"{inner}分工:"
    for party in task.responsibility.parties:
        yield from _party(party, names, inner + "  ")


def _party(party: Party, names: UnitNames, indent: str) -> Iterator[str]:
    yield f"{indent}- 角色: {party.role.value}"
    yield from _members(party, names, indent + "  ")


def _members(party: Party, names: UnitNames, indent: str) -> Iterator[str]:
    yield f"{indent}单位:"
    for named in party.units:
        yield f"{indent}  - {_unit(named, names)}"
    if party.open_ended:
        yield f"{indent}等: 是"
    if party.manner:
        yield f"{indent}方式: {scalar(party.manner)}"


def _unit(named: NamedUnit, names: UnitNames) -> str:
    """The printed words alone where they are the unit's name, else both."""
    name = names[named.unit]
    if named.printed == name:
        return scalar(name)
    return f"{{印作: {scalar(named.printed)}, 单位: {scalar(name)}}}"


def _rules(plan: Plan, names: UnitNames) -> Iterator[str]:
    if plan.rules:
        yield "通则:"
    for rule in plan.rules:
        yield f"  - 原文: {scalar(rule.annotation)}"
        yield f"    角色: {rule.party.role.value}"
        yield from _members(rule.party, names, "    ")


def _definitions(plan: Plan) -> Iterator[str]:
    if plan.definitions:
        yield "统称:"
    for definition in plan.definitions:
        yield f"  - 名称: {scalar(definition.name)}"
        yield f"    所指: {scalar(definition.meaning)}"
