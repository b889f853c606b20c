"""What pages show is what the sources say: the text of plans, the figures, the downloads."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from building import ROOT, SITES, run_gongkai, site_files

CONTENTS = {"real_site": ROOT / "content", "shilishi_site": SITES / "shilishi" / "content"}


@pytest.fixture(params=CONTENTS)
def portal(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """(content, site) of each portal."""
    return CONTENTS[request.param], request.getfixturevalue(request.param)


class _Paper(HTMLParser):
    """The printed lines of a plan's page: one for each child of the element gk-paper."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self._depth += 1
            if self._depth == 2:
                self.lines.append("")
        elif dict(attrs).get("class") == "gk-paper":
            self._depth = 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= bool(self._depth)

    def handle_data(self, data: str) -> None:
        if self._depth > 1:
            self.lines[-1] += data


def printed(source: Path) -> list[str]:
    """The lines of a plan in Markdown as they shall be printed."""
    body = source.read_text("utf-8").split("---\n", 2)[2]
    lines = (re.sub(r"^#+ +", "", line.strip(" \t\u3000\u00a0")) for line in body.splitlines())
    plain = (re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line) for line in lines)
    return [line for line in plain if line and line != "---"]


def test_a_plan_is_shown_line_by_line(portal: tuple[Path, Path]) -> None:
    content, site = portal
    sources = sorted((content / "plans").glob("*.md"))
    assert sources
    for source in sources:
        page = _Paper()
        page.feed((site / "plans" / source.stem / "index.html").read_text("utf-8"))
        assert [line.strip() for line in page.lines] == printed(source)


def test_figures_on_the_home_page_are_true(portal: tuple[Path, Path]) -> None:
    content, site = portal
    home = (site / "index.html").read_text("utf-8")
    figures = dict(re.findall(r'aria-label="(要点|任务|责任单位|地区)：(\d+)', home))
    plans = {path.stem for path in (content / "plans").iterdir()}
    assert figures == {
        "要点": str(len(plans)),
        "任务": str(len(list(site.glob("plans/*/*/index.html")))),
        "责任单位": str(len(list(site.glob("units/*/*/index.html")))),
        "地区": str(len(list(site.glob("regions/*/index.html")))),
    }


@pytest.mark.parametrize("ending", ["md", "yaml"])
def test_downloads_are_content_that_builds_the_same_site(
    ending: str, portal: tuple[Path, Path], tmp_path: Path
) -> None:
    content, site = portal
    shutil.copytree(content, tmp_path / "content")
    shutil.rmtree(tmp_path / "content" / "plans")
    (tmp_path / "content" / "plans").mkdir()
    for download in site.glob(f"plans/*/*-*.{ending}"):
        if download.stem == download.parent.name:
            shutil.copy(download, tmp_path / "content" / "plans")
    result = run_gongkai("build", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    first, second = site_files(site), site_files(tmp_path / "site")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
