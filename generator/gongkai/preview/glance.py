"""Glance: pages of documents just saved, shown before the build that makes them is done."""

import marshal
from collections.abc import Iterable
from pathlib import Path

from gongkai.build import read_draft, setting_of
from gongkai.making.bench import Paper, bench_of, packed, read_papers
from gongkai.making.seal import Marks, input_marks
from gongkai.pages.address import document_address, file_of
from gongkai.preview.draft import Draft
from gongkai.problems import ContentRefused, GongkaiError, Problem, Weight
from gongkai.sources.files import Found, check_name

_FOLDER = "content/documents/"


class Glancer:
    """Makes single pages as the next build will; keeps at hand what all of them are made with."""

    def __init__(self, project: Draft) -> None:
        self._project = project
        self._setting = b""
        self._marks: Marks = {}
        self.pages(())

    def pages(self, paths: Iterable[str]) -> tuple[tuple[str, bytes], ...]:
        """(file, bytes) of each page of these documents that differs from the one in the site.

        Nothing at all as soon as anything is in doubt: the build then says what is wrong.
        """
        try:
            self._look_around()
            made = [self._page(path) for path in paths]
        except (ContentRefused, GongkaiError, OSError):
            return ()
        pages = [page for page in made if page]
        return tuple(pages) if len(pages) == len(made) else ()

    def _look_around(self) -> None:
        """Read everything but the documents again when any of it changed."""
        project = self._project
        marks = input_marks(project.root, _FOLDER)
        if marks != self._marks or not self._setting:
            setting, _ = setting_of(read_draft(project), project, search=False, stage="")
            self._setting, self._marks = packed(setting), marks
            bench_of(self._setting)

    def _page(self, path: str) -> tuple[str, bytes] | None:
        project = self._project
        inside = Path(path).relative_to(project.content).as_posix()
        doubts: list[Problem] = []
        slug = check_name(Found(inside, path), doubts)
        file = file_of(document_address(slug))
        if doubts or not Path(project.site, file).is_file():  # a new page is not linked to yet
            return None
        papers = [Paper(slug, inside, path)]
        ((_, digest, news),) = marshal.loads(read_papers(self._setting, papers))
        if not digest or news is None or news[2] is None or len(news[2]) == 2:
            return None
        _, told, (_, _, data, of_page, *_) = news
        if any(problem[4] == Weight.ERROR.name for problem in (*told, *of_page)):
            return None
        return file, data
