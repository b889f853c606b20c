"""Seconds of publishing 3,000 pages, one changed page, rolling back, verifying: prints them.

Run: python tests/bench/publish_speed.py [FOLDER on the disk to measure]
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from gongkai.output.publish.bundle import gather
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.rollback import rollback
from gongkai.output.publish.signature import NOBODY
from gongkai.output.publish.verify import verify, verify_release

PAGES = 3000
ATTACHMENTS, EACH = 40, 10_000_000  # files, bytes
NOW = 1_763_808_900
WORDS = "政府信息公开要点责任单位落实完善推进建设服务群众监督规范年度工作"


def write_pages(site: Path) -> Path:
    """Pages of some 20 kB of made-up text, a different one each."""
    chance = random.Random(1)
    for number in range(PAGES):
        text = "".join(f"<p>{''.join(chance.choices(WORDS, k=60))}</p>\n" for _ in range(100))
        path = site / f"p/{number}/index.html"
        path.parent.mkdir(parents=True)
        path.write_text(f"<!DOCTYPE html>\n<title>{number}</title>\n{text}", "utf-8")
    for name in ("index.html", "404.html"):
        (site / name).write_text("<!DOCTYPE html>", "utf-8")
    return site


def write_attachments(site: Path) -> Path:
    """A home page and large files that cannot be compressed."""
    site.mkdir()
    (site / "index.html").write_text("<!DOCTYPE html>", "utf-8")
    for number in range(ATTACHMENTS):
        (site / f"{number}.pdf").write_bytes(random.Random(number).randbytes(EACH))
    return site


def told(name: str, work: Callable[[], object]) -> float:
    """Do the work and print its seconds."""
    start = time.monotonic()
    work()
    seconds = time.monotonic() - start
    sys.stdout.write(f"{name:44} {seconds:7.2f} s\n")
    return seconds


def speed(name: str, target: LocalTarget) -> None:
    """Print how fast the live release is verified."""
    size = verify(target).bytes / 1e6
    seconds = told(f"verify {name}, {size:.0f} MB", lambda: verify(target))
    sys.stdout.write(f"{'':44} {size / seconds:5.0f} MB/s\n")


def main(folder: Path) -> None:
    """Print the figures."""
    site, target = write_pages(folder / "pages"), LocalTarget(folder / "target", "bench")

    def put(when: int) -> None:
        publish(gather(site, folder / "twins"), target, Order(time=when))

    told(f"publish {PAGES} pages, everything new", lambda: put(NOW))
    (site / "p/7/index.html").write_text("<!DOCTYPE html><p>changed", "utf-8")
    told("publish, one changed page", lambda: put(NOW + 1))
    told("publish, nothing changed", lambda: put(NOW + 2))
    first = target.state().releases[0]
    proof = told("verify a release", lambda: verify_release(target, first, NOBODY))
    whole = told("rollback with verifying", lambda: rollback(target, NOW + 3))
    sys.stdout.write(f"{'rollback after verifying':44} {max(0.0, whole - proof):7.2f} s\n")
    speed("pages", target)
    other = LocalTarget(folder / "attachments", "bench")
    bundle = gather(write_attachments(folder / "files"), folder / "twins")
    publish(bundle, other, Order(time=NOW))
    speed("attachments", other)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as name:
        main(Path(name))
