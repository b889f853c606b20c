"""A portal's folder that goes, and what a build under way leaves in its place."""

from pathlib import Path

from gongkai.preview.home import Home


def portal(tmp_path: Path) -> Path:
    """A portal's folder as a preview has it."""
    root = tmp_path / "portal"
    (root / "content").mkdir(parents=True)
    (root / ".gongkai/preview/pages").mkdir(parents=True)
    return root


def test_what_a_build_made_anew_is_taken_away(tmp_path: Path) -> None:
    root = portal(tmp_path)
    home = Home.of(root)
    assert home.is_there()
    root.rename(tmp_path / "aside")
    assert not home.is_there()
    (root / ".gongkai/preview/pages").mkdir(parents=True)
    assert not home.is_there()
    (tmp_path / "aside").rename(root)
    assert home.is_there()


def test_nothing_else_is_taken_away(tmp_path: Path) -> None:
    root = portal(tmp_path)
    home = Home.of(root)
    (root / "content").rename(tmp_path / "content")
    assert home.is_there()  # the folder itself has not gone
    root.rename(tmp_path / "aside")
    for file in (".gongkai/notes.txt", "content/portal.yaml"):
        (root / ".gongkai/preview").mkdir(parents=True, exist_ok=True)
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text("甲", "utf-8")
        assert home.is_there() and (root / file).is_file()
        (root / file).unlink()
