"""Injecting faults: a publisher that strace kills, or fails, at one chosen system call."""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import brotli  # type: ignore[import-untyped]

import gongkai
from building import lack

LEAN = Path(__file__).with_name("lean_publisher.py")
PATHS = (Path(gongkai.__file__).parents[1], Path(brotli.__file__).parent)
KINDS = {"killed": "signal=SIGKILL", "disk full": "error=ENOSPC", "disk broken": "error=EIO"}


@dataclass(frozen=True)
class Trial:
    """A fault at the n-th call of that name. kind: a key of KINDS."""

    kind: str
    call: str
    number: int


@dataclass(frozen=True)
class Ending:
    """How a publisher ended: "exit 0", "exit 3", "signal 9"; and what it said."""

    status: str
    said: str


@dataclass(frozen=True)
class Publishers:
    """A process that forks publishers; see lean_publisher.py."""

    sink: IO[str]
    source: IO[str]

    def run(self, job: str, *strace: str) -> Ending:
        """Do a job while strace watches it with those options."""
        self.sink.write(f"{job}\n")
        self.sink.flush()
        number = int(self.source.readline())
        watch = ["strace", "-p", str(number), *strace]
        with subprocess.Popen(watch, stderr=subprocess.PIPE, text=True) as tracer:
            if tracer.stderr is None:
                raise AssertionError("Popen gives the pipe it was asked for")
            while "attached" not in (line := tracer.stderr.readline()) and line:
                pass
            os.kill(number, signal.SIGCONT)
            words = self.source.readline().split(" ", 2)
            tracer.stderr.read()
        return Ending(" ".join(words[:2]), words[2].strip() if len(words) > 2 else "")

    def inject(self, job: str, trial: Trial) -> Ending:
        """Do a job with one fault."""
        fault = f"inject={trial.call}:{KINDS[trial.kind]}:when={trial.number}"
        return self.run(job, "-f", "-o", os.devnull, "-e", f"trace={trial.call}", "-e", fault)

    def calls(self, job: str, log: Path) -> list[list[str]]:
        """Names of the file system calls of each process of a job, in order, undisturbed.

        A fault strikes in every process by itself, at the n-th call of its own.
        """
        ending = self.run(job, "-ff", "-o", str(log), "-e", "trace=%file,%desc")
        assert ending.status == "exit 0", ending
        logs = [path.read_text("utf-8").splitlines() for path in log.parent.glob(f"{log.name}.*")]
        return [[line.split("(")[0] for line in lines if line[0].isalpha()] for lines in logs]


@contextmanager
def publishers(site: Path, cache: Path, *more: str) -> Iterator[Publishers]:
    """Publishers of one site. Skips the test where there is no strace or it may not attach."""
    if not shutil.which("strace"):
        lack("strace")
    paths = ":".join(map(str, PATHS))
    command = [sys.executable, "-I", "-S", "-B", str(LEAN), paths, str(site), str(cache), *more]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("Popen gives both pipes when asked for them")
        yield Publishers(process.stdin, process.stdout)


def trials(calls: list[list[str]]) -> list[Trial]:
    """Every fault at every call."""
    most: Counter[str] = Counter()
    for process in calls:
        most |= Counter(process)
    return [
        Trial(kind, call, number)
        for call, count in most.items()
        for number in range(1, count + 1)
        for kind in KINDS
    ]


def memory(otherwise: Path) -> Path:
    """A folder in memory, where there is one: a thousand syncs of a disk take minutes."""
    shared = Path("/dev/shm")
    return shared if os.access(shared, os.W_OK) else otherwise
