"""Broken portals: every message in its exact words, and a failing build that changes nothing."""

import os
import re
import shutil
from pathlib import Path

import pytest

from building import ROOT, SITES, run_gongkai
from gongkai.checks.catalogue import all_codes

BROKEN = SITES / "broken"
CODE = re.compile(r"\[([a-z][a-z0-9-]*)\]")
PORTALS = sorted(path.name for path in BROKEN.iterdir() if (path / "content").is_dir())

# Problems that no portal here can show, and why; another test shows each of them.
ELSEWHERE = {
    "attachment-big": "needs twenty megabytes",
    "search-outgrown": "needs a portal of thousands of pages",
    "page-title-missing": "only a theme can do this",
    "page-language-missing": "only a theme can do this",
    "one-main-heading": "only a theme can do this",
    "heading-skip": "only a theme can do this",
    "id-repeated": "only a theme can do this",
    "image-alt-missing": "only a theme can do this",
    "inline-code": "only a theme can do this",
    "head-tag-missing": "only a theme can do this",
    "head-tag-empty": "only a theme can do this",
    "head-tag-wrong": "only a theme can do this",
}
NOT_SHOWN = {"unreadable"}  # nothing is unreadable for root, and CI is root


def states(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("portal", PORTALS)
def test_every_problem_is_told(portal: str, tmp_path: Path, accept: bool) -> None:
    shutil.copytree(BROKEN / portal / "content", tmp_path / "content")
    result = run_gongkai("check", folder=tmp_path)
    told = result.stdout
    if accept:
        (BROKEN / portal / "problems.txt").write_text(told, "utf-8")
    assert told == (BROKEN / portal / "problems.txt").read_text("utf-8")
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert str(tmp_path) not in told


UNFIT = {"name-encoding", "not-a-file", "dead-link", "link-loop", "link-outside"}
TOO_BIG = {"file-too-large", "markdown-size"}


def test_files_that_git_cannot_hold(tmp_path: Path) -> None:
    documents = tmp_path / "content" / "documents"
    shutil.copytree(SITES / "shilishi" / "content", tmp_path / "content")
    (documents / "nowhere.md").symlink_to("not-there.md")
    (documents / "circle").symlink_to(documents)
    (documents / "outside.md").symlink_to(__file__)
    os.mkfifo(documents / "pipe.md")
    Path(os.fsdecode(bytes(documents) + b"/\xb9\xab\xb8\xe6.md")).write_text("x", "utf-8")
    head = "---\n标题: 太大\n栏目: tongzhi\n---\n"
    (documents / "big.md").write_text(head + "大" * 2**21, "utf-8")
    (documents / "long.md").write_text(head + "长" * 2**20, "utf-8")
    result = run_gongkai("check", folder=tmp_path)
    assert result.returncode == 1, result.stderr
    assert set(CODE.findall(result.stdout)) >= UNFIT | TOO_BIG


def test_every_code_is_shown() -> None:
    told = "".join((BROKEN / name / "problems.txt").read_text("utf-8") for name in PORTALS)
    shown = set(CODE.findall(told)) | UNFIT | TOO_BIG
    assert sorted((shown | ELSEWHERE.keys()) - set(all_codes())) == []
    assert sorted(set(all_codes()) - shown - ELSEWHERE.keys()) == sorted(NOT_SHOWN)
    assert sorted(shown & ELSEWHERE.keys()) == []


@pytest.mark.parametrize("code", ELSEWHERE)
def test_every_other_code_is_shown_elsewhere(code: str) -> None:
    files = (path for path in (ROOT / "tests").rglob("*") if path.suffix in (".py", ".md", ".yaml"))
    others = (path for path in files if path != Path(__file__) and SITES not in path.parents)
    assert any(path.stem == code or code in path.read_text("utf-8") for path in others)


@pytest.mark.parametrize("portal", PORTALS)
def test_a_failing_build_changes_nothing(portal: str, tmp_path: Path, shilishi_site: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(shilishi_site, site)
    shutil.copytree(BROKEN / portal / "content", tmp_path / "content")
    before = states(site)
    result = run_gongkai("build", folder=tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert states(site) == before


def test_a_page_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    shutil.copytree(SITES / "shilishi" / "content", tmp_path / "content")
    (tmp_path / "site").write_text("a file where the folder should be\n", "utf-8")
    result = run_gongkai("build", folder=tmp_path)
    assert result.returncode == 3, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert (tmp_path / "site").is_file()


def test_no_portal_is_said_plainly(tmp_path: Path) -> None:
    result = run_gongkai("build", folder=tmp_path)
    assert result.returncode == 3, result.stdout + result.stderr
    assert "portal.yaml" in result.stderr
    assert "Traceback" not in result.stderr
