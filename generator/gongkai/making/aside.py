"""Aside: a question that another process answers while this one goes on."""

import os
from collections.abc import Callable

from gongkai.processors import processors

Question = Callable[[], bool]


def aside(question: Question) -> Question:
    """Have a question that takes a while answered in a forked process; gives what waits for it.

    Where none can be forked, or it ends without an answer, the question is answered when waited
    for. It must change nothing.
    """
    if processors() < 2 or not hasattr(os, "fork"):
        return question
    heard, told = os.pipe()
    try:
        child = os.fork()
    except OSError:  # too many processes
        os.close(heard)
        os.close(told)
        return question
    if not child:
        _answer(question, told)
    os.close(told)

    def wait() -> bool:
        try:
            answer = os.read(heard, 1)
        finally:
            os.close(heard)
            os.waitpid(child, 0)
        return answer == b"1" if answer else question()

    return wait


def _answer(question: Question, told: int) -> None:
    """Answer and end, whatever happens: nothing of the first process is to be done twice."""
    try:
        os.write(told, b"1" if question() else b"0")
    finally:
        os._exit(0)
