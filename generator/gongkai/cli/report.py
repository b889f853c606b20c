"""How problems are shown: lines for people, and the same facts as JSON for programs."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gongkai.cli.console import paint
from gongkai.problems import Problem, Weight

_INDENT = "    "
_WEIGHTS = tuple(Weight)


def problem_text(problem: Problem, colour: bool) -> str:
    """file:line:column: 错误 [code] message, then hint and details, indented."""
    weight = problem.weight.value
    place = str(problem.place).replace("\n", "␊")  # a name may have one
    head = f"{paint(place, 'place', colour)}: {paint(weight, weight, colour)}"
    lines = [f"{head} [{problem.code}] {problem.message}"]
    lines += [_INDENT + line for line in (problem.hint, *problem.detail) if line]
    return "\n".join(lines)


def count_text(problems: Sequence[Problem]) -> str:
    """共 3 处：1 个错误、2 个警告。"""
    if not problems:
        return "没有发现问题。"
    counts = Counter(problem.weight for problem in problems)
    parts = (f"{counts[weight]} 个{weight.value}" for weight in Weight if counts[weight])
    return f"共 {len(problems)} 处：{'、'.join(parts)}。"


def explain_text(problems: Sequence[Problem]) -> str:
    """How to learn more about the first error of a report, or the first problem without errors."""
    code = min(problems, key=_gravity).code
    return f"想知道为什么、怎么改，运行 gongkai explain {code}（方括号里的代码都可以查）。"


def _gravity(problem: Problem) -> int:
    return _WEIGHTS.index(problem.weight)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by place, as a report shows them."""
    return tuple(sorted(problems, key=Problem.sort_key))


def problem_json(problem: Problem) -> dict[str, object]:
    """A problem as JSON: weight is error, warning or note; line and column 0 mean unknown."""
    return {
        "code": problem.code,
        "weight": problem.weight.name.lower(),
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "hint": problem.hint,
        "detail": list(problem.detail),
    }


def problems_json(problems: Sequence[Problem]) -> dict[str, object]:
    """A report as JSON: counts by weight, and every problem."""
    counts = Counter(problem.weight for problem in problems)
    return {
        "errors": counts[Weight.ERROR],
        "warnings": counts[Weight.WARNING],
        "notes": counts[Weight.NOTE],
        "problems": [problem_json(problem) for problem in problems],
    }
