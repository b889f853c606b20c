"""make bench-search: both engines and stock Pagefind beside each other, at several sizes.

Stock Pagefind (pagefind-bin-extended) is installed into a temporary environment for the run.
Bytes and requests are those of scripts and files that only a search needs, uncompressed by the
server. The slow line (1.6 Mbit/s, 150 ms) begins on the home page: its styles are known.
Where there is memory that acts as a disk, files are written there: ext4 takes several times as
long to make a file for minutes after others were removed, and each run removes many.
"""

import argparse
import gzip
import html
import json
import os
import resource
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from time import monotonic

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import sync_playwright
from search_corpus import Corpus, make_corpus
from search_visit import OURS, THEIRS, Counting, Visit, visit

from building import ROOT, run_gongkai
from conftest import CHROMIUM_ARGUMENTS
from gongkai.making.garbage import seldom
from gongkai.making.pool import settle
from gongkai.model.portal import SearchEngine, SearchSettings
from gongkai.output.searching.folder import FOLDER
from gongkai.output.searching.index import index
from gongkai.output.searching.means import Means
from serving import serving

MEMORY = Path("/dev/shm")
SIZES = (700, 3000, 10_000, 50_000)
STOCK = "pagefind-bin-extended==1.5.2"
# Pages from which on `gongkai check` has long said that the engine is outgrown: it takes gigabytes
# to build and a second for a search. Stock Pagefind is measured all the same, to compare.
MOST = {"bigram": 50_000, "pagefind": 10_000, "stock": 50_000}
STOCK_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>检索</title>
<form><input data-search-field></form><ol data-search-results></ol>
<script type="module" src="../stock.js"></script></html>"""
STOCK_SCRIPT = """window.pagefind = await import("./pagefind/pagefind.js");
const list = document.querySelector("[data-search-results]");
async function show(query) {
  const { results } = await pagefind.search(query);
  const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  list.innerHTML = pages.map((page) => `<li>${page.excerpt}</li>`).join("") || "<li>";
}
document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  show(document.querySelector("[data-search-field]").value);
});
show(new URLSearchParams(location.search).get("q"));
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index cost. memory: MB of all processes at most."""

    seconds: float
    memory: float
    files: int
    bytes: int


def build_ours(engine: str, size: int, folder: Path, long: bool) -> None:
    """Write an index and say what it cost as JSON. Run in a process of its own."""
    corpus = make_corpus(size, long=long)
    settings = SearchSettings(engine=SearchEngine(engine))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seldom()  # as builds do
    start = monotonic()
    with ProcessPoolExecutor(2, initializer=settle) as executor:
        means = Means(executor=executor)
        for path, data in index(corpus.given, corpus.names, settings, means):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data or b"")
    seconds = monotonic() - start
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    other = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    workers = 2 * (other - before) if engine == "bigram" else other
    memory = (own + max(0, workers)) / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "memory": memory}))


def built_ours(engine: str, size: int, folder: Path, long: bool) -> Built:
    """Build in a process of its own, so that its memory can be told from ours."""
    words = [sys.executable, __file__, "--build", engine, str(size), str(folder)]
    words += ["--long"] if long else []
    told = json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)
    return Built(told["seconds"], told["memory"], *_size(folder / FOLDER))


def built_stock(program: Path, corpus: Corpus, folder: Path) -> Built:
    """Write the pages as HTML and let stock Pagefind read them."""
    for number, page in enumerate(corpus.pages):
        texts = "".join(f"<p>{html.escape(block.text)}</p>" for block in page.blocks)
        file = folder / "pages" / f"{number}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        title = html.escape(page.title)
        file.write_text(
            f'<!doctype html><html lang="zh-CN"><title>{title}</title><h1>{title}</h1>{texts}',
            "utf-8",
        )
    start = monotonic()
    subprocess.run([program, "--site", folder], capture_output=True, check=True)
    seconds = monotonic() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    (folder / "search").mkdir()
    (folder / "search" / "index.html").write_text(STOCK_PAGE, "utf-8")
    (folder / "stock.js").write_text(STOCK_SCRIPT, "utf-8")
    (folder / "404.html").write_text("404", "utf-8")
    return Built(seconds, memory, *_size(folder / "pagefind"))


def stock_ids(folder: Path) -> list[str]:
    """Names of stock Pagefind's fragments in the order of our page numbers."""
    found = {}
    for file in (folder / "pagefind" / "fragment").iterdir():
        told = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[int(Path(told["url"]).stem)] = file.stem
    return [found[number] for number in range(len(found))]


