"""Pages of what was withdrawn: what a reader sees at an address whose content went for good."""

from collections.abc import Iterator

from gongkai.model.redirect import Redirect
from gongkai.pages.context import Context, trail_above, ways_on
from gongkai.pages.page import Meta, Page
from gongkai.pages.parts import Fact
from gongkai.pages.views import WithdrawnView

_UNLISTED = Meta(name="robots", content="noindex")  # no search engine is to offer the notice


def withdrawn_pages(context: Context) -> Iterator[Page]:
    """A page for each address that redirects.yaml calls withdrawn."""
    for redirect in context.portal.redirects:
        if redirect.gone:
            yield _page(context, redirect)


def _page(context: Context, redirect: Redirect) -> Page:
    return Page(
        address=redirect.notice,
        kind="withdrawn",
        title="内容已撤销",
        view=WithdrawnView(
            facts=(
                Fact(label="原来的地址", value=redirect.old),
                Fact(label="撤销说明", value=redirect.gone),
            ),
            ways=ways_on(context),
        ),
        trail=trail_above(context, None),
        meta=(*context.site_meta, _UNLISTED),
        source=redirect.place,
    )
