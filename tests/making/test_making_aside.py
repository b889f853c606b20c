"""What another process looks at meanwhile: the same answers as here, whatever becomes of it."""

import os
import re
import shutil
import threading
from pathlib import Path
from threading import Event, Thread

import pytest

from building import EPOCH, SITES, build_site
from gongkai.build import Options, build
from gongkai.making import aside as asides
from gongkai.making import checked, report
from gongkai.making.aside import aside
from gongkai.making.crew import Crew
from gongkai.making.report import look
from gongkai.problems import ContentRefused, Problem
from gongkai.project import Project

COUNT = threading.active_count


@pytest.fixture(autouse=True)
def _alone_on_two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asides, "processors", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # other tests leave threads behind


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Processes forked from now on."""
    children: list[int] = []
    fork = os.fork

    def noted() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", noted)
    return children


@pytest.mark.parametrize("answer", [True, False])
def test_another_process_answers(answer: bool) -> None:
    here = os.getpid()
    asked: list[int] = []

    def question() -> bool:
        asked.append(os.getpid())
        return answer if os.getpid() != here else not answer

    with aside(question) as wait:
        assert wait() is answer
    assert asked == []


def test_a_question_without_an_answer_is_answered_here(capfd: pytest.CaptureFixture[str]) -> None:
    here = os.getpid()

    def question() -> bool:
        if os.getpid() != here:
            raise RuntimeError
        return True

    with aside(question) as wait:
        assert wait() is True
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("waits", [True, False])
def test_the_other_process_is_gone_afterwards(forks: list[int], waits: bool) -> None:
    with aside(lambda: ("甲" * 300_000,)) as wait:  # more than a pipe holds
        if waits:
            assert wait() == ("甲" * 300_000,)
    (child,) = forks
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


def test_no_process_of_threads_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", COUNT)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    try:
        with aside(lambda: True) as wait:
            assert wait()
    finally:
        done.set()
        thread.join()


def test_a_look_with_help_sees_what_a_look_alone_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "_MANY", 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    site = build_site(SITES / "shilishi" / "content", tmp_path)
    cache = tmp_path / ".gongkai"
    asked: list[str] = []

    def seen(name: str) -> tuple[bool, bool]:
        alone = look(tmp_path, cache, site, search=True)
        helped = look(tmp_path, cache, site, search=True, ready=lambda: asked.append(name))
        assert (helped.inputs, helped.intact) == (alone.inputs, alone.intact)
        assert helped.report == alone.report
        return helped.intact, helped.report is not None

    assert seen("nothing") == (True, True)
    (tmp_path / "content" / "new.txt").write_text("", "utf-8")
    assert seen("content") == (True, False)
    (tmp_path / "content" / "new.txt").unlink()
    page = site / "index.html"
    left = page.stat()
    page.write_bytes(page.read_bytes() + b" ")
    assert seen("site") == (False, False)
    page.write_bytes(page.read_bytes()[:-1])
    os.utime(page, ns=(left.st_atime_ns, left.st_mtime_ns))
    assert seen("site, set back") == (False, False)
    assert asked == ["content"]


def test_what_is_wrong_between_papers_is_the_same_with_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: list[int]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    shutil.copytree(SITES / "shilishi" / "content", tmp_path / "content")
    papers = tmp_path / "content" / "documents" / "tongzhi"
    options = Options(search=False)

    def problems(most: int) -> tuple[Problem, ...]:
        monkeypatch.setattr(checked, "_MANY", most)
        shutil.rmtree(tmp_path / ".gongkai", ignore_errors=True)
        try:
            report = build(Project(tmp_path), options, crew=Crew(processes=1))
        except ContentRefused as refused:
            return refused.problems
        return report.problems

    alone = problems(1000)
    assert (problems(0), len(forks)) == (alone, 1)
    head = (papers / "2025-01.md").read_text("utf-8")
    twice = re.sub(r"(?m)^索引号:.*\n", "", head).replace("标题: ", "索引号: X-1\n标题: 又", 1)
    (papers / "twice-a.md").write_text(twice, "utf-8")
    (papers / "twice-b.md").write_text(twice, "utf-8")
    alone = problems(1000)
    assert "index-number-duplicate" in {each.code for each in alone}
    assert (problems(0), len(forks)) == (alone, 2)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file nobody can read")
def test_no_attached_file_is_read_before_the_content_is_found_sound(tmp_path: Path) -> None:
    shutil.copytree(SITES / "shilishi" / "content", tmp_path / "content")
    paper = tmp_path / "content" / "documents" / "tongzhi" / "2025-01.md"
    outside = os.path.relpath("/proc/self/mem", (tmp_path / "content").resolve())
    attached = f"附件:\n  - 名称: 表\n    文件: {outside}\n标题: "
    paper.write_text(paper.read_text("utf-8").replace("标题: ", attached, 1), "utf-8")
    with pytest.raises(ContentRefused) as refused:
        build(Project(tmp_path), Options(search=False), crew=Crew(processes=1))
    assert "attachment-missing" in {each.code for each in refused.value.problems}
