"""What can be said about content (Problem), where (Place), and the errors that stop a run."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a source file.

    file: path relative to the portal's folder, with forward slashes (content/plans/a.yaml).
    line, column: counted from 1 in characters; 0 means "the whole file".
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Weight(Enum):
    """How grave a problem is; only ERROR stops a build."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in the content: what, where, and how to mend it.

    code: kebab-case ASCII, explained by `gongkai explain CODE`.
    message: one Chinese sentence that says what is wrong, quoting the words concerned.
    hint: one Chinese sentence that says how to mend it; may be empty only when the message says it.
    detail: further lines shown indented below (a diff, the nearest names).
    """

    code: str
    place: Place
    message: str
    hint: str = ""
    weight: Weight = Weight.ERROR
    detail: tuple[str, ...] = ()

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by place, then by code and message."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any problem stops a build."""
    return any(problem.weight is Weight.ERROR for problem in problems)


class GongkaiError(Exception):
    """A foreseen failure: shown as one sentence without a traceback, exit status 3."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ProjectError(GongkaiError):
    """The portal's folder cannot be used (no portal.yaml, unreadable, not writable)."""


class ThemeError(GongkaiError):
    """A theme or one of its files is missing or wrong; the message names file and line."""


class ToolError(GongkaiError):
    """A program we call (Pagefind, ...) is missing or failed."""


LATER = "改好这些错误以后，还会检查其余的内容，和由内容生成的网页：链接、图片、空栏目等。"
"""What is told where errors kept the finished pages, and perhaps papers, from being checked."""


class ContentRefused(Exception):
    """The content has errors, so nothing was written; exit status 1.

    complete: False when the finished pages, which then are not made, were not checked.
    """

    def __init__(self, problems: tuple[Problem, ...], *, complete: bool = True) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
        self.complete = complete
