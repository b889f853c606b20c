"""Crew: who does the tasks of a build: this process, or more of this machine."""

from collections.abc import Iterable, Iterator, Sequence

from gongkai.making.tasks import Item, Task, chunks
from gongkai.processors import processors

ALONE = 192  # items that one process makes before others would have started


class Crew:
    """Does tasks over many items; results come in the order of the items.

    processes: how many; 0: as many as there are processors. They are started each time that there
    is enough to do for them. here: whether whoever works sees this machine's files.
    """

    here = True

    def __init__(self, *, processes: int = 0) -> None:
        self._processes = processes or processors()

    def results(self, task: Task[Item], items: Iterable[Item]) -> Iterator[bytes]:
        """Results of a task over chunks of the items; few items are done at once, here."""
        known = items if isinstance(items, Sequence) else list(items)
        if self._processes < 2 or len(known) <= ALONE:
            return map(task, chunks(known))
        from gongkai.making.pool import spread  # heavy, and many builds do without

        return spread(self._processes, task, known)
