"""One responsibility annotation without its brackets: words to parties, rules and definitions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from gongkai.patterns import pattern
from gongkai.terms.brackets import outside, read_brackets, split_outside
from gongkai.terms.fold import simplify
from gongkai.terms.role_words import LABELS, bare_label, find_labels, opening_label, read_tail
from gongkai.terms.roles import Role
from gongkai.terms.time_limits import find_time_limits
from gongkai.terms.unit_list import (
    ListedUnit,
    PrintedUnit,
    UnitList,
    UnreadableError,
    looks_like_unit,
    read_units,
)


@dataclass(frozen=True, slots=True)
class PrintedParty:
    """The units that share one role, in printed order.

    open_ended: the list ends in 等. manner: 分别, 按职责分工 … as printed, or "".
    """

    role: Role
    units: tuple[PrintedUnit, ...]
    open_ended: bool
    manner: str


@dataclass(frozen=True, slots=True)
class PrintedRule:
    """通则: a sentence, as printed, that gives units a part in every task of the plan."""

    annotation: str
    party: PrintedParty


@dataclass(frozen=True, slots=True)
class PrintedDefinition:
    """统称: a name that the annotation defines (以下统称各行政机关) and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one annotation says, in printed order."""

    parties: tuple[PrintedParty, ...]
    rules: tuple[PrintedRule, ...]
    definitions: tuple[PrintedDefinition, ...]


_MARKS = "；;，,、 \u00a0\u3000"
_DEFINED = pattern(
    r"(?P<meaning>.+?)[，,]?\s*[（(]?以下(?:统称|简称|合称)为?[“\"]?"
    r"(?P<name>[^“”\"，,、；;。（）()]+)[”\"]?[）)]?\s*",
    re.S,
)
_SUBJECT = r"(?P<subject>[^：:]*?(?:工作|任务|事项|要求|内容|举措))(?:均|都|全部|一律|也)"
_NO_LONGER = r"(?:[，,][^，,]{0,4}不再[^，,]{1,8})?"
_RULES = (
    pattern(
        rf"{_SUBJECT}(?:需要?|须|应当?|由|以|将)*(?P<units>.+?)(?:作为|列为|为)"
        rf"(?P<label>{'|'.join(sorted(LABELS, key=len, reverse=True))}){_NO_LONGER}"
    ),
    pattern(rf"{_SUBJECT}(?:需要?|须|应当?|将)?由(?P<units>.+?){_NO_LONGER}"),
)
_ENDLESS = ("长期坚持", "持续推进", "长期", "持续")


def read_annotation(words: str) -> Reading:
    """Read an annotation, brackets taken off: （牵头单位：甲、乙；责任单位：丙） and the like.

    Sentences are divided by 。; each is a rule for all tasks, a row of labelled lists, or lists
    that end in verbs. Without a label each unit must be built like a unit's name. Clauses that
    only tell a time (完成时限：…, 2021年6月底前完成) are passed over. Raises UnreadableError.
    """
    brackets = read_brackets(words)
    if brackets.unclosed or brackets.unopened:
        raise UnreadableError("括号不成对")
    parties: list[PrintedParty] = []
    rules: list[PrintedRule] = []
    definitions: list[PrintedDefinition] = []
    for sentence in filter(str.strip, split_outside(words, "。")):
        if rule := _read_rule(sentence.strip()):
            rules.append(rule)
            continue
        for role, clause in _clauses(sentence):
            for part in filter(str.strip, split_outside(clause, "；;")):
                if definition := _read_definition(part):
                    definitions.append(definition)
                    parties.append(_defining_party(role, definition))
                else:
                    parties += _read_parties(role, part)
    if not parties and not rules:
        raise UnreadableError("没有写单位")
    return Reading(tuple(parties), tuple(rules), tuple(definitions))


def _clauses(sentence: str) -> Iterator[tuple[Role | None, str]]:
    """The labelled clauses of a sentence and, without a role, what stands before the first."""
    free = outside(sentence)
    labels = [label for label in find_labels(sentence) if free[label.start]]
    head = sentence[: labels[0].start] if labels else sentence
    if head.strip(_MARKS):
        yield None, _without_labels(head.strip(_MARKS))
    ends = (*(label.start for label in labels[1:]), len(sentence))
    for label, end in zip(labels, ends, strict=False):  # without labels one end is left over
        # At the very end 、 is no mark between clauses: a name after it is missing.
        marks = _MARKS if end < len(sentence) else _MARKS.replace("、", "")
        clause = sentence[label.end : end].strip().rstrip(marks)
        if label.role is None:
            continue
        if not clause:
            raise UnreadableError(f"“{label.words}”后面没有写单位")
        yield label.role, _without_labels(clause)


def _without_labels(clause: str) -> str:
    for part in split_outside(clause, "；;，,"):
        if label := opening_label(part):
            raise UnreadableError(
                f"不认识“{label}”这个标签；认识的有牵头单位、责任单位、配合单位、指导单位等"
            )
    return clause


def _read_rule(sentence: str) -> PrintedRule | None:
    for rule in _RULES:
        match = rule.fullmatch(simplify(sentence))
        if not match:
            continue
        units = sentence[slice(*match.span("units"))]
        label = match.groupdict().get("label")
        parties = _read_parties(LABELS[label] if label else None, units)
        if len(parties) != 1:
            raise UnreadableError("通则里只能有一种角色")
        return PrintedRule(sentence, parties[0])
    return None


def _read_definition(part: str) -> PrintedDefinition | None:
    match = _DEFINED.fullmatch(simplify(part))
    if not match:
        return None
    name, meaning = part[slice(*match.span("name"))], part[slice(*match.span("meaning"))]
    return PrintedDefinition(name.strip(), meaning.strip())


def _defining_party(role: Role | None, definition: PrintedDefinition) -> PrintedParty:
    if role is None:
        raise UnreadableError(f"“{definition.name}”没有写明角色")
    unit = PrintedUnit(definition.meaning, (definition.name, definition.meaning))
    return PrintedParty(role, (unit,), open_ended=False, manner="")


def _read_parties(role: Role | None, words: str) -> list[PrintedParty]:
    """The parties of lists divided by commas; role: of the label in front, None without one.

    Lists up to a verb share its role: in 市编办，各县市区政府负责落实 both are responsible.
    """
    parties: list[PrintedParty] = []
    waiting: list[UnitList] = []
    for group in _groups(words):
        tail = read_tail(group)
        units = _units(tail.units if tail else group, named=role is not None)
        waiting += [units] if units else []
        if tail:
            parties += _shared(_agreed(role, tail.role, waiting), tail.manner, waiting)
            waiting = []
    if waiting:
        if role is None:
            label = bare_label(words)
            name = waiting[0].units[0].unit.printed
            raise UnreadableError(f"“{label}”后面缺少冒号" if label else f"“{name}”没有写明角色")
        parties += _shared(role, "", waiting)
    return parties


def _groups(words: str) -> Iterator[str]:
    """The lists between commas, and between 、 after a verb (甲牵头、乙配合); no time limits."""
    for group in split_outside(words, "，,"):
        begun: list[str] = []
        for part in split_outside(group, "、"):
            begun.append(part)
            if read_tail(part):
                yield "、".join(begun)
                begun = []
        if begun and not _is_time("、".join(begun)):
            yield "、".join(begun)


def _is_time(group: str) -> bool:
    limits = find_time_limits(group.strip())
    return group.strip() in _ENDLESS or bool(limits and limits[0].start == 0)


def _units(words: str, *, named: bool) -> UnitList | None:
    words = words.strip().removeprefix("由").strip()
    if not words:
        return None
    units = read_units(words)
    for listed in units.units:
        if not named and not looks_like_unit(listed.unit.printed):
            raise UnreadableError(f"“{listed.unit.printed}”不像单位名称")
    return units


def _agreed(label: Role | None, verb: Role, waiting: list[UnitList]) -> Role:
    """The role of the lists up to a verb; the verb may make the label's role more precise."""
    if not waiting:
        raise UnreadableError("动词前面没有写单位")
    role = verb if label is None or verb is not Role.RESPONSIBLE else label
    if label not in (None, role) and len(waiting) > 1:
        raise UnreadableError(f"“{waiting[0].units[0].unit.printed}”的角色不清楚")
    return role


def _shared(role: Role, manner: str, lists: Iterable[UnitList]) -> Iterator[PrintedParty]:
    """Parties of the lists' units: one, or more where a unit has a bracket （牵头） of its own."""
    lists = tuple(lists)
    units = [listed for each in lists for listed in each.units]
    parts = [(own, tuple(group)) for own, group in groupby(units, key=lambda each: each.role)]
    for place, (own, group) in enumerate(parts):
        open_ended = place == len(parts) - 1 and any(each.open_ended for each in lists)
        yield PrintedParty(own or role, _printed(group), open_ended, "" if own else manner)


def _printed(listed: Iterable[ListedUnit]) -> tuple[PrintedUnit, ...]:
    return tuple(each.unit for each in listed)
