"""The head and lines of a plan to the plan 要点, the same from both formats."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai.model.plan import Content, Plan, Progress, ProgressStatus, Section, Task
from gongkai.model.region import Region
from gongkai.problems import Problem
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping
from gongkai.sources.plan_lines import Line, plan_lines
from gongkai.sources.plan_nodes import PlanNodes
from gongkai.sources.plan_stated import compare_rules, compare_tasks
from gongkai.sources.plan_structure import Structure, plan_structure
from gongkai.sources.responsibilities import Responsibilities
from gongkai.sources.shapes.lists import only_mappings
from gongkai.sources.shapes.lookups import find_region
from gongkai.sources.shapes.record import RECORD_KEYS, read_attachments, read_record
from gongkai.sources.unit_names import UnitNames
from gongkai.terms.fields import PLAN, PORTAL, RECORD
from gongkai.terms.nearest import nearest
from gongkai.terms.number import canonical_number, find_numbers

_HEAD = vocabulary((RECORD, RECORD_KEYS), (PLAN, "地区 年度 完成情况"))
_WHOLE = vocabulary((RECORD, RECORD_KEYS), (PLAN, "地区 年度 完成情况 导语 章节 结语 通则 统称"))
_PROGRESS = vocabulary((PORTAL, "状态 日期 说明"), (PLAN, "依据"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a plan is read against: the portal's regions and unit names."""

    regions: tuple[Region, ...]
    names: UnitNames


def plan_from_markdown(
    slug: str, head: Mapping, body: tuple[str, int], around: Surroundings, problems: list[Problem]
) -> Plan:
    """A plan from its head and the lines below it (text, first line)."""
    fields = Fields(head, _HEAD, problems)
    duties = Responsibilities(_region(fields, around), around.names, problems)
    lines = plan_lines(head.place.file, *body, problems)
    return _plan(slug, fields, duties, lines, plan_structure(lines, duties))


def plan_from_yaml(
    slug: str, whole: Mapping, around: Surroundings, problems: list[Problem]
) -> Plan:
    """A plan from its structure; what that states must be what the text says."""
    fields = Fields(whole, _WHOLE, problems)
    duties = Responsibilities(_region(fields, around), around.names, problems)
    nodes = PlanNodes(problems)
    nodes.read(fields)
    structure = plan_structure(nodes.lines, duties)
    plan = _plan(slug, fields, duties, nodes.lines, structure)
    compare_tasks(nodes.stated, plan.tasks(), duties)
    compare_rules(fields, duties)
    return plan


def _plan(
    slug: str,
    fields: Fields,
    duties: Responsibilities,
    lines: Iterable[Line],
    structure: Structure,
) -> Plan:
    record = read_record(fields)
    return Plan(
        slug=slug,
        record=record,
        region=duties.region,
        year=fields.year("year"),
        sections=_with_progress(structure.sections, fields),
        preamble=structure.preamble,
        closing=structure.closing,
        basis=_basis(lines, canonical_number(record.number)),
        rules=tuple(duties.rules),
        definitions=tuple(duties.definitions),
        attachments=read_attachments(fields),
        place=fields.mapping.place,
    )


def _region(fields: Fields, around: Surroundings) -> str:
    fields.require("region")
    return find_region(fields, around.regions)


def _basis(lines: Iterable[Line], own: str) -> tuple[str, ...]:
    cited = (found.number.canonical for line in lines for found in find_numbers(line.text))
    return tuple(dict.fromkeys(number for number in cited if number != own))


def _with_progress(sections: tuple[Section, ...], fields: Fields) -> tuple[Section, ...]:
    reported = _progress(fields)
    if not reported:
        return sections
    known = {
        part.number
        for section in sections
        for content in (section.content, *(item.content for item in section.items))
        for part in content
        if isinstance(part, Task)
    }
    for key, _ in fields.entries("progress"):
        if key.text not in known:
            near = nearest(key.text, known)
            hint = f"相近的编号：{'、'.join(near)}" if near else "编号写成 1.4 或 1.5.2 这样"
            problem = Problem("unknown-task", key.place, f"没有编号为「{key.text}」的任务", hint)
            fields.problems.append(problem)
    return tuple(
        replace(
            section,
            content=_reported(section.content, reported),
            items=tuple(
                replace(item, content=_reported(item.content, reported)) for item in section.items
            ),
        )
        for section in sections
    )


def _reported(
    content: tuple[Content, ...], reported: dict[str, tuple[Progress, ...]]
) -> tuple[Content, ...]:
    return tuple(
        replace(part, progress=reported[part.number])
        if isinstance(part, Task) and part.number in reported
        else part
        for part in content
    )


def _progress(fields: Fields) -> dict[str, tuple[Progress, ...]]:
    found: dict[str, tuple[Progress, ...]] = {}
    for key, rows in fields.entries("progress"):
        listed = only_mappings(rows, "完成情况", fields.problems)
        entries = (_entry(Fields(row, _PROGRESS, fields.problems)) for row in listed)
        found[key.text] = tuple(entry for entry in entries if entry)
    return found


def _entry(fields: Fields) -> Progress | None:
    """None, and a problem, when it does not say how far and when."""
    fields.require("status")
    fields.require("date")
    status, day = fields.choice("status", ProgressStatus), fields.day("date")
    text, evidence = fields.text("note"), fields.text("basis")
    if status is None or day is None:
        return None
    place = fields.mapping.place
    return Progress(status=status, date=day, text=text, evidence=evidence, place=place)
