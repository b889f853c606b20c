"""Progress: one line on the terminal that says what a long run is doing, wiped at its end."""

from collections.abc import Callable
from time import monotonic
from types import TracebackType

from gongkai.cli.console import Console

_PATIENCE = 1.0  # seconds without a word; most builds are done by then
_PAUSE = 0.1  # seconds between two drawings
_BAR = 20  # cells of the bar
_WIPE = "\r\x1b[K"


class Progress:
    """Called with a stage, how many are done and of how many (0: unknown); silent off terminals."""

    def __init__(self, console: Console, clock: Callable[[], float] = monotonic) -> None:
        self.console = console
        self.clock = clock
        self.start = clock()
        self.drawn = 0.0
        self.stage = ""
        self.since = self.start  # when the stage was first drawn, and how many were done then
        self.already = 0

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
        if stage != self.stage:
            self.stage, self.since, self.already = stage, now, done
        words = (stage, f"{done}/{total}" if total else str(done or ""), self._left(done, total))
        self.console.err.write(_WIPE + " ".join(filter(None, words)) + " …")
        self.console.err.flush()

    def _left(self, done: int, total: int) -> str:
        """A bar and the time left, once enough is done to tell."""
        passed = self.drawn - self.since
        if not total or passed < _PATIENCE or done <= self.already:
            return ""
        left = passed * (total - done) / (done - self.already)
        full = round(_BAR * done / total)
        time = f"{left / 60:.0f} 分钟" if left > 90 else f"{left:.0f} 秒"
        return f"[{'#' * full}{'.' * (_BAR - full)}] 还要约 {time}"
