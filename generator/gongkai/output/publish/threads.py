"""Threads: work on many files at once; hashing, packing and reading leave Python's lock alone."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(work: Callable[[Item], Result], items: Sequence[Item], workers: int) -> tuple[Result, ...]:
    """What work makes of every item, in their order. Raises what work raises, after which no
    thread begins another item.

    Each thread takes the next item when it is free: a task for each would take longer than
    reading a small file, and a fixed share would leave one thread alone with the large ones.
    """
    if workers < 2:
        return tuple(map(work, items))
    done: dict[int, Result] = {}
    numbers = iter(range(len(items)))  # shared: taking the next number is one step of Python's
    with ThreadPoolExecutor(workers) as pool:
        for ended in [pool.submit(_some, work, items, numbers, done) for _ in range(workers)]:
            ended.result()
    return tuple(done[number] for number in range(len(items)))


def _some(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    numbers: Iterator[int],
    done: dict[int, Result],
) -> None:
    try:
        for number in numbers:
            done[number] = work(items[number])
    finally:
        for _ in numbers:  # after a failure, nothing is left for the others
            pass
