"""Every link of both sites leads somewhere, and every page can be reached from home by links."""

import re
from pathlib import Path

import pytest

from building import site_files
from reading import ReadPage, is_inside, pages, target

SITES = ("real_site", "shilishi_site")
ROOT = re.compile("^/(portal/)?")
ANYWHERE = ("404.html", "withdrawn/")  # served at other addresses: their links start at the root


@pytest.fixture(params=SITES)
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The files of each site."""
    site: Path = request.getfixturevalue(request.param)
    return site_files(site)


def test_no_link_is_dead(files: dict[str, bytes]) -> None:
    read = dict(pages(files))
    dead = []
    for file, page in read.items():
        for link in filter(is_inside, (*page.links, *page.assets)):
            if link.startswith("/") and file.startswith(ANYWHERE):
                there, fragment = target("404.html", ROOT.sub("", link))
            else:
                there, fragment = target(file, link)
            known = there in files and (not fragment or fragment in read[there].ids)
            if not known:
                dead.append(f"{file}: {link}")
    assert not dead, "\n" + "\n".join(dead)


def test_links_are_relative(files: dict[str, bytes]) -> None:
    rooted = [
        f"{file}: {link}"
        for file, page in pages(files)
        for link in (*page.links, *page.assets)
        if link.startswith("/") and not file.startswith(ANYWHERE)
    ]
    assert not rooted, "\n" + "\n".join(rooted)


def test_every_page_is_reached_from_home(files: dict[str, bytes]) -> None:
    read = dict(pages(files))
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        file = waiting.pop()
        ways = {target(file, link)[0] for link in filter(is_inside, read[file].links)}
        waiting.extend(way for way in ways - seen if way in read)
        seen |= ways
    assert [file for file in sorted(read.keys() - seen) if not file.startswith(ANYWHERE)] == []


def test_every_page_says_what_it_is(files: dict[str, bytes]) -> None:
    def complaints(page: ReadPage) -> list[str]:
        return [
            words
            for words, wrong in (
                ("language is not zh-CN", page.language != "zh-CN"),
                ("no title", not "".join(page.titles).strip()),
                ("an id stands twice", len(page.ids) != len(set(page.ids))),
            )
            if wrong
        ]

    found = [f"{file}: {words}" for file, page in pages(files) for words in complaints(page)]
    assert not found, "\n" + "\n".join(found)


def test_addresses_are_plain(files: dict[str, bytes]) -> None:
    odd = [name for name in files if not name.isascii() or name != name.lower() or " " in name]
    assert not [name for name in odd if not name.startswith("search/index/")]
