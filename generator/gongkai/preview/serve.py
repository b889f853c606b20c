"""Serve: the preview as a whole, from the first build until somebody ends it."""

import asyncio
import errno
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from gongkai.preview.claim import ServeError, claimed
from gongkai.preview.draft import Draft
from gongkai.preview.listener import Listener
from gongkai.preview.notice import OWN
from gongkai.preview.push import SCRIPT, SOCKET, Push, PushScript, reload_browsers
from gongkai.preview.reach import reach_of
from gongkai.preview.rebuild import Rebuilder
from gongkai.preview.showing import Showing
from gongkai.preview.site import Own, Site
from gongkai.preview.watch import Watcher
from gongkai.project import Project
from gongkai.reasons import reason

FIRST_PORT = 8000
_TRIES = 20
_PING = 20  # seconds between two looks at whether a browser is still there


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a preview is wanted.

    host: name or address to listen at. port: 0 for any that is free; None for FIRST_PORT or the
    next one that is free. search: whether the search index follows the pages. poll: look at every
    file again and again, where the system does not tell of changes (shared disks).
    """

    host: str = "127.0.0.1"
    port: int | None = None
    search: bool = True
    poll: bool = False


def serve(project: Project, wishes: Wishes, listener: Listener) -> None:
    """Preview a portal until KeyboardInterrupt.

    Raises ServeError when no port can be had, or another preview of the portal runs.
    """
    for name in ("tornado.access", "tornado.general", "livereload"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # odd requests are no news for clerks
    root = project.root.resolve()
    with claimed(Draft(root).cache.parent) as note:
        sockets, taken = _listen(wishes.host, wishes.port)
        reach = reach_of(wishes.host, sockets[0].getsockname()[1])
        note(reach.address)
        listener.serving(reach, taken)
        asyncio.run(_run(root, wishes, listener, sockets))


def _listen(host: str, port: int | None) -> tuple[list[socket.socket], int]:
    """Sockets, and the port that was wanted but is in use, or 0."""
    tries = [port] if port is not None else list(range(FIRST_PORT, FIRST_PORT + _TRIES))
    for each in tries:
        try:
            return bind_sockets(each, host), tries[0] if each != tries[0] else 0
        except socket.gaierror as error:
            raise ServeError(f"没有 {host} 这个地址", "--host 写这台电脑的地址") from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                message = f"不能在 {host} 的 {each} 端口提供预览：{reason(error)}"
                hint = "换一个 --port（1024 以上），检查 --host"
                if error.errno == errno.EADDRNOTAVAIL:
                    hint = "--host 写这台电脑自己的地址；不写就只有本机能看"
                raise ServeError(message, hint) from error
    if port is not None:
        raise ServeError(
            f"端口 {port} 已被别的程序占用", "换一个：--port 8001；不写 --port 会自动找空闲的"
        )
    raise ServeError(f"端口 {tries[0]} 到 {tries[-1]} 都被占用", "用 --port 指定一个空闲的端口")


async def _run(
    root: Path, wishes: Wishes, listener: Listener, sockets: list[socket.socket]
) -> None:
    port = sockets[0].getsockname()[1]
    showing = Showing(Draft(root), Draft(root, "search"), wishes.host, port)
    rebuilder = Rebuilder(showing, listener, reload_browsers, wishes.search)
    server = HTTPServer(_application(showing))
    server.add_sockets(sockets)
    watcher = Watcher(
        (root / "content", root / "themes"),
        _in_loop(rebuilder.change),
        _in_loop(listener.polling),
        wishes.poll,
    )
    watcher.start()
    try:
        await rebuilder.run()
    finally:
        watcher.stop()
        server.stop()


def _in_loop(act: Callable[..., None]) -> Callable[..., None]:
    """What a thread may call so that the loop acts."""
    loop = asyncio.get_running_loop()

    def call(*words: object) -> None:
        loop.call_soon_threadsafe(act, *words)

    return call


def _application(showing: Showing) -> Application:
    shown = {"showing": showing}
    return Application(
        [
            (SCRIPT.replace(".", r"\."), PushScript, shown),
            (SOCKET, Push, shown),
            (OWN + r"(page\.css|page\.js|icon\.svg)", Own, shown),
            (r"(.*)", Site, shown),
        ],
        websocket_ping_interval=_PING,
        compress_response=False,
    )
