"""Press: makes what is new of a site into the stage, and leaves what is remembered as it is."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.checks.search import same_size
from gongkai.making.bench import Job, Paper, Setting, digest_of, make_pages, packed, read_papers
from gongkai.making.crew import Crew
from gongkai.making.memory import Memory, fingerprint
from gongkai.making.plain import Plain, document_of, length_of, plain, same_but_text
from gongkai.making.report import problem
from gongkai.making.seal import UNSTEADY, mark, steady_mark
from gongkai.model.document import Document
from gongkai.model.portal import Portal
from gongkai.output.stage import Stage
from gongkai.pages.address import document_address, file_of
from gongkai.pages.page import Page, Sheet
from gongkai.problems import Problem, ThemeError
from gongkai.rendering.filing import Filings
from gongkai.rendering.texts import search_text
from gongkai.sources.files import Found, read_bytes
from gongkai.sources.load_papers import Shelf, documents_in, in_order

Step = Callable[[int, int], None]


class Press:
    """Makes the pages of one build in one setting.

    digest: of the setting. root: path of the home on its server.
    papers, pages, links, texts: records for the books of memory, of what was made anew.
    theme_error: the first that any page met.
    """

    def __init__(self, setting: Setting, stage: Stage, memory: Memory, crew: Crew) -> None:
        self._search = setting.search
        self.root = setting.view.root or "/"
        self._setting = packed(setting if crew.here else replace(setting, stage=""))
        self.digest = fingerprint(packed(replace(setting, stage="", search=False)))
        self._stage = stage
        self._memory = memory
        self._crew = crew
        self.papers: dict[str, Plain] = {}
        self.pages: dict[str, Plain] = {}
        self.links: dict[str, Plain] = {}
        self.texts: dict[str, Plain] = {}
        self.theme_error: ThemeError | None = None
        self._frames: dict[Plain, Plain] = {}  # one tuple for all pages: the book writes it once
        self._records: dict[str, Plain] = {}
        self._documents: dict[str, Document] = {}  # outlines, as far as they were made already
        self._fingerprints: dict[str, str] = {}  # of other pages
        self._attached: list[Page] = []  # files to be copied once the content is found sound
        self._settled = False
        self._paths: set[str] = set()

    # --- documents

    def make_papers(self, shelf: Shelf, step: Step) -> int | None:
        """Read the documents and make their pages; what is wrong is noted on the shelf.

        When only documents' texts changed, all else is left as it lies, and the characters of the
        portal are given, as Told has them; None: the rest is to be made, too.
        """
        memory, found = self._memory, documents_in(shelf)
        marks, moment = memory.look.inputs, memory.look.moment
        self._paths = {each.path for _, each in found}
        self._settled = memory.is_settled(self.digest, self._search)
        records, waiting = self._records, self._to_be_read(found)
        papers = self._travelling(waiting, shelf.problems)
        for result in self._crew.results(partial(read_papers, self._setting), papers):
            for path, digest, news in marshal.loads(result):
                record = self._read(waiting[path][0], digest, news, shelf.problems)
                if record:
                    mark = steady_mark(marks.get(f"content/{path}", UNSTEADY), moment)
                    records[path] = self.papers[path] = (mark, *record)
                    if record[1] and not self._settled:  # all will be asked for; others work now
                        self._documents[path] = document_of(record[1])
            step(len(records), len(found))
        for path in sorted(path for path, record in records.items() if record[3]):
            shelf.problems.extend(map(problem, records[path][3]))
        size = self._size_with_new_texts()
        if size is not None:
            self._stage.claim_others(memory.outputs or ())
        return size

    def _to_be_read(self, found: Iterable[tuple[str, Found]]) -> dict[str, tuple[Found, Paper]]:
        """Documents of which it is not certain that they, and their pages, are as they were, by
        path; the records of the others are taken over.
        """
        memory, records, marks = self._memory, self._records, self._memory.look.inputs
        known_papers = memory.papers.all()
        waiting: dict[str, tuple[Found, Paper]] = {}
        for slug, each in found:
            path = each.path
            record: Any = known_papers.get(path)
            file, source = file_of(document_address(slug)), f"content/{each.path}"
            self._stage.claim(file, source)
            same = record is not None and record[0] == marks.get(source) != UNSTEADY
            if same and self._settled:
                records[path] = record
                continue
            usable = record is not None and self._is_usable(file, self._page_of(record[1]), True)
            if usable and same:
                records[path] = record
            else:
                known = record[1] if usable else ""
                paper = Paper(slug, path, each.file, None, known, self._known(file))
                waiting[path] = each, paper
        return waiting

    def outlines(self) -> tuple[Document, ...]:
        """Outlines of the documents without errors, once make_papers is done."""
        known = self._documents
        return in_order(
            known.get(path) or document_of(record[2])
            for path, record in self._records.items()
            if record[2]
        )

    def _size_with_new_texts(self) -> int | None:
        """What make_papers gives."""
        memory, told = self._memory, self._memory.told
        read = {f"content/{path}" for path in self.papers}
        if self._search or told.search or not self._settled or memory.changed_inputs() - read:
            return None
        size = told.characters
        for path, new in self.papers.items():
            old = memory.papers[path]
            if old is None or not same_but_text(old[2], new[2]) or new[3] != old[3]:
                return None
            if told.titles and document_of(new[2]).record.title in told.titles:
                return None  # its text may have become that of another, or no longer be it
            size += length_of(new[2]) - length_of(old[2])
        changed = ((record, memory.pages[file]) for file, record in self.pages.items())
        if any(old is None or new[2:4] != old[2:4] for new, old in changed) or self.theme_error:
            return None
        return size if same_size(told.characters, size) else None

    def _travelling(
        self, waiting: Mapping[str, tuple[Found, Paper]], problems: list[Problem]
    ) -> Iterator[Paper]:
        """The papers to be read; with their bytes where the crew does not see this machine."""
        for found, paper in waiting.values():
            data = None if self._crew.here else read_bytes(found, problems)
            if self._crew.here or data is not None:
                yield paper._replace(data=data)

    def _read(
        self, found: Found, digest: str, news: Plain | None, problems: list[Problem]
    ) -> Plain | None:
        """Digest, outline and problems of a document that was looked at; None: unreadable."""
        if not digest:
            read_bytes(found, problems)  # says what is wrong with it
            return None
        if news is None:
            known: Plain = self._memory.papers[found.path]
            return known[1:]
        outlined, told, page = news
        if page:
            self._take(page, self._page_of(digest))
        return digest, outlined, told

    def _page_of(self, digest: str) -> str:
        """Fingerprint of the page of a document whose file has that digest."""
        return fingerprint(digest, self.digest)

    # --- other pages

    def jobs(self, portal: Portal, content: Path) -> list[Job]:
        """All other pages that are to be made; nothing is written yet, and no attached file read.

        portal: with outlines of the documents.
        """
        from gongkai.pages.site_map import sheets  # heavy, and not for papers' own pages

        return list(self._new(sheets(portal, own=False), portal, content))

    def make_pages(self, jobs: list[Job], content: Path, step: Step) -> None:
        """Make those pages, and copy what is attached. content: folder of attached files."""
        task = partial(make_pages, self._setting, str(content))
        for page in self._attached:  # here: others may not see the folder
            (made,) = marshal.loads(task([Job(page, "")]))
            self._take(made, self._fingerprints[made[0]])
        done = 0
        for result in self._crew.results(task, jobs):
            for made in marshal.loads(result):
                self._take(made, self._fingerprints[made[0]])
                done += 1
            step(done, len(jobs))

    def _new(self, pages: Iterable[Page | Sheet], portal: Portal, content: Path) -> Iterator[Job]:
        """Those of the pages that are to be made."""
        from gongkai.making.frozen import frozen
        from gongkai.pages.exports import FileView

        fingerprints = self._fingerprints
        filings = Filings(replace(portal, documents=())) if self._search else None
        for page in pages:
            file = file_of(page.address)
            if not self._stage.claim(file, page.source):
                continue
            if isinstance(page, Sheet):
                fingerprints[file] = fingerprint(page.key, self.digest)
                if not self._is_usable(file, fingerprints[file], False):
                    yield Job(page, self._known(file))
                continue
            attached = isinstance(page.view, FileView) and mark(f"{content}/{page.view.path}")
            data = frozen(replace(page, source=None))
            fingerprints[file] = fingerprint(data, repr(attached), self.digest)
            if self._is_usable(file, fingerprints[file], page.search):
                continue
            text = search_text(page, filings) if filings else None
            if text:
                self.texts[file] = plain(text)
            if attached:
                self._attached.append(page)
            else:
                yield Job(page, self._known(file))

    def lies(self, file: str) -> bool:
        """Whether a file of the site is as the last build left it."""
        return bool(self._known(file))

    def write(self, file: str, data: bytes | None) -> None:
        """Put a file of the theme or of the search index on the stage unless it lies there.

        data: None when it `lies` there.
        """
        if self._stage.claim(file) and data is not None:
            sha = digest_of((data,))
            if self._known(file) != sha:
                self._stage.put(file, data)
            self.pages[file] = ("", sha, (), "", "")

    # --- what was made

    def all_texts(self) -> list[tuple[str, str]]:
        """Every file of the new site that readers search, and the digest of its text."""
        records = ((file, self._record(file)) for file in self._stage.files())
        return [(file, record[4]) for file, record in records if record and record[4]]

    def remember(self, files: Iterable[str]) -> None:
        """Note in the books what was made, and forget what is no file of the site any more."""
        memory, wanted = self._memory, set(files)
        gone = memory.pages.all().keys() - wanted
        memory.pages.change(self.pages, gone)
        memory.links.change(self.links, gone)
        memory.texts.change(self.texts, gone)
        memory.papers.change(self.papers, memory.papers.all().keys() - self._paths)

    # --- what is known

    def _record(self, file: str) -> Plain | None:
        return self.pages.get(file) or self._memory.pages[file]

    def _is_usable(self, file: str, fingerprint: str, searched: bool) -> bool:
        """Whether a page lies in the site as it would be made, and all about it is known."""
        record = self._memory.pages[file]
        if record is None or record[0] != fingerprint:
            return False
        known = bool(record[4]) or not (self._search and searched)
        return known and self._memory.lies_as_left(file)

    def _known(self, file: str) -> str:
        """Digest of the file that lies in the site, "" when that is not known."""
        record = self._memory.pages[file]
        return str(record[1]) if record and self._memory.lies_as_left(file) else ""

    def _take(self, made: Plain, fingerprint: str) -> None:
        if len(made) == 2:
            self.theme_error = self.theme_error or ThemeError(*made[1])
            return
        file, sha, data, problems, links, links_digest, text, text_digest = made
        if data is True:
            self._stage.note(file, sha)
        elif data is not False:
            self._stage.put(file, data)
        if links is not None:
            *said, frame = links
            self.links[file] = (*said, self._frames.setdefault(frame, frame))
        if text is not None:
            self.texts[file] = text
        elif file in self.texts:
            text_digest = digest_of(self.texts[file])
        self.pages[file] = (fingerprint, sha, problems, links_digest, text_digest)
