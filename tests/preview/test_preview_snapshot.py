"""Which files a build changed."""

from pathlib import Path

from gongkai.preview.snapshot import differences, snapshot


def test_differences(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/kept.html", "a/new.html", "gone.html"):
        (tmp_path / name).write_text("甲", "utf-8")
    before = snapshot(tmp_path)
    (tmp_path / "gone.html").unlink()
    (tmp_path / "draft").write_text("乙", "utf-8")
    (tmp_path / "draft").replace(tmp_path / "a/new.html")
    (tmp_path / "b.html").write_text("丙", "utf-8")
    assert differences(before, snapshot(tmp_path)) == (("a/new.html", "b.html"), 1)


def test_no_folder(tmp_path: Path) -> None:
    assert snapshot(tmp_path / "nothing") == {}
