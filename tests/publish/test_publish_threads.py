"""Threads: every item once, in order; the first failure is told and ends the work."""

import pytest

from gongkai.output.publish.threads import each


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_order(workers: int) -> None:
    assert each(lambda number: number * number, range(5000), workers) == tuple(
        number * number for number in range(5000)
    )
    assert each(str, (), workers) == ()


@pytest.mark.parametrize("workers", [1, 4])
def test_a_failure_ends_the_work(workers: int) -> None:
    done = []

    def work(number: int) -> None:
        if number == 50:
            raise OSError(5, "Input/output error")
        done.append(number)

    with pytest.raises(OSError, match="Input/output error"):
        each(work, range(100_000), workers)
    assert len(done) < 50_000
