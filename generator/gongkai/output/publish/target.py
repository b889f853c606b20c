"""Target: what publishing asks of the place it publishes to, be it a folder here or a server."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from gongkai.output.publish.bundle import Bundle
from gongkai.output.publish.inventory import Seen
from gongkai.output.publish.release import Room, State


class Target(Protocol):
    """A folder with releases/ID and the link current. Methods raise OSError or PublishError.

    A release is named by its id; DRAFT names the one being written. All that changes anything
    happens inside lock().
    """

    @property
    def name(self) -> str:
        """The target as the operator wrote it."""

    def lock(self) -> AbstractContextManager[None]:
        """Make the target ready and keep others away. Raises BusyError, TargetError."""

    def state(self) -> State:
        """Its releases and which is live. Raises TargetError when it is no target."""

    def clear(self) -> None:
        """Remove what a publisher that was killed left behind."""

    def room(self) -> Room:
        """Free bytes and inodes."""

    def read(self, release: str, file: str) -> bytes:
        """A small file of a release; b"" when there is no such plain file."""

    def list(self, release: str) -> tuple[Seen, ...]:
        """Everything in a release, without digests."""

    def look(
        self, release: str, sm3: bool = False, only: frozenset[str] | None = None
    ) -> tuple[Seen, ...]:
        """Everything in a release, with digests. only: nothing but these of its paths."""

    def receive(
        self, bundle: Bundle, notes: Mapping[str, bytes], times: Mapping[str, int], like: str
    ) -> None:
        """Write the draft. like: a release that holds many of the same files, or ""."""

    def carry(self, files: Iterable[str], source: str, release: str) -> None:
        """Copy files with their times from one release into another; each appears whole."""

    def note(self, release: str, file: str, data: bytes, time: int) -> None:
        """Write a small file into a release; it appears whole."""

    def drop(self, release: str, files: Iterable[str]) -> None:
        """Remove files of a release, and make that durable."""

    def settling(self, size: int) -> AbstractContextManager[None]:
        """Make everything written so far durable, at the latest by the end of the block.

        size: how many bytes that are.
        """

    def adopt(self, release: str) -> None:
        """Make the draft a release."""

    def switch(self, release: str) -> None:
        """Make a release live, in one step, and durable."""

    def remove(self, release: str) -> None:
        """Remove a release."""
