"""What a check is: a function whose name is its code and whose docstring explains it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Generic, TypeVar

from gongkai.checks.basis import Basis, basis_of
from gongkai.problems import Place, Problem, Weight

Subject = TypeVar("Subject")


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
        for found in self.find(subject):
            yield Problem(
                self.code, found.place, found.message, found.hint, self.weight, found.detail
            )


def check(
    weight: Weight, *basis: str
) -> Callable[[Callable[[Subject], Iterable[Found]]], Check[Subject]]:
    """Make a Check of a function; registers nothing: catalogue.py lists every check by hand.

    basis: ids of checks/basis.py (REG-06). Raises KeyError for an id that is not there and
    ValueError for a function without a docstring.
    """

    def made(function: Callable[[Subject], Iterable[Found]]) -> Check[Subject]:
        title, _, rest = cleandoc(function.__doc__ or "").partition("\n")
        if not title:
            raise ValueError(f"check {function.__name__} has no docstring")
        return Check(
            code=function.__name__.replace("_", "-"),
            title=title.removesuffix("。"),
            explanation=rest.strip(),
            basis=tuple(basis_of(key) for key in basis),
            weight=weight,
            find=function,
        )

    return made
