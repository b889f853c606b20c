"""The benchmark of builds: gongkai against Hugo on the same documents, in pairs, as a table.

Run by `make bench`, which also runs save_to_visible.py. Both make the same lists (20 to a page),
years, units, columns, feeds and a sitemap of the same documents; what differs is printed with
the table.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from corpus import write_hugo, write_portal
from hugo_program import hugo_program

HERE = Path(__file__).parent
MADE = ("hugo/public", "hugo/resources", "gongkai/site", "gongkai/.gongkai")
DIFFERENCES = """
Not the same: Hugo gets its dates, columns and units under keys of its own and derives no document
from another. gongkai also checks every word of the content (personal data, dates, numbers, ...) and
every link, id and tag of every page, writes relative links, an anchor-stable heading id, one Atom
feed per column, and pages of regions; Hugo writes a feed per unit and per year besides. gongkai
remembers what it built and Hugo has no such thing on its command line: where nothing or one thing
changed Hugo builds everything again. Search is counted apart (no index here on either side).
Wall time is that of the whole process; CPU of all its processes; memory of the largest of them.
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds, seconds of processor, MiB of the largest process."""

    wall: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class Contest:
    """Two portals with the same documents. Each run returns its cost."""

    hugo: Callable[[], Cost]
    gongkai: Callable[[], Cost]
    folder: Path

    @property
    def documents(self) -> list[tuple[Path, Path]]:
        """The same document for Hugo and for gongkai."""
        ours = self.folder / "gongkai" / "content" / "documents"
        theirs = self.folder / "hugo" / "content" / "documents"
        return [(theirs / p.relative_to(ours), p) for p in sorted(ours.rglob("*.md"))]


def run(words: list[str], folder: Path) -> Cost:
    """Run a program to its end. Raises CalledProcessError when it fails."""
    with tempfile.TemporaryFile() as said:
        start = monotonic()
        process = subprocess.Popen(words, cwd=folder, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, words, said.read())
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def contest(folder: Path, count: int, hugo: Path) -> Contest:
    """Write both portals."""
    theirs, ours = folder / "hugo", folder / "gongkai"
    shutil.copytree(HERE / "hugo", theirs)
    write_hugo(theirs, count)
    write_portal(ours, count)
    build = [sys.executable, "-m", "gongkai", "build", "--no-search"]
    return Contest(
        lambda: run([str(hugo), "--quiet", "--noBuildLock"], theirs),
        lambda: run(build, ours),
        folder,
    )


def clean(each: Contest, turn: int) -> None:
    """Both forget everything. What they made is laid aside and not removed: see publish_speed."""
    for name in MADE:
        if (each.folder / name).exists():
            (each.folder / name).rename(each.folder / f"{name.replace('/', '-')}-{turn}")


def nothing(each: Contest, _: int) -> None:
    """Nothing changes."""


def body(each: Contest, turn: int) -> None:
    """One document gets one more paragraph."""
    for file in each.documents[turn * 7]:
        file.write_text(f"{file.read_text('utf-8')}\n补充第{turn}段。\n", "utf-8")


def title(each: Contest, turn: int) -> None:
    """One document gets another title."""
    for file in each.documents[turn * 11 + 3]:
        text = file.read_text("utf-8")
        text = text.replace("title: ", f"title: 改{turn}", 1)
        file.write_text(text.replace("标题: ", f"标题: 改{turn}", 1), "utf-8")


CASES = (
    ("clean build", clean),
    ("nothing changed", nothing),
    ("one body changed", body),
    ("one title changed", title),
)


def measure(each: Contest, change: Callable[[Contest, int], None], pairs: int) -> Iterator[str]:
    """Columns of a row: medians of each, and of the ratios pair by pair."""
    found: list[tuple[Cost, Cost]] = []
    for turn in range(1, pairs + 1):
        change(each, turn)
        if change is not clean and turn == 1:
            each.hugo(), each.gongkai()  # the first run after a change of another kind is not told
            change(each, 0)
        found.append((each.hugo(), each.gongkai()))
    for name in ("wall", "processor", "memory"):
        theirs = [getattr(hugo, name) for hugo, _ in found]
        ours = [getattr(gongkai, name) for _, gongkai in found]
        ratio = statistics.median(b / a for a, b in zip(theirs, ours, strict=True))
        form = ".0f" if name == "memory" else ".2f"
        median = statistics.median
        yield f"{median(theirs):{form}} {median(ours):{form}} **{ratio:.3f}**"


def table(folder: Path, count: int, pairs: int, hugo: Path) -> float:
    """Print the rows of one size on one file system; gives the seconds of our clean build."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        each = contest(Path(name), count, hugo)
        seconds = 0.0
        for words, change in CASES:
            columns = list(measure(each, change, pairs))
            if change is clean:
                seconds = float(columns[0].split()[1])
            show(f"| {count} | {folder} | {words} | {' | '.join(columns)} |")
    return seconds


def show(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="documents, with commas")
    parser.add_argument("--growth", type=int, default=0, help="one more size, clean build only")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--folders", default=f"{tempfile.gettempdir()},/dev/shm")
    parser.add_argument("--hugo", type=Path, default=None)
    given = parser.parse_args()
    # Else a program that was edited is translated anew at each start, which is not what users have.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    hugo = given.hugo or hugo_program()
    show("Each cell: Hugo, gongkai, **gongkai / Hugo** (medians; ratios pair by pair).\n")
    show("| documents | folder | case | wall s | CPU s | memory MiB |")
    show("|---|---|---|---|---|---|")
    took: dict[int, float] = {}
    for folder in map(Path, filter(os.path.isdir, given.folders.split(","))):
        for count in map(int, given.sizes.split(",")):
            took[count] = table(folder, count, given.pairs, hugo)
    if given.growth:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            each = contest(Path(name), given.growth, hugo)
            columns = list(measure(each, clean, 1))
            took[given.growth] = float(columns[0].split()[1])
            show(f"| {given.growth} | {folder} | clean build | {' | '.join(columns)} |")
    for count, seconds in sorted(took.items()):
        show(f"\n{count} documents: {seconds / count * 1000:.3f} ms each")
    show(DIFFERENCES)


if __name__ == "__main__":
    main()
