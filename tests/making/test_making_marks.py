"""Marks of what a build reads: by the same names wherever it is run from."""

from pathlib import Path

import pytest

from gongkai.making.seal import input_marks


def test_marks_do_not_depend_on_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("content/documents/2025/a.md", "content/portal.yaml", "themes/own/theme.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    names = ["content/documents/2025/a.md", "content/portal.yaml", "themes/own/theme.yaml"]
    for root in (tmp_path, Path()):
        assert sorted(input_marks(root)) == names
        assert sorted(input_marks(root, "content/documents/")) == names[1:]
