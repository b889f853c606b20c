"""The conductor: content to site, in ten calls."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from time import monotonic
from typing import TypeVar

from gongkai.checks.catalogue import check_moves
from gongkai.making.bench import Job, Setting
from gongkai.making.checked import checked
from gongkai.making.crew import Crew
from gongkai.making.garbage import leave
from gongkai.making.lock import alone, waiting_text
from gongkai.making.memory import Memory
from gongkai.making.press import Press
from gongkai.making.proof import link_problems, page_problems
from gongkai.making.report import (
    Look,
    Report,
    Told,
    look,
    problem,
    problem_plain,
    report_of,
)
from gongkai.making.seal import mark, seal_mark
from gongkai.making.store import MemoryLost
from gongkai.making.writings import writings_of
from gongkai.model.portal import ColumnKind, Portal
from gongkai.output.commit import Committed, commit
from gongkai.output.stage import Stage, unwritable
from gongkai.pages.around import site_view
from gongkai.problems import ContentRefused, Problem, ThemeError, has_errors
from gongkai.project import Project
from gongkai.rendering.theme import Theme, load_theme
from gongkai.sources.load import Draft, load_draft
from gongkai.sources.shapes.document import DocumentSurroundings

Say = Callable[[str, int, int], None]
Result = TypeVar("Result")
NO = Committed(written=0, removed=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is asked for. commit False: everything but the change of site/ (a check).

    search False: no index is made, and one that lies there is removed, for it might lie.
    last: whether the process ends after it, and may leave what it made as it is.
    look: what was seen just before, by one who saw that there is something to do; None: look.
    """

    search: bool = True
    commit: bool = True
    last: bool = False
    look: Look | None = None


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody how far the build is."""


class Clock:
    """Times the steps of a build and says which one is under way."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.name = ""
        self.timings: list[tuple[str, float]] = []

    def time(self, name: str, step: Callable[[], Result]) -> Result:
        """Run a step."""
        self.name = name
        self.say(name, 0, 0)
        start = monotonic()
        result = step()
        self.timings.append((name, monotonic() - start))
        return result

    def step(self, done: int, total: int) -> None:
        """Say how far the step under way is."""
        self.say(self.name, done, total)

    def wait(self, process: str) -> None:
        """Say that another build is under way."""
        self.say(waiting_text(process), 0, 0)


def build(
    project: Project, options: Options, say: Say = silent, crew: Crew | None = None
) -> Report:
    """Make the site from the content; what the last build made and nothing touched is left alone.

    crew: who does the work; without one, this machine's processors. Raises ContentRefused when
    the content or the finished pages have errors, and GongkaiError for what a theme, a tool or a
    folder lacks; the site is then as it was.
    """
    clock = Clock(say)
    with alone(project.cache, clock.wait):
        seen = options.look
        if seen is None or seen.taken != seal_mark(project.cache):  # another build came between
            seen = look(project.root, project.cache, project.site, search=options.search)
            if seen.report and options.commit:
                return seen.report
        try:
            return _build(project, options, clock, crew or Crew(), seen)
        except MemoryLost:
            forgetful = replace(seen, seal=None, intact=False)
            return _build(project, options, clock, crew or Crew(), forgetful)


@dataclass(frozen=True, slots=True)
class _Task:
    """What every step of one build has to hand."""

    project: Project
    options: Options
    clock: Clock
    stage: Stage
    crew: Crew


def _build(project: Project, options: Options, clock: Clock, crew: Crew, seen: Look) -> Report:
    memory = Memory(project.cache, project.site, seen)
    with Stage(project.cache / "stage") as stage:
        return _make(_Task(project, options, clock, stage, crew), memory)


def _make(task: _Task, memory: Memory) -> Report:
    project, clock = task.project, task.clock
    draft = clock.time("读取要点和栏目", lambda: read_draft(project))
    stage = str(task.stage.folder.absolute())
    setting, flaw = setting_of(draft, project, search=task.options.search, stage=stage)
    press = Press(setting, task.stage, memory, task.crew)
    step = "读取文件并生成网页"
    size = clock.time(step, lambda: press.make_papers(draft.shelf, clock.step))
    if size is None:
        told = make_rest(press, memory, draft, setting.theme or flaw, task)
    else:
        told = replace(memory.told, characters=size)
    done = NO
    if task.options.commit:
        done = clock.time("更新网站", lambda: renew(press, memory, told, task))
    if task.options.last:
        leave(press, memory, draft)
    problems = map(problem, told.problems)
    report = report_of(problems, task.stage.files(), done.written, done.removed)
    return replace(report, timings=tuple(clock.timings))


