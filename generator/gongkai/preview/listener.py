"""Listener: who is told what a preview does; the command line says it to people."""

from dataclasses import dataclass
from typing import Protocol

from gongkai.preview.messages import Built, Changes, Trouble
from gongkai.preview.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Success:
    """A good build. first: since the start. mended: after a failed one."""

    built: Built
    first: bool
    mended: bool


class Listener(Protocol):
    """Called from the preview's event loop; must return at once."""

    def serving(self, reach: Reach, taken: int) -> None:
        """The preview is found there. taken: the port that was wanted but in use, or 0."""

    def step(self, stage: str, done: int, total: int) -> None:
        """How far a build is."""

    def built(self, done: Success, changes: Changes) -> None:
        """A build went well and something is new; changes: the files that differ."""

    def trouble(self, trouble: Trouble) -> None:
        """A build failed, otherwise than the one before."""

    def index_ready(self) -> None:
        """The search index has caught up with the pages."""

    def index_failed(self, trouble: Trouble) -> None:
        """The search index could not be made."""

    def polling(self) -> None:
        """The system does not tell of changes; every file is looked at again and again."""
