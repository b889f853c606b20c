"""What a running preview answers: the site as published to us, and nothing to strangers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.output.headers import headers_of
from previewing import NOTICE, ROOT, Preview, previewing


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview that has built once."""
    with previewing(tmp_path_factory.mktemp("answers")) as preview:
        preview.hear("已生成")
        yield preview


UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def own(preview: Preview) -> str:
    """The origin of the preview's pages."""
    return f"http://127.0.0.1:{preview.port}"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{}", "127.0.0.1:1", "127.0.0.1", "a@127.0.0.1:{}", ""]
)
@pytest.mark.parametrize("path", [ROOT, "/livereload.js", "/livereload", "/__preview/page.js"])
def test_foreign_hosts_get_nothing(preview: Preview, host: str, path: str) -> None:
    answer = preview.ask(path, Host=host.format(preview.port))
    assert answer.status in (400, 403)
    assert "示例市" not in answer.text


def test_localhost_is_us(preview: Preview) -> None:
    assert preview.ask(ROOT, Host=f"localhost:{preview.port}").status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_foreign_pages_cannot_listen(preview: Preview, origin: str) -> None:
    assert preview.ask("/livereload", **UPGRADE, Origin=origin).status == 403
    assert preview.ask(ROOT, Origin=origin).status == 403


def test_our_pages_can_listen(preview: Preview) -> None:
    assert preview.ask("/livereload", **UPGRADE, Origin=own(preview)).status == 101
    assert preview.ask("/livereload", **UPGRADE).status == 403
    foreign = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "websocket"}
    assert preview.ask("/livereload", **UPGRADE, **foreign, Origin=own(preview)).status == 403


ODD = (
    ("/portal/index.html%00.txt", 400),
    ("/portal/%0d%0aX-Y:z", 400),
    ("/portal/..%5c..%5ccontent", 400),
    ("/%ff", 400),
    ("//evil.example/..", 400),
    ("/portal/../../content/portal.yaml", 404),
    ("/portal/..%2f..%2f..%2fcontent%2fportal.yaml", 404),
    ("/portal/%2e%2e/cache.json", 404),
    ("/portal/" + "a" * 300, 404),
    ("/portal/" + "a/" * 3000, 404),
    ("/content/portal.yaml", 404),
    ("/forcereload", 404),
    ("/forcereload?path=/x", 404),
    ("/portal/search/index/../../index.html", 404),
    ("/__preview/notice.html", 404),
    ("/__preview/..%2fserve.py", 404),
)


@pytest.mark.parametrize(("path", "status"), ODD)
def test_odd_paths(preview: Preview, path: str, status: int) -> None:
    answer = preview.ask(path)
    assert answer.status == status
    assert "网站名称" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["documents/renshi-2/", "documents/renshi-2"])
def test_what_was_withdrawn_says_why(preview: Preview, path: str) -> None:
    answer = preview.page(path)
    assert answer.status == 410
    assert "所附名单含有个人信息" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert preview.page("documents/renshi-3/").status == 404


@pytest.mark.parametrize("path", ["documents/guifan-xianxing/", "documents/guifan-xianxing"])
def test_what_has_moved_leads_on(preview: Preview, path: str) -> None:
    answer = preview.page(path)
    assert answer.status == 302
    assert answer.headers["location"] == f"{ROOT}documents/guifan-bianhao/"
    assert answer.headers["cache-control"] == "no-store"
    assert preview.ask(answer.headers["location"]).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_only_reads(preview: Preview, method: str) -> None:
    assert preview.ask(ROOT, method, Content_Length="0").status == 405
    assert preview.ask("/forcereload", method, Content_Length="0").status in (404, 405)


def test_links_out_of_the_site_are_not_followed(preview: Preview) -> None:
    link = preview.folder / ".gongkai" / "preview" / "pages" / "site" / "out.txt"
    link.symlink_to(preview.content / "portal.yaml")
    assert preview.page("out.txt").status == 403
    link.unlink()


FILES = (
    "index.html",
    "plans/index.html",
    "404.html",
    "feed.xml",
    "sitemap.xml",
    "plans/shilishi-2025/shilishi-2025.json",
    "plans/shilishi-2025/shilishi-2025.md",
)


@pytest.mark.parametrize("file", FILES)
def test_headers_are_those_of_publishing(preview: Preview, file: str) -> None:
    answer = preview.page(file)
    assert answer.status == 200
    for name, value in headers_of(file):
        found = answer.headers[name.lower()]
        if name == "Content-Security-Policy" and file.endswith(".html"):
            found = found.replace(f" ws://127.0.0.1:{preview.port}", "")
        assert found == value, name


def test_files_are_sent_as_they_are(preview: Preview) -> None:
    site = preview.folder / ".gongkai" / "preview" / "pages" / "site"
    assert preview.page("feed.xml").text == (site / "feed.xml").read_text("utf-8")
    home = (site / "index.html").read_text("utf-8")
    assert "livereload" not in home
    lines = preview.page().text.splitlines()
    added = [line for line in lines if line not in home.splitlines()]
    assert [line.startswith("<script src=") for line in added] == [True, True]


def test_pages_change_under_a_reader_so_nothing_is_kept(preview: Preview) -> None:
    answer = preview.page()
    assert "etag" not in answer.headers
    assert preview.ask(ROOT, If_None_Match="*").status == 200


def test_addresses_lead_where_they_lead_on_the_server(preview: Preview) -> None:
    for path, goal in (("/", ROOT), ("/portal", ROOT), ("/portal/plans?x=1", "/portal/plans/?x=1")):
        answer = preview.ask(path)
        assert (answer.status, answer.headers["location"]) == (302, goal)


def test_a_wrong_address_gets_the_page_of_the_site(preview: Preview) -> None:
    for path in ("/portal/no/such/", "/portal/no.pdf", "/elsewhere/"):
        answer = preview.ask(path)
        assert answer.status == 404
        assert "这个地址没有页面" in answer.text
        assert "/livereload.js?" in answer.text


def test_site_is_not_touched(preview: Preview) -> None:
    assert not (preview.folder / "site").exists()


def test_search_follows_the_pages(preview: Preview) -> None:
    preview.hear("检索索引已更新")
    index = preview.folder / ".gongkai" / "preview" / "search" / "site" / "search" / "index"
    names = [path.relative_to(index).as_posix() for path in index.rglob("*") if path.is_file()]
    assert names
    for name in names:
        assert preview.page(f"search/index/{name}").status == 200, name


def test_it_says_where_it_is(preview: Preview) -> None:
    assert preview.lines[0] == f"预览：http://127.0.0.1:{preview.port}/（按 Ctrl-C 结束）"


def test_a_taken_port(preview: Preview, tmp_path: Path) -> None:
    with previewing(tmp_path, "--port", str(preview.port)) as second:
        assert second.process.wait(30) == 3
    assert f"端口 {preview.port} 已被别的程序占用" in second.said
    assert "--port" in second.lines[-1]
    assert NOTICE and preview.page(NOTICE).status == 200


def test_a_second_preview_is_told_where_the_first_one_is(preview: Preview) -> None:
    with previewing(preview.folder) as second:
        assert second.process.wait(30) == 3
    assert f"这个门户已经在预览：http://127.0.0.1:{preview.port}/" in second.said
    assert preview.page(NOTICE).status == 200


def test_a_preview_that_was_killed_is_in_nobody_s_way(tmp_path: Path) -> None:
    with previewing(tmp_path, "--no-search") as first:
        first.hear("预览：")
        first.process.kill()
        first.process.wait(30)
    with previewing(tmp_path, "--no-search") as second:
        second.hear("已生成")
