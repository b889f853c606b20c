"""Notice: the preview's own pages, shown in place of one that there is no good version of yet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from gongkai.preview.lines import lines_of
from gongkai.preview.messages import Trouble
from gongkai.problems import LATER, Problem, Weight

OWN = "/__preview/"
"""Address below which the preview's own style sheet and script are; no portal has such pages."""

LAST_GOOD = "last-good"
"""Query with which a page is shown as the last good build left it."""

_MOST = 100  # problems on one page
_WIDEST = 200  # characters of a line that is quoted
_BASE = re.compile(r"content/[^/]+\.yaml")  # what everything else is read with


@dataclass(frozen=True, slots=True)
class Item:
    """An error with the line it is about, in three parts; empty when there is no such line."""

    problem: Problem
    before: str = ""
    at: str = ""
    after: str = ""

    @property
    def line(self) -> str:
        """The whole line."""
        return self.before + self.at + self.after


def trouble_page(trouble: Trouble, root: Path, has_last_good: bool) -> str:
    """All errors at once; warnings can wait. root: the portal's folder, to quote lines from."""
    errors = errors_of(trouble)
    return _template().render(
        title=f"内容有 {len(errors)} 处错误，网页没有更新" if errors else "生成失败，网页没有更新",
        lead="改好、保存，这一页会自己变回网页。",
        last_good=LAST_GOOD if has_last_good else "",
        own=OWN,
        trouble=trouble,
        items=tuple(items(foremost(errors, _MOST), root)),
        more=max(0, len(errors) - _MOST),
        lesser=len(trouble.problems) - len(errors),
        later="" if trouble.complete else LATER,
    )


def waiting_page() -> str:
    """The first build is under way."""
    return _template().render(
        title="正在生成网站",
        lead="生成以后，这一页会自己变成网页。",
        last_good="",
        own=OWN,
        trouble=None,
        items=(),
        more=0,
        lesser=0,
        later="",
    )


def errors_of(trouble: Trouble) -> tuple[Problem, ...]:
    """The problems that a build stops for."""
    return tuple(each for each in trouble.problems if each.weight is Weight.ERROR)


def foremost(errors: Iterable[Problem], most: int) -> list[Problem]:
    """So many errors, those in the portal's own files first, with one of each file if possible.

    One slip in units.yaml has hundreds of consequences elsewhere; it must not drown in them.
    """
    ordered = sorted(errors, key=_rank)
    seen: set[str] = set()
    firsts: list[Problem] = []
    others: list[Problem] = []
    for error in ordered:
        (others if error.place.file in seen else firsts).append(error)
        seen.add(error.place.file)
    return sorted((firsts + others)[:most], key=_rank)


def _rank(problem: Problem) -> tuple[bool, object]:
    return not _BASE.fullmatch(problem.place.file), problem.sort_key()


def items(problems: Iterable[Problem], root: Path) -> Iterator[Item]:
    """Each problem with its line, as the file is now; a file that cannot be read has no lines."""
    lines: dict[str, list[str]] = {}
    for problem in problems:
        place = problem.place
        if place.file not in lines:
            lines[place.file] = lines_of(root / place.file)
        known = lines[place.file]
        line = known[place.line - 1] if 0 < place.line <= len(known) else ""
        if any(line.strip() in each for each in problem.detail):
            line = ""  # quoted already
        column = min(max(place.column - 1, 0), len(line))
        start = max(0, column - _WIDEST // 2)
        yield Item(
            problem,
            line[start:column],
            line[column : column + 1] if place.column else "",
            line[column + bool(place.column) : start + _WIDEST],
        )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("gongkai.preview", "look"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
    )
    return environment.get_template("notice.html")
