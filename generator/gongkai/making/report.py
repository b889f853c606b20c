"""Report: what a build did, and the same facts as plain values for the seal."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.making.seal import Seal, input_marks, is_intact, program, read_seal
from gongkai.problems import Place, Problem, Weight

Plain = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did. timings: seconds of each step, in order."""

    problems: tuple[Problem, ...]
    pages: int
    files: int
    written: int
    removed: int
    timings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a seal tells beside marks.

    search: whether readers can search, as the build was asked. indexed: digest of what the index
    was made of, "" without one; index: its files. links: what is wrong between the pages.
    """

    problems: tuple[Plain, ...]
    search: bool
    indexed: str
    index: tuple[str, ...]
    links: tuple[Plain, ...]

    def plain(self) -> Plain:
        """As a seal keeps it."""
        return (self.problems, self.search, self.indexed, self.index, self.links)


def told_of(seal: Seal) -> Told:
    """What a seal tells."""
    problems, search, indexed, index, links = seal.told
    return Told(problems=problems, search=search, indexed=indexed, index=index, links=links)


def report_of(
    problems: Iterable[Problem], outputs: Iterable[str], written: int = 0, removed: int = 0
) -> Report:
    """A report on a site of those files."""
    files = tuple(outputs)
    return Report(
        problems=tuple(problems),
        pages=sum(file.endswith(".html") for file in files),
        files=len(files),
        written=written,
        removed=removed,
    )


def nothing_to_do(root: Path, cache: Path, site: Path, *, search: bool) -> Report | None:
    """The report of the last build when a build now would do the same; None when it may not."""
    seal = read_seal(cache)
    if seal is None or seal.program != program() or told_of(seal).search != search:
        return None
    if input_marks(root) != seal.inputs or not is_intact(seal.outputs, site):
        return None
    return report_of(map(problem, told_of(seal).problems), seal.outputs)


def problem_plain(problem: Problem) -> Plain:
    """A problem as plain values."""
    place = problem.place
    return (
        problem.code,
        (place.file, place.line, place.column),
        problem.message,
        problem.hint,
        problem.weight.name,
        problem.detail,
    )


def problem(plain: Plain) -> Problem:
    """The problem that problem_plain was given."""
    code, place, message, hint, weight, detail = plain
    return Problem(code, Place(*place), message, hint, Weight[weight], detail)
