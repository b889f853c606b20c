"""Who does the work makes no difference: processes, a cluster, two builds at once, a killed one."""

import os
import random
import shutil
import signal
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import EPOCH, SITES, run_gongkai, site_files
from gongkai.build import Options, build
from gongkai.making.crew import Crew
from gongkai.making.hired import Hired
from gongkai.making.pool import shares
from gongkai.making.tasks import CHUNK
from gongkai.project import Project

CONTENT = SITES / "shilishi" / "content"
OPTIONS = Options(search=False)
COPIES = 200  # further documents, so that there is something to spread


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with enough documents for more than one process."""
    folder = tmp_path_factory.mktemp("many")
    shutil.copytree(CONTENT, folder / "content")
    source = folder / "content" / "documents" / "tongzhi" / "2025-01.md"
    for number in range(COPIES):
        text = source.read_text("utf-8").replace("第01号", f"第{number + 100}号")
        (source.parent / f"n-{number}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(many: Path) -> dict[str, bytes]:
    """Its site, made by one process alone."""
    crew = Crew(processes=1)
    build(Project(many), OPTIONS, crew=crew)
    return site_files(many / "site")


def copied(many: Path, folder: Path) -> Path:
    """A copy of the content alone."""
    shutil.copytree(many / "content", folder / "content")
    return folder


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_own_processes(many: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    project = Project(copied(many, tmp_path))
    build(project, OPTIONS, crew=Crew(processes=2))
    assert differing(site_files(project.site), expected) == []


@pytest.mark.parametrize("here", [True, False], ids=["same disk", "no disk in common"])
def test_a_given_executor(
    many: Path, expected: dict[str, bytes], tmp_path: Path, here: bool
) -> None:
    project = Project(copied(many, tmp_path))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        build(project, OPTIONS, crew=Hired(executor, here=here))
    assert differing(site_files(project.site), expected) == []


def test_a_dask_cluster(many: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Dask's own making
        from distributed import LocalCluster

        settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
        with LocalCluster(host="127.0.0.1", **settings) as cluster:  # type: ignore[no-untyped-call]
            folder = copied(many, tmp_path)
            address = str(cluster.scheduler_address)
            done = run_gongkai("build", "--no-search", "--cluster", address, folder=folder)
    assert done.returncode == 0, done.stderr
    assert differing(site_files(folder / "site"), expected) == []


def test_a_cluster_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    done = run_gongkai("build", "--cluster", "tcp://127.0.0.1:1", folder=tmp_path)
    assert done.returncode == 3
    assert "连不上集群" in done.stderr
    assert "Traceback" not in done.stderr


def start(folder: Path) -> "subprocess.Popen[bytes]":
    """A build in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai", "build", "--no-search", "-C", str(folder)],
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def test_two_builds_at_once(many: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    folder = copied(many, tmp_path)
    for process in [start(folder), start(folder)]:
        said, _ = process.communicate()
        assert process.returncode == 0, said.decode()
    assert differing(site_files(folder / "site"), expected) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_build_heals(
    seed: int, many: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    chance = random.Random(seed)
    folder = copied(many, tmp_path)
    extra = folder / "content" / "documents" / "tongzhi" / "extra.md"
    for _ in range(4):
        shutil.copy(extra.with_name("n-1.md"), extra)
        process = start(folder)
        sleep(chance.uniform(0.2, 1.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        extra.unlink()
    done = run_gongkai("build", "--no-search", folder=folder)
    assert done.returncode == 0, done.stderr
    assert differing(site_files(folder / "site"), expected) == []


INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from gongkai.build import Options, build
from gongkai.making.crew import Crew
from gongkai.project import Project
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
build(Project(Path(sys.argv[1])), Options(search=False), crew=Crew(processes=2))
"""


def test_new_processes_leave_ctrl_c_to_the_first_however_early_it_comes(
    many: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    folder = copied(many, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(folder)],
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert differing(site_files(folder / "site"), expected) == []


@given(st.integers(0, 5), st.integers(0, 3000), st.integers(1, 40))
def test_shares_take_every_item_once(start: int, items: int, processes: int) -> None:
    found = list(shares(start, start + items, processes))
    assert [at for share in found for at in range(*share)] == list(range(start, start + items))
    sizes = [end - begin for begin, end in found]
    assert all(CHUNK >= one >= other > 0 for one, other in pairwise(sizes))
