"""Who may ask the preview for what."""

import pytest

from gongkai.preview.guard import (
    fetch_allowed,
    host_allowed,
    is_loopback,
    origin_allowed,
    path_status,
)

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"

HOSTS = (
    ("127.0.0.1:8000", LOOPBACK, True),
    ("localhost:8000", LOOPBACK, True),
    ("LOCALHOST:8000", LOOPBACK, True),
    ("[::1]:8000", LOOPBACK, True),
    ("127.9.9.9:8000", LOOPBACK, True),
    ("127.0.0.1:8001", LOOPBACK, False),
    ("127.0.0.1", LOOPBACK, False),
    ("", LOOPBACK, False),
    ("evil.example:8000", LOOPBACK, False),
    ("evil.example", LOOPBACK, False),
    ("localhost.evil.example:8000", LOOPBACK, False),
    ("127.0.0.1.evil.example:8000", LOOPBACK, False),
    ("evil.example@127.0.0.1:8000", LOOPBACK, False),
    ("127.0.0.1:8000,evil.example", LOOPBACK, False),
    ("127.0.0.1:8000 ", LOOPBACK, False),
    ("localhost.:8000", LOOPBACK, False),
    ("192.168.1.5:8000", LOOPBACK, False),
    ("192.168.1.5:8000", EVERYWHERE, True),
    ("[fe80::1]:8000", EVERYWHERE, True),
    ("evil.example:8000", EVERYWHERE, False),
    ("desk.office:8000", "desk.office", True),
    ("evil.example:8000", "desk.office", False),
)


@pytest.mark.parametrize(("host", "listening", "allowed"), HOSTS)
def test_hosts(host: str, listening: str, allowed: bool) -> None:
    assert host_allowed(host, 8000, listening) is allowed


def test_the_usual_port_need_not_be_named() -> None:
    assert host_allowed("127.0.0.1", 80, LOOPBACK)


ORIGINS = (
    (None, False, True),
    (None, True, False),
    ("http://127.0.0.1:8000", True, True),
    ("http://127.0.0.1:8000", False, True),
    ("https://127.0.0.1:8000", False, False),
    ("http://127.0.0.1:8001", False, False),
    ("http://localhost:8000", False, False),
    ("http://evil.example", True, False),
    ("http://127.0.0.1:8000.evil.example", False, False),
    ("null", False, False),
    ("", False, False),
)


@pytest.mark.parametrize(("origin", "needed", "allowed"), ORIGINS)
def test_origins(origin: str | None, needed: bool, allowed: bool) -> None:
    assert origin_allowed(origin, "127.0.0.1:8000", needed) is allowed


FETCHES = (
    (None, None, True),
    ("same-origin", "no-cors", True),
    ("none", "navigate", True),
    ("cross-site", "navigate", True),
    ("cross-site", "no-cors", False),
    ("same-site", "cors", False),
    ("cross-site", "websocket", False),
)


@pytest.mark.parametrize(("site", "mode", "allowed"), FETCHES)
def test_fetches(site: str | None, mode: str | None, allowed: bool) -> None:
    assert fetch_allowed(site, mode) is allowed


PATHS = (
    ("/", 200),
    ("/plans/yiwu-2021/1.4/", 200),
    ("/%E5%9F%9F/", 200),
    ("/a..b/", 200),
    ("/index.html%00.txt", 400),
    ("/a%0d%0aSet-Cookie:x", 400),
    ("/..%5c..%5cwindows", 400),
    ("/%ff", 400),
    ("//evil.example/", 400),
    ("/%2fevil.example/", 400),
    ("http://evil.example/", 400),
    ("", 400),
    ("/..", 404),
    ("/../content/portal.yaml", 404),
    ("/%2e%2e/content/portal.yaml", 404),
    ("/..%2f..%2fetc/passwd", 404),
    ("/a/./b", 404),
    ("/" + "长" * 100, 404),
    ("/" + "a/" * 2000, 404),
)


@pytest.mark.parametrize(("path", "status"), PATHS)
def test_paths(path: str, status: int) -> None:
    assert path_status(path) == status


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("desk.office", False),
    ],
)
def test_loopback(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
