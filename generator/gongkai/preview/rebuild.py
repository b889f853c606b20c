"""Rebuild: one build after another as content changes, and the search index when all is quiet."""

import asyncio
from collections.abc import Callable, Collection
from time import monotonic

from gongkai.preview.builder import Builder
from gongkai.preview.listener import Listener, Success
from gongkai.preview.messages import GLANCE, Built, Changes, Trouble
from gongkai.preview.pairs import Pairs
from gongkai.preview.showing import Showing

_BURST = 5  # files at once that tell of git or a copy under way, not of a person who saves
_BURST_QUIET = 0.15  # seconds without a change after which such a thing is taken to be over
_BURST_LONGEST = 5.0
_DOUBT = 0.25  # seconds that a failure is kept back, in case the file was only saved by half
_DOUBT_LONGEST = 0.6  # seconds from the first failure on; then it is shown whatever happens
_IDLE = 1.0  # seconds without a change before the search index is made
_IDLE_LONGEST = 30.0  # and when it was interrupted again and again


def _few_below(folder: str, paths: Collection[str]) -> bool:
    """Whether nothing but a few papers in a folder changed."""
    few = 0 < len(paths) < _BURST
    return few and all(path.startswith(folder) and path.endswith(".md") for path in paths)


class Rebuilder:
    """Builds whenever something changed; never two builds of the pages at a time.

    on_new: called when browsers have something new to fetch.
    """

    def __init__(
        self, showing: Showing, listener: Listener, on_new: Callable[[], None], search: bool
    ) -> None:
        self.showing = showing
        self.listener = listener
        self.on_new = on_new
        # Builds that are shown, and what they changed: the builder may tell either first.
        self.news: Pairs[Success | None, Changes] = Pairs(self._tell)
        self.pages = Builder(showing.pages, "pages", listener.step, self.news.other)
        self.glances = Builder(showing.pages, GLANCE)
        self.glances.on_glance = self._show_ahead
        self.index = Builder(showing.search, "search") if search else None
        self.ahead: frozenset[str] = frozenset()
        self.changed = asyncio.Event()
        self.paths: set[str] = set()
        self.first = True
        self.index_is_old = search
        self.idle = _IDLE

    def change(self, paths: frozenset[str]) -> None:
        """Something changed: build soon."""
        self.paths |= paths
        self.changed.set()

    async def run(self) -> None:
        """Build, and build again at each change, until cancelled."""
        try:
            self.pages.start()
            await self._build()
            while True:
                await self._wait()
                await self._settle()
                await self._build()
        finally:
            self.pages.stop()
            self.glances.stop()
            if self.index is not None:
                self.index.stop()

    async def _wait(self) -> None:
        """Wait for a change; make the search index if it is long in coming."""
        good = self.showing.trouble is None
        if self.index is not None and self.index_is_old and good:
            if await self._changed_within(self.idle):
                return
            await self._index(self.index)
        await self.changed.wait()

    async def _index(self, index: Builder) -> None:
        """Make the search index, but give up when something changes."""
        making = asyncio.create_task(index.build())
        change = asyncio.create_task(self.changed.wait())
        try:
            await asyncio.wait((making, change), return_when=asyncio.FIRST_COMPLETED)
            if not making.done():
                index.stop()
                self.idle = min(2 * self.idle, _IDLE_LONGEST)
                return
            self.index_is_old = False
            self.idle = _IDLE
            outcome = making.result()
            if isinstance(outcome, Trouble):
                self.listener.index_failed(outcome)
            elif outcome.changed:
                self.listener.index_ready()
        finally:
            making.cancel()
            change.cancel()

    async def _settle(self) -> None:
        """Many files at once: wait until it is over, so that there is one build for all."""
        end = monotonic() + _BURST_LONGEST
        while len(self.paths) >= _BURST and monotonic() < end:
            self.changed.clear()
            if not await self._changed_within(_BURST_QUIET):
                return

    async def _changed_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self.changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _build(self) -> None:
        """Build until the outcome is worth showing, and show it."""
        self.ahead = frozenset()
        self._glance()
        outcome = await self._attempt()
        end = monotonic() + _DOUBT_LONGEST
        while (
            isinstance(outcome, Trouble)
            and self.showing.trouble is None
            and not self.first
            and (left := end - monotonic()) > 0
            and await self._changed_within(min(_DOUBT, left))
        ):
            await self._settle()
            outcome = await self._attempt()
        self._show(outcome)

    def _glance(self) -> None:
        """Have the pages of a few saved documents made at once; the build follows."""
        showing = self.showing
        documents = f"{showing.pages.content / 'documents'}/"
        if not showing.trouble and showing.root and _few_below(documents, self.paths):
            self.glances.glance(self.paths)

    def _show_ahead(self, pages: tuple[tuple[str, bytes], ...]) -> None:
        """Show pages before the build that makes them is done."""
        try:
            new = self.showing.look_ahead(dict(pages))
        except OSError:
            return  # a page is just going: the build tells
        self.ahead = frozenset(self.showing.ahead)
        if new:
            self.on_new()

    async def _attempt(self) -> Built | Trouble:
        """Build once; what is saved meanwhile is shown ahead, and stays for the next build."""
        self.changed.clear()
        self.paths.clear()
        building = asyncio.create_task(self.pages.build())
        meanwhile = False
        try:
            while not building.done():
                change = asyncio.create_task(self.changed.wait())
                await asyncio.wait((building, change), return_when=asyncio.FIRST_COMPLETED)
                change.cancel()
                if self.changed.is_set() and not building.done():
                    meanwhile = True
                    self.changed.clear()
                    self._glance()
            return building.result()
        finally:
            self.glances.forget()  # what it made is older than the site now
            building.cancel()
            if meanwhile:
                self.changed.set()

    def _show(self, outcome: Built | Trouble) -> None:
        mended = self.showing.trouble is not None and isinstance(outcome, Built)
        new = self.showing.take(outcome)
        if new:
            self.on_new()
        if isinstance(outcome, Trouble):
            if new:
                self.listener.trouble(outcome)
            self.news.forget()  # of a process that died in between
            return
        if outcome.changed:
            self.index_is_old = self.index is not None
        news = self.first or mended or outcome.changed
        if self.first:
            self.glances.start()  # now that somebody may save; it makes itself ready
        success = Success(built=outcome, first=self.first, mended=mended) if news else None
        self.first = False
        self.news.one(success)

    def _tell(self, done: Success | None, changes: Changes) -> None:
        """Say what a build changed; pages shown ahead that it did not make are in doubt."""
        if not self.ahead <= set(changes.addresses):
            self.showing.doubt()
            self.on_new()
        if done is not None:
            self.listener.built(done, changes)