def read_draft(project: Project) -> Draft:
    """Everything but the documents. Raises ContentRefused when portal.yaml cannot be read."""
    draft, problems = load_draft(project.content)
    if draft is None:
        raise ContentRefused(tuple(sorted(problems, key=Problem.sort_key)), complete=False)
    return draft


def setting_of(
    draft: Draft, project: Project, *, search: bool, stage: str
) -> tuple[Setting, ThemeError]:
    """What pages are made with, and what is wrong with the theme when it is None.

    search, stage: as of Setting.

    With errors in the content no page is made, but all documents are read: all is told at once.
    """
    portal, shelf = draft.portal, draft.shelf
    theme, options, flaw = None, {}, ThemeError("没有主题")
    try:
        if not has_errors(shelf.problems):
            theme = load_theme(portal.theme, project.root)
            options = dict(theme.options(dict(portal.theme_options)))
    except ThemeError as error:
        theme, flaw = None, error
    setting = Setting(
        portal=replace(portal, plans=(), introduction="", redirects=()),
        around=DocumentSurroundings(shelf.columns, shelf.regions, shelf.names),
        view=site_view(portal),
        theme=theme,
        options=options,
        search=search,
        stage=stage,
    )
    return setting, flaw


def make_rest(
    press: Press, memory: Memory, draft: Draft, theme: Theme | ThemeError, task: _Task
) -> Told:
    """All that follows the documents' own pages: the other pages, the index, and the checks.

    Raises ContentRefused when anything is wrong, and the ThemeError for want of a theme.
    """
    clock, problems = task.clock, draft.shelf.problems
    makes = isinstance(theme, Theme) and not has_errors(problems)
    content = task.project.content
    found = clock.time("检查内容", lambda: checked(press, draft, content, makes=makes))
    sound(problems, complete=False)
    if isinstance(theme, ThemeError):
        raise theme
    clock.time("生成其他网页", lambda: make_pages(press, theme, found.jobs, task))
    found.jobs.clear()  # they hold what lists show, and the index takes much memory
    portal = found.portal
    if task.options.last:
        leave(portal)
    indexed, index = clock.time("编制检索索引", lambda: make_search(press, memory, portal, task))
    files, search = task.stage.files(), task.options.search
    written = writings_of(portal, content)
    links = clock.time("检查网页", lambda: link_problems(files, press, memory, search, written))
    of_pages = page_problems(files, press, memory)
    moves = check_moves(portal.redirects, files)
    told = sound((*problems, *task.stage.problems, *of_pages, *map(problem, links), *moves))
    return Told(
        problems=tuple(map(problem_plain, told)),
        setting=press.digest,
        characters=found.characters,
        titles=found.titles,
        search=search,
        indexed=indexed,
        index=index,
        links=links,
    )


def sound(problems: Iterable[Problem], *, complete: bool = True) -> tuple[Problem, ...]:
    """The problems in the order of a report. Raises ContentRefused when one is an error.

    complete: whether that is all there is to check.
    """
    found = tuple(sorted(problems, key=Problem.sort_key))
    if has_errors(found):
        raise ContentRefused(found, complete=complete)
    return found


def make_pages(press: Press, theme: Theme, jobs: list[Job], task: _Task) -> None:
    """Make every page but those of documents, and the files that pages load."""
    press.make_pages(jobs, task.project.content, task.clock.step)
    if press.theme_error:
        raise press.theme_error
    for file, data in theme.assets():
        press.write(file, data)


def make_search(
    press: Press, memory: Memory, portal: Portal, task: _Task
) -> tuple[str, tuple[str, ...]]:
    """The search index, when one is asked for: what make_index gives, else nothing."""
    if not task.options.search or all(
        column.kind is not ColumnKind.SEARCH for column in portal.all_columns()
    ):
        return "", ()
    from gongkai.making.indexing import make_index  # heavy, and previews do without

    return make_index(press, memory, portal, task.project.cache)


def renew(press: Press, memory: Memory, told: Told, task: _Task) -> Committed:
    """Bring site/ up to date and write down what was made."""
    files, site = task.stage.files(), task.project.site
    before = None if memory.outputs is None else tuple(memory.outputs)
    memory.forget()
    done = commit(task.stage, site, before)
    try:
        press.remember(files)
        left = {} if memory.outputs is None else memory.outputs
        untouched = left.keys() - press.pages.keys()
        outputs = {
            file: found
            for file in files
            if (found := left[file] if file in untouched else mark(f"{site}/{file}"))
        }
        memory.keep(outputs, told)
    except OSError as error:
        raise unwritable(task.project.cache, error) from error
    return done
