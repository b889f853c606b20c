"""Worker: the process that builds, so that the one that serves never waits for a build."""

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import cast

from gongkai.build import Options, build
from gongkai.making.garbage import FOR_LONG, seldom
from gongkai.preview.draft import Draft
from gongkai.preview.glance import Glancer
from gongkai.preview.home import Home
from gongkai.preview.messages import (
    GLANCE,
    Built,
    Changes,
    Glanced,
    Message,
    Step,
    Trouble,
    read,
    write,
)
from gongkai.preview.moves import moves_of
from gongkai.preview.place import root_of
from gongkai.preview.snapshot import differences, snapshot
from gongkai.problems import ContentRefused, GongkaiError, Weight
from gongkai.reasons import reason

_PAUSE = 0.1  # seconds between two messages about one stage
# The index leaves the processor to whoever else wants it, and the build to those who serve a page.
_NICE = {"pages": 3, "search": 10, GLANCE: 0}
Send = Callable[[Message], None]


def main(folder: str, part: str) -> None:
    """Build the portal of a folder each time a message comes in, until nobody is there any more.

    part: of Draft. Answers Step, then Built or Trouble, and Changes after Built. With the part
    "glance", a message is a number with paths of documents, and the answer is Glanced.
    """
    project = Draft(Path(folder), "pages" if part == GLANCE else part)
    if hasattr(os, "nice"):
        os.nice(_NICE[part])
    # Whatever a library prints must not get between the messages.
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    seldom(FOR_LONG)

    def send(message: Message) -> None:
        write(pipe, message)

    with suppress(BrokenPipeError):  # the serving process has gone, and with it the reason to build
        if part == GLANCE:
            _glance(project, send)
        else:
            _build(project, send)


def _build(project: Draft, send: Send) -> None:
    before = snapshot(project.site)
    home = Home.of(project.root)
    while read(sys.stdin.buffer) is not None:
        outcome = attempt(project, send) if home.is_there() else None
        if outcome is None or not home.is_there():
            outcome = _gone(project.root)
        send(outcome)
        if isinstance(outcome, Built):
            after = snapshot(project.site)
            send(Changes(*differences(before, after)))
            before = after


def _glance(project: Draft, send: Send) -> None:
    glancer = Glancer(project)
    while (question := read(sys.stdin.buffer)) is not None:
        number, paths = cast(tuple[int, tuple[str, ...]], question)
        send(Glanced(number, glancer.pages(paths)))


def attempt(project: Draft, send: Send) -> Built | Trouble:
    """Build once; whatever goes wrong comes back as trouble, for the preview must live on."""
    start = monotonic()
    try:
        report = build(project, Options(search=project.part == "search"), _Pace(send))
        root, moves = root_of(project.content), moves_of(project)
    except ContentRefused as refused:
        return Trouble(problems=refused.problems, complete=refused.complete)
    except GongkaiError as error:
        return Trouble(message=error.message, hint=error.hint)
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"读写 {error.filename or '文件'} 时出错：{reason(error)}"
        return Trouble(message=message, hint="检查磁盘空间和文件夹权限；再保存一次会重新生成")
    except Exception:  # noqa: BLE001 - one of the two doors: a bug is shown, the preview goes on
        return Trouble(
            message="这是 gongkai 自身的缺陷，不是内容的错",
            hint="请把这一页的文字和 gongkai --version 的输出一起发给维护者",
            trace=traceback.format_exc(),
        )
    return Built(
        pages=report.pages,
        changed=report.written + report.removed,
        warnings=sum(problem.weight is Weight.WARNING for problem in report.problems),
        seconds=monotonic() - start,
        root=root,
        moves=moves,
    )


def _gone(root: Path) -> Trouble:
    return Trouble(
        message=f"门户的文件夹不见了：{root}",
        hint="改回原来的名称和位置，就接着预览；不改回来的，按 Ctrl-C 结束，到新的文件夹里再运行",
    )


class _Pace:
    """Passes on how far a build is, but not more often than anybody can read."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.stage = ""
        self.sent = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = monotonic()
        if stage != self.stage or now - self.sent >= _PAUSE:
            self.stage, self.sent = stage, now
            self.send(Step(stage, done, total))


if __name__ == "__main__":
    main(*sys.argv[1:])
