"""What another process looks at meanwhile: the same answers as here, whatever becomes of it."""

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from building import EPOCH, SITES, build_site
from gongkai.making import aside as asides
from gongkai.making import report
from gongkai.making.aside import aside
from gongkai.making.report import look


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asides, "processors", lambda: 2)


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
def test_the_other_process_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch, waits: bool) -> None:
    children: list[int] = []
    fork = os.fork

    def noted() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", noted)
    with aside(lambda: ("甲" * 300_000,)) as wait:  # more than a pipe holds
        if waits:
            assert wait() == ("甲" * 300_000,)
    (child,) = children
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


def test_no_process_of_threads_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
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
