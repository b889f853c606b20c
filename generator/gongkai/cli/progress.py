"""Progress: one line on the terminal that says what a long run is doing, wiped at its end."""

from collections.abc import Callable
from time import monotonic
from types import TracebackType

from gongkai.cli.console import Console

_PATIENCE = 1.0  # seconds without a word; most builds are done by then
_PAUSE = 0.1  # seconds between two drawings
_WIPE = "\r\x1b[K"


class Progress:
    """Called with a stage, how many are done and of how many (0: unknown); silent off terminals."""

    def __init__(self, console: Console, clock: Callable[[], float] = monotonic) -> None:
        self.console = console
        self.clock = clock
        self.start = clock()
        self.drawn = 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.drawn:
            self.console.err.write(_WIPE)
            self.console.err.flush()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = self.clock()
        if not self.console.live or now - self.start < _PATIENCE or now - self.drawn < _PAUSE:
            return
        self.drawn = now
        count = f"{done}/{total}" if total else str(done or "")
        self.console.err.write(f"{_WIPE}{stage} {count}".rstrip() + " …")
        self.console.err.flush()
