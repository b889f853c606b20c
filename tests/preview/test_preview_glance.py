"""Pages shown ahead of their build: the very pages that the build then makes, or none."""

import shutil
from pathlib import Path

import pytest

from building import SITES
from gongkai.build import Options, build
from gongkai.preview.draft import Draft
from gongkai.preview.glance import Glancer
from gongkai.preview.showing import Showing
from previewing import rewrite

PAPER = "content/documents/tongzhi/2025-01.md"
PAGE = "documents/tongzhi/2025-01/index.html"


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """示例市, built once."""
    shutil.copytree(SITES / "shilishi" / "content", tmp_path / "content")
    draft = Draft(tmp_path)
    build(draft, Options(search=False))
    return draft


@pytest.mark.parametrize(
    ("old", "new"),
    [("标题: ", "标题: 改"), ("\n这是", "\n新的一段。\n\n这是"), ("", "")],
    ids=["title", "body", "nothing"],
)
def test_a_page_ahead_is_the_page_of_the_build(draft: Draft, old: str, new: str) -> None:
    glancer = Glancer(draft)
    file = draft.root / PAPER
    rewrite(file, old, new)
    pages = dict(glancer.pages([str(file)]))
    build(draft, Options(search=False))
    assert pages == {PAGE: (draft.site / PAGE).read_bytes()}


def test_what_all_pages_are_made_with_is_read_again(draft: Draft) -> None:
    glancer = Glancer(draft)
    rewrite(draft.root / "content/portal.yaml", "网站名称: ", "网站名称: 新")
    pages = dict(glancer.pages([str(draft.root / PAPER)]))
    build(draft, Options(search=False))
    assert pages == {PAGE: (draft.site / PAGE).read_bytes()}


@pytest.mark.parametrize(
    ("old", "new"),
    [("栏目: ", "栏目: 没有的"), ("标题: ", "标题: ["), ("\n这是", "\n秘密★1年\n\n这是")],
    ids=["content", "form", "check"],
)
def test_nothing_is_shown_of_what_a_build_refuses(draft: Draft, old: str, new: str) -> None:
    glancer = Glancer(draft)
    rewrite(draft.root / PAPER, old, new)
    assert glancer.pages([str(draft.root / PAPER)]) == ()


def test_nothing_is_shown_of_what_is_not_there(draft: Draft) -> None:
    glancer = Glancer(draft)
    shutil.copy(draft.root / PAPER, draft.root / "content/documents/tongzhi/neu.md")
    for name in ("neu.md", "gone.md"):
        assert glancer.pages([str(draft.root / "content/documents/tongzhi" / name)]) == ()


def test_nothing_is_shown_when_the_portal_cannot_be_read(draft: Draft) -> None:
    glancer = Glancer(draft)
    rewrite(draft.root / "content/portal.yaml", "网站名称: ", "网站名称: [")
    assert glancer.pages([str(draft.root / PAPER)]) == ()


def test_browsers_hear_of_new_pages_once(draft: Draft) -> None:
    showing = Showing(draft, draft, "127.0.0.1", 8000, root="/")
    data = (draft.site / PAGE).read_bytes()
    assert not showing.look_ahead({PAGE: data})
    assert showing.look_ahead({PAGE: b"new"})
    assert not showing.look_ahead({PAGE: b"new"})
    assert showing.look_ahead({PAGE: data})
    assert showing.ahead == {}
