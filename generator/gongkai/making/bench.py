"""Bench: where a page is made: the tasks that any process, here or elsewhere, can be given.

A task is a pure function of its plain arguments but for the files it reads and writes, and those
can travel with it.
"""

import marshal
import os
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gongkai.checks.catalogue import check_page, check_paper
from gongkai.checks.summary import summarize
from gongkai.making.plain import Plain, marshalled, outline_plain, plain
from gongkai.making.report import problem_plain
from gongkai.making.templates import CompiledTemplates
from gongkai.model.portal import Portal
from gongkai.pages.address import file_of
from gongkai.pages.context import make_context
from gongkai.pages.document_page import document_page
from gongkai.pages.page import HTML_KINDS, Page, Sheet, made
from gongkai.pages.parts import SiteView
from gongkai.problems import ThemeError
from gongkai.reasons import reason
from gongkai.rendering.filing import Filings
from gongkai.rendering.render import Renderer
from gongkai.rendering.texts import text_of
from gongkai.rendering.theme import Theme
from gongkai.sources.files import bytes_of
from gongkai.sources.load_papers import read_paper
from gongkai.sources.shapes.document import DocumentSurroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all pages of a build are made with. portal: without plans and documents.

    theme: None when pages are not to be made, because the content has errors.
    stage: folder where pages are written, "" to give their bytes back.
    """

    portal: Portal
    around: DocumentSurroundings
    view: SiteView
    theme: Theme | None
    options: dict[str, str]
    search: bool
    stage: str


class Paper(NamedTuple):
    """The file of a document to be read. file: on this machine; data: its bytes, if they travel.

    known: digest of the bytes it had when its page was made as it stands, or "".
    page: SHA-256 of that page, or "".
    """

    slug: str
    path: str
    file: str
    data: bytes | None = None
    known: str = ""
    page: str = ""


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class Bench:
    """What one process keeps at hand to make pages in one setting."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.context = make_context(setting.portal)
        self.filings = Filings(setting.portal)
        compiled = CompiledTemplates()
        self.renderer = (
            Renderer(setting.theme, setting.view, setting.options, compiled)
            if setting.theme
            else None
        )
        self._folders: set[str] = set()

    def put(self, file: str, data: bytes) -> bytes | bool:
        """Write a page to the stage; gives its bytes back when there is none to write to."""
        if not self.setting.stage:
            return data
        path = f"{self.setting.stage}/{file}"
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(folder)  # noqa: PTH102  pathlib takes as long as the disk
            except OSError:  # it is there, or the one above is not
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        try:
            opened = os.open(path, _NEW, 0o666)
        except FileNotFoundError:  # the stage of an earlier build had the folder
            os.makedirs(folder)  # noqa: PTH103
            opened = os.open(path, _NEW, 0o666)
        try:
            while data:
                data = data[os.write(opened, data) :]
        finally:
            os.close(opened)
        return True


@lru_cache(maxsize=1)
def bench_of(setting: bytes) -> Bench:
    """The bench for a pickled Setting, kept from one task to the next, and from build to build."""
    return Bench(pickle.loads(setting))


def packed(setting: Setting) -> bytes:
    """A Setting as tasks are given it. Assets go without their bytes: pages only link to them."""
    theme = setting.theme
    if theme:
        loaded = tuple(replace(asset, content=b"") for asset in theme.loaded)
        setting = replace(setting, theme=replace(theme, loaded=loaded))
    return pickle.dumps(setting)


def read_papers(setting: bytes, papers: Sequence[Paper]) -> bytes:
    """Read documents and make their pages.

    Gives a marshalled list, for each: path, digest of its bytes, then None when they are the
    known ones, else (outline or None, problems, page or None); an OSError's words instead of the
    digest. A page is what make_pages gives.
    """
    bench = bench_of(setting)
    return marshal.dumps([_read_paper(bench, paper) for paper in papers])


def _read_paper(bench: Bench, paper: Paper) -> Plain:
    try:
        data = paper.data if paper.data is not None else bytes_of(paper.file)
    except OSError as error:
        return paper.path, "", reason(error)
    digest = sha256(data).hexdigest()
    if digest == paper.known:
        return paper.path, digest, None
    reading = read_paper(paper.slug, f"content/{paper.path}", data, bench.setting.around)
    document = reading.document
    problems = reading.problems
    if document is None:
        return paper.path, digest, (None, tuple(map(problem_plain, problems)), None)
    problems += check_paper(document)
    page = None
    if bench.renderer is not None:
        made = document_page(bench.context, document)
        text = None
        if bench.setting.search:
            text = plain(text_of(made, bench.filings.document(document)))
        page = _made(bench, made, paper.page, text)
    return (
        paper.path,
        digest,
        (outline_plain(document), tuple(map(problem_plain, problems)), page),
    )


class Job:
    """A page to be made. known: SHA-256 of what lies in the site now, or "".

    Pickled, it holds the page itself, for a sheet is made of all the portal.
    """

    __slots__ = ("known", "page")

    def __init__(self, page: Page | Sheet, known: str) -> None:
        self.page = page
        self.known = known

    def __reduce__(self) -> tuple[Callable[[bytes, str], "Job"], tuple[bytes, str]]:
        from gongkai.making.frozen import frozen  # heavy, and jobs seldom travel

        return _job, (frozen(replace(made(self.page), source=None)), self.known)


def _job(page: bytes, known: str) -> Job:
    from gongkai.making.frozen import thawed

    return Job(thawed(page), known)


def make_pages(setting: bytes, content: str, jobs: Sequence[Job]) -> bytes:
    """Make pages; a marshalled list of what _made gives. content: folder of attached files."""
    bench = bench_of(setting)
    return marshal.dumps([_made(bench, made(job.page), job.known, None, content) for job in jobs])


def _made(bench: Bench, page: Page, known: str, text: Plain | None, content: str = "") -> Plain:
    """A page made: its file, SHA-256, bytes (True: on the stage, False: the known ones), problems,
    (ids, links, loaded, elsewhere, frame) and their digest, search text and its digest; both may
    be None and "".
    Or: its file and what a ThemeError says.
    """
    file = file_of(page.address)
    if bench.renderer is None:
        raise AssertionError("pages are made with a theme")
    html = ""
    try:
        if page.kind in HTML_KINDS:
            html = bench.renderer.render(page)
        data = html.encode() if html else _export(page, Path(content))
    except ThemeError as error:
        return file, (error.message, error.hint)
    digest = sha256(data).hexdigest()
    problems: tuple[Plain, ...] = ()
    links: Plain | None = None
    links_digest = ""
    if html:
        summary = summarize(file, html, bench.setting.view.root or "/")
        problems = tuple(map(problem_plain, check_page(summary)))
        said = summary.ids, summary.links, summary.loaded, summary.elsewhere
        links, links_digest = (*said, summary.frame), digest_of((*said, _of_frame(summary.frame)))
    back = digest != known and bench.put(file, data)
    return file, digest, back, problems, links, links_digest, text, digest_of(text)


def _export(page: Page, content: Path) -> bytes:
    from gongkai.rendering.exports import export  # heavy, and not for a paper's own page

    return export(page, content)


def digest_of(plain: Plain | None) -> str:
    """Equal for equal plain values; "" for None."""
    return "" if plain is None else sha256(marshalled(plain)).hexdigest()[:32]


@lru_cache(maxsize=200)
def _of_frame(frame: Plain) -> str:
    """Digest of where the frame of many pages leads."""
    return digest_of(frame)
