"""Command: what a command of `gongkai` is, and what its exit status tells."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from gongkai.cli.console import Console

DONE = 0
REFUSED = 1  # the content has errors
USAGE = 2  # the command was written wrongly
UNABLE = 3  # a theme, a tool or a folder is not as it must be
BUG = 4  # our fault
INTERRUPTED = 130  # Ctrl-C, as shells count it
NO_READER = 141  # whoever read our output has gone, as shells count it


class UsageError(Exception):
    """The command line is wrong: message, and how to write it. Exit status 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Command:
    """A command. summary: a few words for the list; text: what it does, for its own help.

    arguments: adds its arguments to a parser; run: does it and gives the exit status. What is
    heavy to import, run imports itself, so that --help and a typo answer at once.
    """

    name: str
    summary: str
    text: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Console], int]
