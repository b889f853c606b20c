"""Where old addresses lead in a preview."""

from pathlib import Path

import pytest

from gongkai.preview.draft import Draft
from gongkai.preview.moves import destination, moves_of

MOVES = {"/a/": "/b/", "/甲/": "/乙/", "/x.pdf": "https://example.com/x?y=1%20#z"}


@pytest.mark.parametrize(
    ("path", "goal"),
    [
        ("a/", "/portal/b/"),
        ("a", "/portal/b/"),
        ("a/c/", ""),
        ("甲", "/portal/%E4%B9%99/"),
        ("x.pdf", "https://example.com/x?y=1%20#z"),
        ("x.pdf/", ""),
        ("", ""),
    ],
)
def test_old_addresses_lead_on(path: str, goal: str) -> None:
    assert destination(MOVES, path, "/portal/") == goal


def test_the_file_is_read_as_it_is_now(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    draft = Draft(tmp_path)
    assert moves_of(draft) == {}
    file = tmp_path / "content/redirects.yaml"
    file.write_text("- 旧地址: /a/\n  新地址: /b/\n- 旧地址: /c/\n  已撤销: 撤下\n", "utf-8")
    assert moves_of(draft) == {"/a/": "/b/"}
    file.write_text("- 旧地址: /a/\n  新地址: /b/d/\n", "utf-8")
    assert moves_of(draft) == {"/a/": "/b/d/"}
