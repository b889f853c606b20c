"""Hired: a crew whose work is done by an executor of the caller."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor

from gongkai.making.crew import Crew
from gongkai.making.pool import in_order
from gongkai.making.tasks import Item, Task, chunks

_MOST_AHEAD = 64  # tasks waiting at the executor, whose processes nobody tells the number of


class Hired(Crew):
    """Gives its tasks to an executor, which the caller ends. here: as of Crew."""

    def __init__(self, executor: Executor, *, here: bool = True) -> None:
        super().__init__()
        self._executor = executor
        self.here = here

    def results(self, task: Task[Item], items: Iterable[Item]) -> Iterator[bytes]:
        """Results of a task over chunks of the items."""
        submitted = (self._executor.submit(task, each) for each in chunks(items))
        return in_order(submitted, _MOST_AHEAD)
