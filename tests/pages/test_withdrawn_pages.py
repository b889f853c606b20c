"""Withdrawn pages: one for each withdrawn address, saying what redirects.yaml says and no more."""

import pytest

from gongkai.pages.site_map import site_map
from gongkai.pages.views import WithdrawnView
from make import make_portal, make_redirect

REDIRECTS = (
    make_redirect(old="/plans/a/", new="/plans/b/", gone=""),
    make_redirect(old="/plans/gone/", gone="重复公开，以 <乙> 为准"),
    make_redirect(old="/files/名单.pdf", gone="含个人信息，2025年5月8日撤下"),
)


def test_what_each_says() -> None:
    pages = [
        page for page in site_map(make_portal(redirects=REDIRECTS)) if page.kind == "withdrawn"
    ]
    assert [page.address for page in pages] == [
        "withdrawn/plans/gone/",
        "withdrawn/files/名单.pdf/",
    ]
    for page, redirect in zip(pages, REDIRECTS[1:], strict=True):
        assert isinstance(page.view, WithdrawnView)
        said = [fact.value for fact in page.view.facts]
        assert said == [redirect.old, redirect.gone]
        assert not page.search
        assert page.source == redirect.place


@pytest.mark.parametrize("old", ["/plans/x/", "/plans/x"])
def test_the_slash_makes_no_difference(old: str) -> None:
    assert make_redirect(old=old).notice == "withdrawn/plans/x/"
