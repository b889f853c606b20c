"""Report: what a build did, and the same facts as plain values for the seal."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.making.aside import aside
from gongkai.making.seal import (
    Mark,
    Marks,
    Seal,
    input_marks,
    is_intact,
    moment,
    program,
    read_seal,
    seal_mark,
)
from gongkai.problems import Place, Problem, Weight

Plain = tuple[Any, ...]
_MANY = 1_000  # files that are looked at while a process is forked


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

    setting: digest of what pages were made with. characters: how many the checks count.
    titles: those that several documents share.
    search: whether readers can search, as the build was asked. indexed: digest of what the index
    was made of, "" without one; index: its files. links: what is wrong between the pages.
    """

    problems: tuple[Plain, ...]
    setting: str
    characters: int
    titles: tuple[str, ...]
    search: bool
    indexed: str
    index: tuple[str, ...]
    links: tuple[Plain, ...]

    def plain(self) -> Plain:
        """As a seal keeps it."""
        return tuple(getattr(self, name) for name in _TOLD)


_TOLD = tuple(field.name for field in fields(Told))


def told_of(seal: Seal) -> Told:
    """What a seal tells."""
    return Told(**dict(zip(_TOLD, seal.told, strict=True)))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What there is before a build.

    seal: what the last build left, None when that is not known or another program left it;
    taken: mark of its file. program: what would build now. moment: when inputs, the marks of
    content and themes, were taken. intact: whether the site is as the seal says. report: of the
    last build, when a build now would do the same; else None.
    """

    seal: Seal | None
    taken: Mark | None
    program: str
    moment: int
    inputs: Marks
    intact: bool
    report: Report | None


def look(
    root: Path, cache: Path, site: Path, *, search: bool, ready: Callable[[], None] | None = None
) -> Look:
    """Look whether there is anything to do.

    ready: called as soon as it is known that there is, while another process still looks at the
    site; None: all is done here.
    """
    taken, now = seal_mark(cache), moment()
    seal, made_by = read_seal(cache), program()
    if seal and seal.program != made_by:
        seal = None
    question = partial(_is_intact, seal, site)
    helped = ready and seal and len(seal.outputs) > _MANY
    with aside(question) if helped else nullcontext(question) as wait:
        inputs = input_marks(root)
        same = seal is not None and inputs == seal.inputs and told_of(seal).search == search
        if ready and not same:
            ready()
        intact, report = wait(), None
    if seal and intact and same:
        report = report_of(map(problem, told_of(seal).problems), seal.outputs)
    return Look(
        seal=seal,
        taken=taken,
        program=made_by,
        moment=now,
        inputs=inputs,
        intact=intact,
        report=report,
    )


def _is_intact(seal: Seal | None, site: Path) -> bool:
    return seal is not None and is_intact(seal.outputs, site)


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
