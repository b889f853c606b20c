"""A build killed or failed at every call: its site is old, new, or known to be neither."""

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from faults import Ending, memory, publishers, trials
from small_site import bundle_of, files_of, write_site

from gongkai.output.commit import commit
from gongkai.output.site_list import first_difference, list_of, read_site_list
from gongkai.output.stage import Stage


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file."""
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def read(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def build(cache: Path, site: Path, version: int) -> None:
    """What a build does at its end."""
    with Stage(cache / "stage") as stage:
        for name, data in files_of(version).items():
            stage.write(name, data)
        commit(stage, site)


def complaints(folder: Path, ending: Ending) -> list[str]:
    """What is wrong after a fault, and after the next build."""
    cache, site = folder / "cache", folder / "site"
    found = read(site)
    is_old, is_new = found == files_of(1), found == files_of(2)
    wanted = read_site_list(list_of(cache, site))
    wrong = []
    if not first_difference(wanted or {}, digests(found)) and not (is_old or is_new):
        wrong.append("publishing would take a mixture")
    if ending.status == "exit 0" and not is_new:
        wrong.append("says done when it is not")
    if "Traceback" in ending.said:
        wrong.append("a traceback")
    build(cache, site, 3)
    after = read(site)
    if after != files_of(3):
        wrong.append("the next build does not mend it")
    if first_difference(read_site_list(list_of(cache, site)) or {}, digests(after)):
        wrong.append("publishing would refuse a whole site")
    return wrong


@pytest.fixture
def prepared(tmp_path: Path) -> Iterator[Path]:
    """A folder with version 1 built in `base`, and site-2."""
    with tempfile.TemporaryDirectory(dir=memory(tmp_path)) as name:
        folder = Path(name)
        (folder / "base" / "cache").mkdir(parents=True)
        build(folder / "base" / "cache", folder / "base" / "site", 1)
        bundle_of(folder, 2)
        yield folder


def test_build_at_every_call(prepared: Path) -> None:
    def copy(name: str) -> Path:
        target = prepared / name
        shutil.rmtree(target, ignore_errors=True)
        return shutil.copytree(prepared / "base", target)

    def job(target: Path) -> str:
        return f"build {target / 'cache' / 'stage'} {target / 'site'}"

    with publishers(prepared / "site-2", prepared / "twins", "in-memory") as first:
        target = copy("undisturbed")
        whole = trials(first.calls(job(target), prepared / "log"))
        assert read(target / "site") == files_of(2)
    assert len(whole) > 100

    def some(worker: int) -> list[str]:
        wrong = []
        with publishers(prepared / "site-2", prepared / "twins", "in-memory") as own:
            for trial in whole[worker::2]:
                target = copy(f"target-{worker}")
                ending = own.inject(job(target), trial)
                wrong += [f"{trial}: {each}: {ending}" for each in complaints(target, ending)]
        return wrong

    with ThreadPoolExecutor(2) as pool:
        wrong = [line for lines in pool.map(some, range(2)) for line in lines]
    assert not wrong, "\n".join(wrong)


def test_a_hand_in_the_site_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    build(tmp_path / "cache", tmp_path / "site", 1)
    wanted = read_site_list(list_of(tmp_path / "cache", tmp_path / "site")) or {}
    assert first_difference(wanted, digests(read(tmp_path / "site"))) == ""
    (tmp_path / "site" / "404.html").write_text("x", "utf-8")
    assert first_difference(wanted, digests(read(tmp_path / "site"))) == "404.html"
    assert first_difference(wanted, digests(read(write_site(tmp_path / "other", 1)))) == ""
