"""Printed responsibilities to the model: every named unit is looked up among the registered."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.model.plan import Definition, GeneralRule, NamedUnit, Party, Responsibility
from gongkai.problems import Problem, Weight
from gongkai.sources.plan_lines import Line
from gongkai.sources.unit_names import UnitNames, unknown_unit
from gongkai.terms.responsibility import (
    PrintedParty,
    PrintedUnit,
    Statement,
    find_doubts,
    find_statements,
)


@dataclass(slots=True)
class Responsibilities:
    """Reads the annotations of one plan; gathers its rules, definitions and problems."""

    region: str
    names: UnitNames
    problems: list[Problem]
    rules: list[GeneralRule] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)

    def statements(self, line: Line) -> tuple[Statement, ...]:
        """The annotations of a line; what looks like one but cannot be read is noted."""
        for doubt in find_doubts(line.text):
            self.problems.append(
                Problem(
                    "responsibility-unread",
                    line.place_at(doubt.start),
                    f"「{doubt.words}」像是责任标注，但读不懂：{doubt.reason}",
                    "不是责任标注就不用管；是误写就按原文改正；原文如此，这一处不列入任务分工",
                    Weight.WARNING,
                )
            )
        return find_statements(line.text)

    def responsibility(self, line: Line, statements: tuple[Statement, ...]) -> Responsibility:
        """One responsibility of annotations that stand directly behind each other."""
        first, last = statements[0], statements[-1]
        end = last.start + len(last.annotation)
        for each in statements:
            self._gather(line, each)
        return Responsibility(
            annotation=line.text[first.start : end],
            parties=tuple(
                self._party(line, each.start, party)
                for each in statements
                for party in each.parties
            ),
            place=line.place_at(first.start),
        )

    def _gather(self, line: Line, statement: Statement) -> None:
        for rule in statement.rules:
            party = self._party(line, statement.start, rule.party)
            self.rules.append(GeneralRule(annotation=rule.annotation, party=party))
        for definition in statement.definitions:
            self.definitions.append(Definition(name=definition.name, meaning=definition.meaning))

    def _party(self, line: Line, start: int, party: PrintedParty) -> Party:
        return Party(
            role=party.role,
            units=tuple(self._units(line, start, party.units)),
            open_ended=party.open_ended,
            manner=party.manner,
        )

    def _units(self, line: Line, start: int, printed: Iterable[PrintedUnit]) -> Iterable[NamedUnit]:
        position = start
        for unit in printed:
            found = line.text.find(unit.printed, position)
            position = found if found >= 0 else position
            key = self.names.find(self.region, unit.candidates)
            if key is None:
                place = line.place_at(position)
                self.problems.append(unknown_unit(self.names, self.region, unit.printed, place))
                continue
            yield NamedUnit(unit=key, printed=unit.printed)
