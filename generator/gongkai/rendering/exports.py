"""Files for programs: which page kind is written by which exporter."""

from collections.abc import Callable, Mapping
from pathlib import Path

from gongkai.pages.exports import (
    FeedView,
    FileView,
    PlanExport,
    SitemapIndexView,
    SitemapView,
)
from gongkai.pages.page import Page
from gongkai.problems import ProjectError
from gongkai.reasons import reason
from gongkai.rendering.feeds import feed, sitemap, sitemap_index
from gongkai.rendering.plan_json import plan_json
from gongkai.sources.write_markdown import plan_markdown
from gongkai.sources.write_yaml import plan_yaml


def export(page: Page, content: Path) -> bytes:
    """The bytes of a page that no template renders. content: the portal's content folder."""
    return _EXPORTERS[page.kind](page.view, content)


def _feed(view: FeedView, _: Path) -> bytes:
    return feed(view)


def _sitemap(view: SitemapView, _: Path) -> bytes:
    return sitemap(view)


def _sitemap_index(view: SitemapIndexView, _: Path) -> bytes:
    return sitemap_index(view)


def _json(view: PlanExport, _: Path) -> bytes:
    return plan_json(view.plan, view.region, dict(view.unit_names))


def _yaml(view: PlanExport, _: Path) -> bytes:
    return plan_yaml(view.plan, dict(view.unit_names), view.region).encode()


def _markdown(view: PlanExport, _: Path) -> bytes:
    return plan_markdown(view.plan, dict(view.unit_names), view.region).encode()


def _file(view: FileView, content: Path) -> bytes:
    try:
        return (content / view.path).read_bytes()
    except OSError as error:
        raise ProjectError(f"读不了附件 {view.path}：{reason(error)}", "检查文件和权限") from error


_EXPORTERS: Mapping[str, Callable[..., bytes]] = {
    "feed": _feed,
    "sitemap": _sitemap,
    "sitemap-index": _sitemap_index,
    "plan-json": _json,
    "plan-yaml": _yaml,
    "plan-markdown": _markdown,
    "file": _file,
}
