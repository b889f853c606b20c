"""The configuration samples, in real servers on loopback: eighteen promises, kept by both."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from servers import Reader, apache, free_port, nginx
from small_site import NOW, target_in

from gongkai.model.redirect import Redirect
from gongkai.output import headers
from gongkai.output.publish.bundle import gather
from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.serverconf import Hosting, server_configuration
from gongkai.output.publish.web import verify_site
from gongkai.problems import Place

HERE = Place("content/redirects.yaml", 1, 1)
REDIRECTS = (
    Redirect(old="/plans/old/", new="/plans/a/", place=HERE),
    Redirect(old="/old.html", new="https://www.gov.cn/zhengce/", place=HERE),
    Redirect(old="/plans/gone/", gone="内容有误，已撤销", place=HERE),
    Redirect(old="/plans/a/撤-1.pdf", gone="含个人信息", place=HERE),
    Redirect(old="/plans/gone-too/", gone="这个版本里还没有说明页", place=HERE),
)
CSS = "assets/site.0123456789.css"
BIG = "<p>公开 page</p>\n" * 300
FILES = {
    "index.html": "<!DOCTYPE html>" + BIG,
    "404.html": "<!DOCTYPE html><title>找不到</title>" + BIG,
    "plans/index.html": "<!DOCTYPE html>",
    "plans/a/index.html": "<!DOCTYPE html>" + BIG + "a",
    "plans/a/a.yaml": "标题: x\n" * 300,
    "plans/a/附件 1.pdf": "%PDF-1.7 " + "x" * 3000,
    "plans/a/table.csv": "甲,乙\n" * 400,
    "data/plans.json": "[1]" + " " * 2000,
    "empty/deep/index.html": "<!DOCTYPE html>",
    CSS: "p{color:red}\n" * 200,
    "search/index/texts/0a1b2c3d4e5f/1.pack": "x",
    "withdrawn/plans/gone/index.html": "<!DOCTYPE html><title>已撤销</title>" + BIG,
    "withdrawn/plans/a/撤-1.pdf/index.html": "<!DOCTYPE html><title>已撤销</title>含个人信息",
    "sitemap.xml": "<a/>" + " " * 2000,
}
SERVERS: dict[str, Callable[[Path, str, int], AbstractContextManager[None]]] = {
    "nginx": nginx,
    "apache": apache,
}


@dataclass(frozen=True)
class Served:
    """A published portal behind a server. prefix: its place there, with both slashes."""

    port: int
    prefix: str
    target: Path

    def get(
        self, path: str, method: str = "GET", host: str = "localhost", **given: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path below the prefix."""
        with Reader(self.port, host) as reader:
            return reader.get(self.prefix + path, method, **given)


