"""Builder: a hand on the process that builds: started, asked for a build, stopped at any time."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Collection
from contextlib import suppress

from gongkai.preview.draft import Draft
from gongkai.preview.messages import Built, Changes, Glanced, Step, Trouble, read, write

OnStep = Callable[[str, int, int], None]
OnChanges = Callable[[Changes], None]
OnGlance = Callable[[tuple[tuple[str, bytes], ...]], None]


def _nobody(*_: object) -> None:
    """Tell nobody."""


class Builder:
    """Builds a draft in a process of its own; used from within one running event loop.

    part: of the draft, or GLANCE. on_step: told how far a build is. on_changes: told which files
    differ, after a build. on_glance: told pages that were asked for last.
    """

    def __init__(
        self,
        draft: Draft,
        part: str,
        on_step: OnStep = _nobody,
        on_changes: OnChanges = _nobody,
    ) -> None:
        self.draft = draft
        self.part = part
        self.on_glance: OnGlance = _nobody
        self.on_step = on_step
        self.on_changes = on_changes
        self.process: subprocess.Popen[bytes] | None = None
        self.waiting: asyncio.Future[Built | Trouble] | None = None
        self.asked = 0

    def start(self) -> None:
        """Have the process ready; one that has ended is replaced."""
        if self.process is not None and self.process.poll() is None:
            return
        words = (str(self.draft.root), self.part)
        self.process = subprocess.Popen(
            # -P: a file in the current folder must never be taken for a module.
            [sys.executable, "-P", "-m", "gongkai.preview.worker", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the serving process, which then stops this one
        )
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(self.process, loop), daemon=True).start()

    async def build(self) -> Built | Trouble:
        """Build once. Cancelled or not, stop() ends it."""
        self.waiting = asyncio.get_running_loop().create_future()
        self._write("build")
        return await self.waiting

    def glance(self, paths: Collection[str]) -> None:
        """Ask for pages of a few documents ahead of their build; on_glance is told them."""
        self.asked += 1
        self._write((self.asked, tuple(sorted(paths))))

    def forget(self) -> None:
        """Take no answer to what was asked so far."""
        self.asked += 1

    def _write(self, message: object) -> None:
        self.start()
        process = self.process
        if process is not None and process.stdin is not None:
            with suppress(OSError):  # it has just died: its end answers
                write(process.stdin, message)

    def stop(self) -> None:
        """End the process and all that it started, at once."""
        process, self.process = self.process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGTERM)
            else:
                process.terminate()
        process.wait()

    def _listen(self, process: subprocess.Popen[bytes], loop: asyncio.AbstractEventLoop) -> None:
        """Carry messages from the process's pipe to the loop; runs in a thread of its own."""
        if process.stdout is None:
            return
        message: object = ""
        while message is not None:
            message = read(process.stdout)
            with suppress(RuntimeError):  # the loop has ended before the process
                loop.call_soon_threadsafe(self._receive, process, message)

    def _receive(self, process: subprocess.Popen[bytes], message: object) -> None:
        if process is not self.process:
            return  # of a process that was stopped
        if isinstance(message, Step):
            self.on_step(message.stage, message.done, message.total)
        elif isinstance(message, Changes):
            self.on_changes(message)
        elif isinstance(message, Glanced):
            if message.number == self.asked:
                self.on_glance(message.pages)
        elif self.waiting is not None and not self.waiting.done():
            if isinstance(message, Built | Trouble):
                self.waiting.set_result(message)
            elif message is None:
                self.waiting.set_result(_died(process.wait()))


def _died(status: int) -> Trouble:
    """The building process ended without an answer. status: as of subprocess."""
    return Trouble(
        message=f"生成网站的进程意外结束了（状态 {status}）",
        hint="可能是内存不够。再保存一次会重新生成；总是这样，请运行 gongkai build 看看",
    )
