"""Seconds of publishing 3,000 pages, one changed page, rolling back, verifying: prints them.

Beside each figure stands what the tools that everybody has take for the same files in the same
run (cp, sync, sha256sum, rsync, gzip), and the ratio: machines differ, and so do hours.
CPU seconds are those of this process and its children; wall seconds grow with others' work.
Nothing is removed before the end: for five minutes ext4 gives no number of a removed file to a
new one, and on each search for a free number it goes through all of those again.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.making.garbage import seldom
from gongkai.output.publish.bundle import gather
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.rollback import rollback
from gongkai.output.publish.signature import NOBODY
from gongkai.output.publish.verify import verify, verify_release

ROUNDS = 3
PAGES = 3000
ATTACHMENTS, EACH = 40, 10_000_000  # files, bytes
NOW = 1_763_808_900
WORDS = "政府信息公开要点责任单位落实完善推进建设服务群众监督规范年度工作"

# Peers: what a shell does with the same files. $1 the release or site, $2 a folder that is not
# there yet, $3 (rsync) a copy of the site before the change.
COPY = 'cp -r "$1" "$2" && sync -f "$2"'
HASH = 'cd "$1" && find . -type f -print0 | xargs -0 sha256sum > "$2"'
HASH_BOTH = f'{HASH} && find . -type f -print0 | xargs -0 cksum -a sm3 > "$2"'
PACK = """cd "$1" && find . -name '*.html' -print0 | xargs -0 -P2 -n200 gzip -9nc > "$2" """
RSYNC = 'rsync -ac --delete "$1/" "$3/" && sync -f "$3"'


@dataclass
class Figures:
    """Seconds (wall, CPU) of each thing measured, by name, one for each round."""

    found: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def time(self, name: str, work: Callable[[], object]) -> None:
        """Do the work with a quiet disk and keep its seconds."""
        os.sync()
        wall, cpu = time.monotonic(), sum(os.times()[:4])
        work()
        seconds = time.monotonic() - wall, sum(os.times()[:4]) - cpu
        self.found.setdefault(name, []).append(seconds)

    def peer(self, name: str, script: str, *words: Path) -> None:
        """The same for a shell's script."""
        command = ["bash", "-euo", "pipefail", "-c", script, "peer", *map(str, words)]
        self.time(name, lambda: subprocess.run(command, check=True))

    def median(self, name: str) -> tuple[float, float]:
        """Median wall and CPU seconds."""
        walls, cpus = zip(*self.found[name], strict=True)
        return statistics.median(walls), statistics.median(cpus)


def write_pages(site: Path) -> Path:
    """Pages of some 20 kB of made-up text, a different one each: harder to pack than real ones."""
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


def measure_site(site: Path, folder: Path, figures: Figures) -> int:
    """One round with a site. Gives the bytes of a release."""
    target = LocalTarget(folder / "target", "bench")
    page = max(site.rglob("*.html"), key=lambda path: path.as_posix())
    before = page.read_bytes()

    def put(when: int) -> None:
        publish(gather(site, folder / "twins"), target, Order(time=when))

    figures.time("publish, everything new", lambda: put(NOW))
    target.folder.rename(folder / "first")
    figures.time("the same, precompressed", lambda: put(NOW))
    release = target.folder / "releases" / target.state().live
    figures.peer("gzip -9", PACK, site, folder / "list")
    figures.peer("cp -r, sync", COPY, release, folder / "copy")
    figures.peer("sha256sum", HASH, release, folder / "list")
    figures.peer("sha256sum, sm3", HASH_BOTH, release, folder / "list")
    shutil.copytree(site, folder / "flat")
    page.write_bytes(before + b"<!-- changed -->")
    figures.time("publish, one changed page", lambda: put(NOW + 1))
    figures.peer("rsync -ac in place, sync", RSYNC, site, folder, folder / "flat")
    figures.time("publish, nothing changed", lambda: put(NOW + 2))
    first = target.state().releases[0]
    figures.time("proof (SHA-256)", lambda: verify_release(target, first, NOBODY))
    figures.time("verify (SHA-256, SM3)", lambda: verify(target))
    figures.time("rollback", lambda: rollback(target, NOW + 3))
    page.write_bytes(before)
    return verify(target, sm3=False).bytes


