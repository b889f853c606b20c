"""The conductor: content to site, in ten calls."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from gongkai.checks.catalogue import check_content, check_site
from gongkai.model.portal import Portal
from gongkai.output.search import SearchText, index
from gongkai.output.stage import Committed, Stage, commit
from gongkai.pages.address import file_of
from gongkai.pages.site_map import HTML_KINDS, site_map, site_view
from gongkai.problems import ContentRefused, Problem, has_errors
from gongkai.project import Project
from gongkai.rendering.exports import export
from gongkai.rendering.render import Renderer
from gongkai.rendering.texts import search_text
from gongkai.rendering.theme import Theme, load_theme
from gongkai.sources.load import load

Say = Callable[[str, int, int], None]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is asked for. commit False: everything but the change of site/ (a check)."""

    search: bool = True
    commit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did. timings: seconds of each step, in order."""

    problems: tuple[Problem, ...]
    pages: int
    files: int
    written: int
    removed: int
    timings: tuple[tuple[str, float], ...]


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody how far the build is."""


def build(project: Project, options: Options, say: Say = silent) -> Report:
    """Make the site from the content.

    Raises ContentRefused when the content or the finished pages have errors, and GongkaiError
    for what a theme, a tool or a folder lacks; the site is then as it was.
    """
    clock = Clock(say)
    portal, problems = clock.time("读取内容", lambda: read_content(project))
    theme = load_theme(portal.theme, project.root)
    with Stage(project.cache / "stage") as stage:
        texts = clock.time("生成页面", lambda: write_pages(stage, portal, theme, project, clock))
        if options.search:
            clock.time("编制检索索引", lambda: write_index(stage, texts))
        problems += clock.time("检查网页", lambda: check_stage(stage))
        stop_at_errors(problems)
        done = clock.time("更新网站", lambda: commit(stage, project.site)) if options.commit else NO
        return Report(
            problems=problems,
            pages=sum(file.endswith(".html") for file in stage.files()),
            files=len(stage.files()),
            written=done.written,
            removed=done.removed,
            timings=tuple(clock.timings),
        )


NO = Committed(written=0, removed=0)


class Clock:
    """Times the steps of a build and says which one is under way."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.timings: list[tuple[str, float]] = []

    def time(self, name: str, step: Callable[[], Result]) -> Result:
        """Run a step."""
        self.say(name, 0, 0)
        start = monotonic()
        result = step()
        self.timings.append((name, monotonic() - start))
        return result


def read_content(project: Project) -> tuple[Portal, tuple[Problem, ...]]:
    """The portal, and what is doubtful in it. Raises ContentRefused when anything is wrong."""
    portal, problems = load(project.content, project.root)
    if portal is not None:
        problems += check_content(portal)
    stop_at_errors(problems)
    if portal is None:
        raise AssertionError("a portal that cannot be read has an error")
    return portal, problems


def stop_at_errors(problems: tuple[Problem, ...]) -> None:
    """Refuse content that has errors, with everything that is known about it."""
    if has_errors(problems):
        raise ContentRefused(tuple(sorted(problems, key=Problem.sort_key)))


def write_pages(
    stage: Stage, portal: Portal, theme: Theme, project: Project, clock: Clock
) -> list[SearchText]:
    """Write every page and asset to the stage; give back what readers may search."""
    renderer = Renderer(theme, site_view(portal), theme.options(dict(portal.theme_options)))
    texts = []
    for file, data in theme.assets():
        stage.write(file, data)
    for count, page in enumerate(site_map(portal), 1):
        for_readers = page.kind in HTML_KINDS
        data = renderer.render(page) if for_readers else export(page, project.content)
        stage.write(file_of(page.address), data, page.source)
        if text := search_text(page):
            texts.append(text)
        clock.say("生成页面", count, 0)
    return texts


def write_index(stage: Stage, texts: list[SearchText]) -> None:
    """Write the search index to the stage."""
    for file, data in index(texts):
        stage.write(file, data)


def check_stage(stage: Stage) -> tuple[Problem, ...]:
    """What is wrong with the finished files."""
    files = stage.files()
    html = ((file, stage.read(file)) for file in files if file.endswith(".html"))
    return (*stage.problems, *check_site(html, frozenset(files)))