@pytest.fixture(scope="module", params=[f"{s} {p}" for s in SERVERS for p in ("/", "/zwgk/")])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The portal behind each server, at its root and below a path."""
    kind, prefix = request.param.split()
    folder = tmp_path_factory.mktemp(kind)
    for name, text in FILES.items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_text(text, "utf-8")
    target = folder / "target"
    publish(gather(folder / "site", folder / "twins"), target_in(target), Order(time=NOW))
    for above in (folder, *list(folder.parents)[:2]):
        above.chmod(0o755)  # the server may run as another user
    port = free_port()
    hosting = Hosting(
        title="示例市政府信息公开",
        target=str(target),
        url=f"http://localhost{prefix}",
        port=port,
        redirects=REDIRECTS,
    )
    configuration = server_configuration(kind, hosting)
    with SERVERS[kind](folder / "server", configuration, port):
        yield Served(port, prefix, target)


@pytest.mark.parametrize("path", ["", "plans/a/", "nowhere/"])
def test_every_page_carries_the_policy(served: Served, path: str) -> None:
    status, found, _ = served.get(path)
    assert status == (404 if path == "nowhere/" else 200)
    assert found["content-security-policy"] == headers.POLICY
    for name, value in headers.COMMON:
        assert found[name.lower()] == value
    assert found["content-type"].lower() == "text/html; charset=utf-8"
    assert found["cache-control"] == headers.ASK
    assert "set-cookie" not in found
    assert "content-disposition" not in found


@pytest.mark.parametrize("path", ["nowhere/", "nowhere.css", "data/", "assets/x.0123456789.css"])
def test_what_is_not_there_is_answered_by_our_own_page(served: Served, path: str) -> None:
    status, found, body = served.get(path)
    assert status == 404
    assert body == FILES["404.html"].encode()
    assert found["cache-control"] == headers.ASK
    assert found["content-security-policy"] == headers.POLICY


@pytest.mark.parametrize("path", ["", "plans/a/", CSS, "plans/a/a.yaml", "sitemap.xml"])
@pytest.mark.parametrize("encoding", ["br", "gzip", "gzip, deflate, br", "identity"])
def test_precompressed(served: Served, path: str, encoding: str) -> None:
    plain = FILES[path if "." in path else f"{path}index.html"].encode()
    status, found, body = served.get(path, Accept_Encoding=encoding)
    assert status == 200
    wanted = "br" if "br" in encoding else "gzip" if "gzip" in encoding else None
    assert found.get("content-encoding") == wanted
    assert "accept-encoding" in found["vary"].lower()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[wanted]
    assert unpack(body) == plain
    assert found["content-type"] == served.get(path)[1]["content-type"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("plans/a/%E9%99%84%E4%BB%B6%201.pdf", "application/pdf"),
        ("plans/a/table.csv", "text/csv; charset=utf-8"),
        ("plans/a/a.yaml", "application/yaml; charset=utf-8"),
        ("data/plans.json", "application/json; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_downloads_are_sandboxed(served: Served, path: str, kind: str, encoding: str) -> None:
    status, found, _ = served.get(path, Accept_Encoding=encoding)
    assert status == 200
    assert found["content-disposition"] == "attachment"
    assert found["content-security-policy"] == headers.SANDBOX
    assert found["x-content-type-options"] == "nosniff"
    assert found["content-type"].lower() == kind


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", [CSS, "search/index/texts/0a1b2c3d4e5f/1.pack"])
def test_hashed_files_never_change(served: Served, path: str, encoding: str) -> None:
    status, found, _ = served.get(path, Accept_Encoding=encoding)
    assert status == 200
    assert found["cache-control"] == headers.FOREVER
    assert "content-disposition" not in found


def test_an_unchanged_page_is_not_sent_again(served: Served) -> None:
    _, found, _ = served.get("plans/a/")
    status, _, body = served.get("plans/a/", If_None_Match=found["etag"])
    assert (status, body) == (304, b"")


def test_parts_of_a_file(served: Served) -> None:
    path = "plans/a/%E9%99%84%E4%BB%B6%201.pdf"
    status, _, body = served.get(path, Range="bytes=0-7")
    assert (status, body) == (206, b"%PDF-1.7")
    assert served.get(path, Range="bytes=9000-")[0] == 416


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_reading(served: Served, method: str) -> None:
    status, found, _ = served.get("", method)
    assert status == 405
    assert found["content-security-policy"]


def test_head(served: Served) -> None:
    status, found, body = served.get("plans/a/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(found["content-length"]) == len(FILES["plans/a/index.html"].encode())


@pytest.mark.parametrize(
    "path", [".carried/", ".git/config", "plans/.x", "assets/", "plans/a/..%2f..%2f.lock"]
)
def test_nothing_hidden_and_no_listing(served: Served, path: str) -> None:
    assert served.get(path)[0] in (400, 403, 404)
    assert b"Index of" not in served.get(path)[2]


def test_no_way_out(served: Served) -> None:
    for path in (
        "../.lock",
        "..%2f.lock",
        "%2e%2e/.lock",
        "plans/../../.lock",
        "..%2f..%2f..%2fetc/passwd",
    ):
        assert served.get(path)[0] in (400, 403, 404), path


def test_another_host_gets_nothing(served: Served) -> None:
    try:
        status, _, body = served.get("", host="evil.example")
    except OSError:  # nginx hangs up
        return
    assert status == 403
    assert b"page" not in body


def test_folder_without_slash(served: Served) -> None:
    status, found, _ = served.get("plans/a")
    assert status == 301
    assert found["location"].endswith(f"{served.prefix}plans/a/")


def test_redirects_and_tombstones(served: Served) -> None:
    status, found, _ = served.get("plans/old/")
    assert status == 301
    assert found["location"].endswith(f"{served.prefix}plans/a/")
    status, found, _ = served.get("old.html")
    assert (status, found["location"]) == (301, "https://www.gov.cn/zhengce/")


NOTICES = {
    "plans/gone/": "withdrawn/plans/gone/index.html",
    "plans/gone": "withdrawn/plans/gone/index.html",
    "plans/a/%E6%92%A4-1.pdf": "withdrawn/plans/a/撤-1.pdf/index.html",
    "plans/gone-too/": "404.html",  # as after a rollback to before it was withdrawn
}


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", NOTICES)
def test_what_was_withdrawn_says_why(served: Served, path: str, encoding: str) -> None:
    status, found, body = served.get(path, Accept_Encoding=encoding)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    body = unpack[found.get("content-encoding")](body)
    assert (status, body) == (410, FILES[NOTICES[path]].encode())
    assert found["content-security-policy"] == headers.POLICY
    assert found["content-type"].lower() == "text/html; charset=utf-8"
    assert found["cache-control"] == headers.ASK
    assert "content-disposition" not in found


def test_what_was_withdrawn_asks_for_nothing_else(served: Served) -> None:
    """Only reading; and what lies below a withdrawn address is as missing as ever."""
    assert served.get("plans/gone/", "POST")[0] in (405, 410)
    assert served.get("plans/gone/x/")[0] == 404
    assert served.get("withdrawn/nothing/")[0] == 404


def test_every_address_is_as_published(served: Served) -> None:
    verdict = verify_site(f"http://localhost:{served.port}{served.prefix}")
    assert verdict.findings == ()
    assert verdict.files > 20


def test_a_reader_at_the_wrong_place_is_told(served: Served) -> None:
    with pytest.raises(PublishError, match="没有发布清单"):
        verify_site(f"http://localhost:{served.port}{served.prefix}plans/")


@pytest.mark.parametrize("target", ["relative", "/a b", '/a"; return 200', "/a\n}", "/a$b"])
@pytest.mark.parametrize("kind", SERVERS)
def test_a_path_that_would_break_the_configuration(kind: str, target: str) -> None:
    with pytest.raises(PublishError, match="不能写进"):
        server_configuration(kind, Hosting(title="x", target=target))