def measure_attachments(site: Path, folder: Path, figures: Figures) -> int:
    """One round with large files. Gives the bytes of the release."""
    target = LocalTarget(folder / "target", "bench")
    publish(gather(site, folder / "twins"), target, Order(time=NOW))
    release = target.folder / "releases" / target.state().live
    figures.time("proof (SHA-256)", lambda: verify_release(target, release.name, NOBODY))
    figures.time("verify (SHA-256, SM3)", lambda: verify(target))
    figures.peer("sha256sum", HASH, release, folder / "list")
    figures.peer("sha256sum, sm3", HASH_BOTH, release, folder / "list")
    return verify(target, sm3=False).bytes


def tell(figures: Figures, name: str, peers: tuple[str, ...], size: int = 0) -> None:
    """One line: our seconds, megabytes a second if there is a size, the peers' seconds, ratio."""
    wall, cpu = figures.median(name)
    rate = f"{size / 1e6 / wall:5.0f} MB/s" if size else ""
    line = f"{name:28} {wall:6.2f} s (CPU {cpu:5.2f}) {rate:10}"
    if peers:
        theirs = [figures.median(peer) for peer in peers]
        sums = sum(each[0] for each in theirs), sum(each[1] for each in theirs)
        line += f" | {' + '.join(peers)}: {sums[0]:.2f} s (CPU {sums[1]:.2f})"
        line += f" | ratio {wall / sums[0]:.2f} (CPU {cpu / sums[1]:.2f})"
    sys.stdout.write(f"{line}\n")


def rounds(measure: Callable[[Path, Figures], int], folder: Path) -> tuple[Figures, int]:
    """All rounds, each in a new folder."""
    figures, size = Figures(), 0
    for number in range(ROUNDS):
        own = folder / f"round-{number}"
        own.mkdir()
        size = measure(own, figures)
    return figures, size


def main(disk: Path | None, built: Path | None) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory(dir=disk) as name:
        pages = Path(name) / "pages"
        site = shutil.copytree(built, pages) if built else write_pages(pages)
        figures, size = rounds(lambda folder, found: measure_site(site, folder, found), Path(name))
        load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
        sys.stdout.write(f"{size / 1e6:.0f} MB a release; medians of {ROUNDS}; load {load}\n")
        tell(
            figures,
            "publish, everything new",
            ("gzip -9", "cp -r, sync", "sha256sum"),
        )
        tell(figures, "the same, precompressed", ("cp -r, sync", "sha256sum"))
        tell(figures, "publish, one changed page", ("cp -r, sync", "sha256sum"))
        tell(figures, "publish, one changed page", ("rsync -ac in place, sync",))
        tell(figures, "publish, nothing changed", ("sha256sum",))
        tell(figures, "rollback", ())
        after = figures.median("rollback")[0] - figures.median("proof (SHA-256)")[0]
        sys.stdout.write(f"{'rollback after verifying':28} {max(0.0, after):6.2f} s\n")
        tell(figures, "proof (SHA-256)", ("sha256sum",), size)
        tell(figures, "verify (SHA-256, SM3)", ("sha256sum, sm3",), size)
    with tempfile.TemporaryDirectory(dir=disk) as name:
        site = write_attachments(Path(name) / "files")
        figures, size = rounds(
            lambda folder, found: measure_attachments(site, folder, found), Path(name)
        )
        sys.stdout.write(f"attachments, {size / 1e6:.0f} MB\n")
        tell(figures, "proof (SHA-256)", ("sha256sum",), size)
        tell(figures, "verify (SHA-256, SM3)", ("sha256sum, sm3",), size)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("disk", nargs="?", type=Path, help="a folder on the disk to measure")
    parser.add_argument("site", nargs="?", type=Path, help="a built site, for the made-up pages")
    return parser.parse_args()


if __name__ == "__main__":
    found = arguments()
    seldom()  # as the commands do
    main(found.disk, found.site)