def _size(folder: Path) -> tuple[int, int]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)


def search_site(engine: str, folder: Path) -> Path:
    """The reference portal with that engine, its own index taken out."""
    shutil.copytree(ROOT / "content", folder / "content")
    with (folder / "content" / "portal.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n检索: {{引擎: {engine}}}\n")
    result = run_gongkai("build", folder=folder)
    if result.returncode:
        raise SystemExit(result.stderr)
    shutil.rmtree(folder / "site" / FOLDER)
    return folder / "site"


def install_stock(folder: Path) -> Path:
    """Stock Pagefind in an environment of its own; gives its program."""
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", STOCK], check=True)
    return next(folder.glob("lib/*/site-packages/pagefind_bin_extended/pagefind_extended*"))


def shown(engine: str, size: int, built: Built, found: Visit) -> str:
    """A row of the table."""
    kb = [each[0] / 1000 for each in found.after]
    cells = (
        f"{size:>6} {engine:<9}",
        f"{found.recall:.3f}/{found.precision:.3f} {found.perfect:>3}/{found.queries}",
        f"{found.first[0] / 1000:>6.0f} kB/{found.first[1]:<3}",
        f"{mean(kb):>5.0f} {max(kb):>5.0f} kB",
        f"{sorted(found.warm)[len(found.warm) // 2]:>6.1f} {max(found.warm):>7.1f} ms",
        "/".join(f"{each:.0f}" for each in found.slow) + " ms",
        f"{built.bytes / 1e6:>6.1f} MB {built.files:>6}",
        f"{built.seconds:>6.1f} s {built.memory:>5.0f} MB",
    )
    return " | ".join(cells)


HEAD = (
    "pages  engine    | recall/precision perfect | first query | next: mean, worst"
    " | warm: median, worst | slow line | index, files | build, memory"
)


def run(sizes: Sequence[int], long: bool) -> None:
    """Print the table."""
    say = sys.stdout.write
    with (
        TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name,
        sync_playwright() as playwright,
    ):
        work = Path(name)
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=CHROMIUM_ARGUMENTS,
        )
        program = install_stock(work / "stock")
        say(HEAD + "\n")
        for size in sizes:
            corpus = make_corpus(size, long=long)
            say(f"{size} pages of {corpus.characters // size} characters on average\n")
            for engine in ("bigram", "pagefind", "stock"):
                if size > MOST[engine]:
                    say(f"{size:>6} {engine:<9} | not meant for so many\n")
                    continue
                folder = work / f"{engine}-{size}"
                folder.mkdir()
                if engine == "stock":
                    site, built = folder, built_stock(program, corpus, folder)
                else:
                    site = search_site(engine, folder)
                    built = built_ours(engine, size, site, long)
                scripts = THEIRS if engine == "stock" else OURS
                ids = stock_ids(site) if engine == "stock" else corpus.numbers
                with serving(site, Counting) as home:
                    found = visit(chromium, home, corpus.truth, scripts, ids)
                say(shown(engine, size, built, found) + "\n")
                sys.stdout.flush()
                shutil.rmtree(folder)
        chromium.close()


def main() -> None:
    """Read the arguments and print the table."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("sizes", metavar="pages", type=int, nargs="*", default=SIZES)
    parser.add_argument("--build", nargs=3, help=argparse.SUPPRESS)  # see built_ours
    parser.add_argument("--long", action="store_true", help="one page in ten is a long paper")
    given = parser.parse_args()
    if given.build:
        engine, size, folder = given.build
        build_ours(engine, int(size), Path(folder), given.long)
    else:
        run(given.sizes, given.long)


if __name__ == "__main__":
    main()
