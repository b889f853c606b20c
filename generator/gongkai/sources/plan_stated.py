"""Whether what a YAML plan states about its tasks is what its text says."""

from collections.abc import Iterable

from gongkai.model.plan import Definition, GeneralRule, Party, Task
from gongkai.problems import Place, Problem
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping, Scalar
from gongkai.sources.plan_nodes import Stated
from gongkai.sources.responsibilities import Responsibilities
from gongkai.terms.fields import PLAN, PORTAL
from gongkai.terms.roles import Role

_PARTY = vocabulary((PLAN, "角色 单位 等 方式"))
_RULE = vocabulary((PORTAL, "原文"), (PLAN, "角色 单位 等 方式"))
_DEFINITION = vocabulary((PORTAL, "名称"), (PLAN, "所指"))
_UNIT = vocabulary((PLAN, "印作 单位"))
_HINT = "正文按原文写；编号、责任和分工照这里读出的改"


def compare_tasks(
    stated: Iterable[Stated], tasks: Iterable[Task], duties: Responsibilities
) -> None:
    """Note each task whose 编号, 责任 or 分工 differ from what its text says."""
    said, read = list(stated), list(tasks)
    for one, task in zip(said, read, strict=False):
        if one.number != task.number:
            _note(duties, one.place, f"任务编号写的是 {one.number}，按位置应当是 {task.number}")
        if one.annotation != task.responsibility.annotation:
            wanted = task.responsibility.annotation
            _note(duties, one.place, f"责任写的是「{one.annotation}」，正文里是「{wanted}」")
        _compare_parties(one, task, duties)
    for extra in said[len(read) :]:
        _note(duties, extra.place, f"任务 {extra.number} 的正文里读不出责任标注")
    for task in read[len(said) :]:
        message = f"这里的正文有责任标注「{task.responsibility.annotation}」，但没有写成任务"
        _note(duties, task.place, message)


def _compare_parties(one: Stated, task: Task, duties: Responsibilities) -> None:
    stated = tuple(_words(Fields(row, _PARTY, duties.problems), duties) for row in one.parties)
    read = tuple(_party_words(party, duties) for party in task.responsibility.parties)
    if stated != read:
        message = f"分工写的是“{'；'.join(stated)}”，正文读出的是“{'；'.join(read)}”"
        _note(duties, one.parties[0].place if one.parties else one.place, message)


def compare_rules(fields: Fields, duties: Responsibilities) -> None:
    """Note 通则 and 统称 that differ from what the text says."""
    rules = [_rule_words(row, duties) for row in fields.mappings("rules")]
    read = [_rule(rule, duties) for rule in duties.rules]
    if rules != read:
        message = f"通则写的是“{'；'.join(rules)}”，正文读出的是“{'；'.join(read)}”"
        _note(duties, fields.place("rules"), message)
    definitions = [_definition_words(row, duties) for row in fields.mappings("definitions")]
    defined = [_definition(each) for each in duties.definitions]
    if definitions != defined:
        message = f"统称写的是“{'；'.join(definitions)}”，正文读出的是“{'；'.join(defined)}”"
        _note(duties, fields.place("definitions"), message)


def _note(duties: Responsibilities, place: Place, message: str) -> None:
    duties.problems.append(Problem("stated-differs", place, message, _HINT))


def _words(fields: Fields, duties: Responsibilities) -> str:
    """A party as one line of words, to be compared and shown."""
    role = fields.choice("role", Role)
    units = tuple(_unit_words(item, duties) for item in _unit_nodes(fields))
    return _line(
        role.value if role else "", units, fields.flag("open_ended"), fields.text("manner")
    )


def _unit_nodes(fields: Fields) -> tuple[Scalar | Mapping, ...]:
    node = fields.node("units")
    if node is None:
        fields.require("units")
        return ()
    items = (node,) if isinstance(node, Scalar | Mapping) else node.items
    return tuple(item for item in items if isinstance(item, Scalar | Mapping))


def _unit_words(item: Scalar | Mapping, duties: Responsibilities) -> str:
    """printed=unit: a name alone is printed as it is."""
    if isinstance(item, Mapping):
        fields = Fields(item, _UNIT, duties.problems)
        printed, name = fields.required("printed"), fields.required("units")
    else:
        printed = name = item.text.strip()
    key = duties.names.find(duties.region, (name,))
    return f"{printed}={duties.names.names[key] if key else name}"


def _party_words(party: Party, duties: Responsibilities) -> str:
    units = tuple(f"{each.printed}={duties.names.names[each.unit]}" for each in party.units)
    return _line(party.role.value, units, party.open_ended, party.manner)


def _line(role: str, units: tuple[str, ...], open_ended: bool, manner: str) -> str:
    shown = "、".join(
        unit if len(set(unit.split("="))) > 1 else unit.split("=")[0] for unit in units
    )
    return f"{role}：{shown}{'等' if open_ended else ''}{f'（{manner}）' if manner else ''}"


def _rule_words(row: Mapping, duties: Responsibilities) -> str:
    fields = Fields(row, _RULE, duties.problems)
    return f"{fields.required('found')}：{_words(fields, duties)}"


def _rule(rule: GeneralRule, duties: Responsibilities) -> str:
    return f"{rule.annotation}：{_party_words(rule.party, duties)}"


def _definition_words(row: Mapping, duties: Responsibilities) -> str:
    fields = Fields(row, _DEFINITION, duties.problems)
    return f"{fields.required('name')}：{fields.required('meaning')}"


def _definition(each: Definition) -> str:
    return f"{each.name}：{each.meaning}"
