"""Checked: what is wrong between the papers, looked for while the other pages are listed."""

from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from gongkai.checks.catalogue import check_rest
from gongkai.checks.contents import shared_titles
from gongkai.checks.search import characters
from gongkai.making.aside import aside
from gongkai.making.bench import Job
from gongkai.making.plain import Plain
from gongkai.making.press import Press
from gongkai.making.report import problem, problem_plain
from gongkai.model.portal import Portal
from gongkai.problems import has_errors
from gongkai.sources.load import Draft

_MANY = 1_000  # documents that another process is forked for


class Checked(NamedTuple):
    """The whole portal; jobs: pages to be made beside those of documents; characters and titles:
    as of Told.
    """

    portal: Portal
    jobs: list[Job]
    characters: int
    titles: tuple[str, ...]


def checked(press: Press, draft: Draft, content: Path, *, makes: bool) -> Checked:
    """What there is to do and to know; what is wrong between the papers is noted on the shelf. In
    a large portal another process looks for that. makes: False when no page is to be made.
    """
    shelf = draft.shelf
    portal = draft.with_documents(press.outlines())
    whole = not has_errors(shelf.problems)

    def question() -> tuple[Plain, int, Plain]:
        wrong = tuple(map(problem_plain, check_rest(portal, content, whole=whole)))
        return wrong, characters(portal), tuple(sorted(shared_titles(portal)))

    helped = makes and len(portal.documents) > _MANY
    with aside(question) if helped else nullcontext(question) as answer:
        jobs = press.jobs(portal, content) if makes else []
        wrong, size, titles = answer()
    shelf.problems.extend(map(problem, wrong))
    return Checked(portal, jobs, size, titles)
