"""Stage and commit: the site becomes equal to the stage, and nothing else is touched."""

from pathlib import Path

import pytest

from gongkai.output.commit import commit
from gongkai.output.stage import Stage
from gongkai.problems import Place, ProjectError


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


CASES = {
    "an empty folder is filled": ({}, {"index.html": b"a", "x/index.html": b"b"}),
    "pages that are gone disappear, with their folders": (
        {"old/deep/index.html": b"a", "index.html": b"a"},
        {"index.html": b"a"},
    ),
    "a file where a folder is needed gives way": ({"x": b"a"}, {"x/index.html": b"b"}),
    "a folder where a file is needed gives way": ({"x/index.html": b"a"}, {"x": b"b"}),
    "a changed file is replaced": ({"index.html": b"old"}, {"index.html": b"new"}),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
def test_commit_makes_the_site_equal_to_the_stage(
    tmp_path: Path, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    site = tmp_path / "site"
    put(site, before)
    with Stage(tmp_path / "stage") as stage:
        for name, data in after.items():
            stage.write(name, data)
        commit(stage, site)
    assert tree(site) == after
    assert not (tmp_path / "stage").exists()
    empty = [path for path in site.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert empty == []


def test_the_note_in_site_is_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"README.md": b"note", "gone.html": b"x"})
    with Stage(tmp_path / "stage") as stage:
        stage.write("index.html", b"a")
        done = commit(stage, site)
    assert tree(site) == {"README.md": b"note", "index.html": b"a"}
    assert (done.written, done.removed) == (1, 1)


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"index.html": b"a"})
    before = (site / "index.html").stat()
    with Stage(tmp_path / "stage") as stage:
        stage.write("index.html", b"a")
        done = commit(stage, site)
    after = (site / "index.html").stat()
    assert done.written == 0
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_link_in_the_site_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    put(outside, {"index.html": b"theirs"})
    site.mkdir()
    (site / "x").symlink_to(outside)
    with Stage(tmp_path / "stage") as stage:
        stage.write("x/index.html", b"ours")
        commit(stage, site)
    assert tree(outside) == {"index.html": b"theirs"}
    assert (site / "x" / "index.html").read_bytes() == b"ours"


@pytest.mark.parametrize("second", ["plans/a/index.html", "plans/A/index.html"])
def test_two_sources_for_one_address_are_both_named(tmp_path: Path, second: str) -> None:
    with Stage(tmp_path / "stage") as stage:
        stage.write("plans/a/index.html", b"1", Place("content/plans/a.md", 1, 1))
        stage.write(second, b"2", Place("content/plans/b.md", 3, 1))
        assert stage.read("plans/a/index.html") == b"1"
        (problem,) = stage.problems
    assert problem.code == "address-taken"
    assert "content/plans/a.md:1:1" in problem.message
    assert "content/plans/b.md:3:1" in problem.message


def test_a_site_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"a file, not a folder")
    with Stage(tmp_path / "stage") as stage:
        stage.write("index.html", b"a")
        with pytest.raises(ProjectError, match="写不了"):
            commit(stage, tmp_path / "site")
