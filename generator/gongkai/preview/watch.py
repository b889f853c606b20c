"""Watch: tells when content or theme changes, whatever editors and git do to the folders."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath

from watchfiles import watch

from gongkai.preview.poll import polled

OnChange = Callable[[frozenset[str]], None]
Identities = Mapping[Path, tuple[int, int]]

_QUIET = 5  # milliseconds without a further event, after which what happened is told
_LONGEST = 1000  # milliseconds after which it is told in any case
_GLANCE = 300  # milliseconds between two looks at whether the watched folders are still the same
_POLL = 300  # milliseconds between two looks at every file, where the system does not tell

# What editors, office programs and systems leave beside the file they are writing.
_ENDINGS = ("~", ".swp", ".swo", ".swx", ".swpx", ".bak", ".tmp", ".orig", ".part", ".crdownload")
_STARTS = (".", "#", "~$")
_NAMES = frozenset({"4913", "Thumbs.db", "desktop.ini"})  # 4913: vim tries whether it may write
_PARTS = ("___jb_tmp___", "___jb_old___")


def is_ours(path: str) -> bool:
    """Whether a change of this file may change the site; path: from the watched folder."""
    name = PurePath(path).name
    return not (
        name in _NAMES
        or name.startswith(_STARTS)
        or name.endswith(_ENDINGS + _PARTS)
        or any(part.startswith(".") for part in PurePath(path).parts)
    )


class Watcher:
    """Watches folders from a thread of its own; they may come, go and be replaced.

    on_change: called in that thread with the paths that changed, as the system names them.
    on_poll: called when the system cannot tell and every file is looked at instead.
    """

    def __init__(
        self,
        folders: tuple[Path, ...],
        on_change: OnChange,
        on_poll: Callable[[], None],
        poll: bool = False,
    ) -> None:
        self.folders = folders
        self.on_change = on_change
        self.on_poll = on_poll
        self.poll = poll
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self.thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self.stopped.set()
        self.thread.join()

    def _run(self) -> None:
        again = False
        while not self.stopped.is_set():
            there = self._identities()
            try:
                self._follow(there, again)
            except FileNotFoundError:
                self.stopped.wait(_GLANCE / 1000)
            except RuntimeError:  # one event that cannot be told: a name that is not UTF-8
                self.stopped.wait(_GLANCE / 1000)
            except OSError:  # the system's limit of watches, most of the time
                self.poll = True
                self.on_poll()
            again = True

    def _follow(self, there: Identities, again: bool) -> None:
        """Tell changes until a watched folder is another one than at the start.

        again: something may have happened unseen just before, so that one change is told anyway.
        """
        for changes in self._batches(tuple(there)):
            ours = frozenset(path for path in changes if self._is_ours(path))
            if again or ours:
                self.on_change(ours)
            # What came into a new folder before it was watched too is told by nobody.
            again = any(Path(path).is_dir() for path in ours)
            if self._identities() != there:
                self.on_change(frozenset(map(str, self.folders)))
                return

    def _batches(self, folders: tuple[Path, ...]) -> Iterator[frozenset[str]]:
        """Paths of what happened together; an empty set now and then when nothing did."""
        if not folders:
            while not self.stopped.wait(_GLANCE / 1000):
                yield frozenset()
            return
        if self.poll:
            yield from polled(folders, self.stopped, _POLL / 1000)
            return
        for changes in watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST,
            step=_QUIET,
            stop_event=self.stopped,
            rust_timeout=_GLANCE,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            yield frozenset(path for _, path in changes)

    def _is_ours(self, path: str) -> bool:
        for folder in self.folders:
            with suppress(ValueError):
                return is_ours(str(PurePath(path).relative_to(folder)))
        return True

    def _identities(self) -> Identities:
        """The folders that are there, each with what tells it from another of its name."""
        found = {}
        for folder in self.folders:
            with suppress(OSError):
                status = folder.stat()
                found[folder] = (status.st_dev, status.st_ino)
        return found
