"""A process that forks publishers for others to attach to, kill and fail at any system call.

Words: the folders to import from, separated by colons; a site; a cache; perhaps in-memory or
forked. Each line on stdin is a job ("publish TARGET TIME", "build STAGE SITE"). For each it forks
a child that stops at once, tells the child's number, and when the child has ended, how ("exit 0",
"signal 9") and its words.

Left out: the command line, signing, and gathering the bundle, all of which come before anything
outside .gongkai is touched. One process reads a release back, so that calls come in one order;
"forked" shares that out, as for a site that is large. All that writes runs as it does in earnest.
"""

import ctypes
import multiprocessing.popen_fork  # noqa: F401  or each child would import it, call by call
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import ClassVar

sys.path[:0] = sys.argv[1].split(":")

from gongkai.output.commit import commit  # noqa: E402
from gongkai.output.compress import is_twin  # noqa: E402
from gongkai.output.publish import shares  # noqa: E402
from gongkai.output.publish.archive import prove, read_archive  # noqa: E402
from gongkai.output.publish.bundle import Bundle, gather  # noqa: E402
from gongkai.output.publish.local import LocalTarget  # noqa: E402
from gongkai.output.publish.procedure import Order, publish  # noqa: E402
from gongkai.output.publish.rollback import rollback  # noqa: E402
from gongkai.output.stage import Stage  # noqa: E402
from gongkai.problems import GongkaiError  # noqa: E402

PR_SET_PTRACER, ANYBODY = 0x59616D61, -1
WORKERS = 2 if "forked" in sys.argv else 1


def publish_to(bundle: Bundle, target: str, time: str) -> None:
    """Publish the bundle."""
    here = LocalTarget(Path(target), "主机 甲 上的进程 2（用户 乙）", workers=WORKERS)
    publish(bundle, here, Order(time=int(time), keep=2, allow_removal=True))


def roll_back(_bundle: Bundle, target: str, time: str) -> None:
    """Roll back to the release before."""
    here = LocalTarget(Path(target), "主机 甲 上的进程 2（用户 乙）", workers=WORKERS)
    rollback(here, int(time))


def unpack_to(_bundle: Bundle, target: str, time: str) -> None:
    """Publish the zip beside the site, as gongkai unpack does."""
    package = Path(f"{sys.argv[2]}.zip")
    with read_archive(package) as bundle:
        prove(bundle, str(package))
        publish_to(bundle, target, time)


def build_into(bundle: Bundle, stage: str, site: str) -> None:
    """Stage the files of the site and commit them, as a build does at its end."""
    with Stage(Path(stage)) as staged:
        for entry in bundle.manifest.entries:
            if not is_twin(entry.file):
                with bundle.sources.open(entry.file) as source:
                    staged.write(entry.file, source.read())
        commit(staged, Path(site))


@dataclass(frozen=True)
class InMemory:
    """The site's bytes, read beforehand: a build makes its pages, it does not read them."""

    shared: ClassVar[bool] = True
    data: dict[str, bytes]

    def open(self, file: str) -> BytesIO:
        """A file."""
        return BytesIO(self.data[file])


JOBS: dict[str, Callable[[Bundle, str, str], None]] = {
    "publish": publish_to,
    "rollback": roll_back,
    "unpack": unpack_to,
    "build": build_into,
}


def child(bundle: Bundle, words: list[str], output: int) -> int:
    """Stop until somebody has attached, do the job; status 0 is done, 3 is a failure and why."""
    os.dup2(output, 2)
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        JOBS[words[0]](bundle, words[1], words[2])
    except GongkaiError as error:
        say(f"错误：{error.message}；{error.hint}")
        return 3
    return 0


def say(words: str) -> None:
    """Say how it ended. The fault may strike this, too, but it strikes once."""
    try:
        os.write(2, words.encode())
    except OSError:
        os.write(2, words.encode())


def tell(line: str) -> None:
    """Say a line to the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until stdin ends."""
    shares.WORTH = 1 if WORKERS > 1 else shares.WORTH  # the site of the tests is small
    bundle = gather(Path(sys.argv[2]), Path(sys.argv[3]), workers=1)
    if "in-memory" in sys.argv:
        data = {}
        for entry in bundle.manifest.entries:
            with bundle.sources.open(entry.file) as source:
                data[entry.file] = source.read()
        bundle = replace(bundle, sources=InMemory(data))
    for line in sys.stdin:
        with tempfile.TemporaryFile() as output:
            number = os.fork()
            if not number:
                status = 1
                try:
                    status = child(bundle, line.split(), output.fileno())
                except BaseException as error:  # noqa: BLE001  what the test must see
                    say(f"Traceback {error!r}")
                os._exit(status)
            os.waitid(os.P_PID, number, os.WSTOPPED | os.WNOWAIT)
            tell(str(number))
            _, ended = os.waitpid(number, 0)
            code = os.waitstatus_to_exitcode(ended)
            output.seek(0)
            said = output.read().decode().replace("\n", " ")
            tell(f"signal {-code} {said}" if code < 0 else f"exit {code} {said}")


main()
