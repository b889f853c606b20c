"""What a check is: a function whose name is its code and whose docstring explains it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Generic, TypeVar

from gongkai.checks.basis import Basis, basis_of
from gongkai.problems import Place, Problem, Weight

Subject = TypeVar("Subject")
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: the facts of a Problem without the code and weight of its check."""

    place: Place
    message: str
    hint: str = ""
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """A rule about a subject (Portal or Site).

    code: kebab-case name of the function. title: first line of its docstring, without 。.
    explanation: the rest of it (why, and how to mend), lines as written.
    basis: what demands the rule, () when it is the generator's own.
    """

    code: str
    title: str
    explanation: str
    basis: tuple[Basis, ...]
    weight: Weight
    find: Callable[[Subject], Iterable[Found]]

    def problems(self, subject: Subject) -> Iterator[Problem]:
        """Every problem this rule sees, in the order in which it is found."""
        return map(self.problem, self.find(subject))

    def problem(self, found: Found) -> Problem:
        """What was found as a problem of this rule."""
        return Problem(self.code, found.place, found.message, found.hint, self.weight, found.detail)


@dataclass(frozen=True, slots=True)
class PartCheck(Check[Subject], Generic[Subject, Part]):
    """A rule about each part of a subject by itself, whatever the others are.

    parts: the parts, in order. judge: what is wrong with one of them.
    """

    parts: Callable[[Subject], Iterable[Part]]
    judge: Callable[[Part], Iterable[Found]]


def check(
    weight: Weight, *basis: str
) -> Callable[[Callable[[Subject], Iterable[Found]]], Check[Subject]]:
    """Make a Check of a function; registers nothing: catalogue.py lists every check by hand.

    basis: ids of checks/basis.py (REG-06). Raises KeyError for an id that is not there and
    ValueError for a function without a docstring.
    """

    def made(function: Callable[[Subject], Iterable[Found]]) -> Check[Subject]:
        return Check(*rule_of(function, weight, basis), function)

    return made


def check_each(
    parts: Callable[[Subject], Iterable[Part]], weight: Weight, *basis: str
) -> Callable[[Callable[[Part], Iterable[Found]]], PartCheck[Subject, Part]]:
    """Make a PartCheck of a function that judges one part; the rest as for check()."""

    def made(function: Callable[[Part], Iterable[Found]]) -> PartCheck[Subject, Part]:
        def find(subject: Subject) -> Iterator[Found]:
            return (found for part in parts(subject) for found in function(part))

        return PartCheck(*rule_of(function, weight, basis), find, parts, function)

    return made


def rule_of(
    function: Callable[..., object], weight: Weight, basis: Iterable[str]
) -> tuple[str, str, str, tuple[Basis, ...], Weight]:
    """The first fields of a Check, read off the function. Raises as check() says."""
    title, _, rest = cleandoc(function.__doc__ or "").partition("\n")
    if not title:
        raise ValueError(f"check {function.__name__} has no docstring")
    code = function.__name__.replace("_", "-")
    bases = tuple(basis_of(key) for key in basis)
    return code, title.removesuffix("。"), rest.strip(), bases, weight
