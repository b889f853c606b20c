"""Site: answers with the files of the last good site, or with what keeps it from being shown."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tornado.web import HTTPError, StaticFileHandler

from gongkai.model.redirect import WITHDRAWN
from gongkai.output.headers import POLICY, content_type, headers_of
from gongkai.output.searching.folder import FOLDER as INDEX
from gongkai.preview.additions import with_note, with_scripts
from gongkai.preview.asking import Asking
from gongkai.preview.guard import path_status
from gongkai.preview.moves import destination
from gongkai.preview.notice import LAST_GOOD, OWN, trouble_page, waiting_page
from gongkai.preview.push import script_tags
from gongkai.preview.showing import Showing

HOME = "index.html"
NOT_FOUND = "404.html"
_NOTE = (
    f'\n<link rel="stylesheet" href="{OWN}page.css">'
    '<div class="gk-preview__note" role="status">内容有错误，这是上次生成的网页。'
    '<a href="?">看错误</a></div>'
)
_CONNECT = "connect-src 'self'"


class Site(Asking, StaticFileHandler):
    """A file of the site, with the headers it is published with."""

    def initialize(self, showing: Showing) -> None:  # type: ignore[override]
        """Take what is shown."""
        Asking.initialize(self, showing)
        StaticFileHandler.initialize(self, str(showing.pages.site))

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a page with the preview's scripts in it, or any other file as it is."""
        is_page = path.endswith(("/", ".html")) or "." not in path.rpartition("/")[2]
        if is_page and self._send_notice():
            return
        file = self._file(unquote(self.request.path))
        here = Path(self.root, file)
        if file and not file.endswith("/") and here.is_dir():
            self._go_to(f"{self.request.path}/")
        elif not file or file.endswith(("/", ".html")):
            self._send_page(f"{file}{HOME}" if not file or file.endswith("/") else file)
        else:
            if file.startswith(INDEX) and not here.is_file():
                self.root = str(self.showing.search.site)
            await super().get(file, include_body)

    def _file(self, path: str) -> str:
        """The file's path below the portal's root. Raises HTTPError for what is not below it."""
        root = self.showing.root
        if path.startswith(root) and root:
            return path.removeprefix(root)
        raise HTTPError(404)

    def _go_to(self, address: str) -> None:
        """Send the browser on, but not for ever, as the next build may move things."""
        self.redirect(f"{address}?{self.request.query}" if self.request.query else address)

    def _send_notice(self) -> bool:
        """Send a page of the preview's own when there is no good page to send."""
        showing = self.showing
        trouble = showing.trouble
        if trouble is not None and not (showing.root and self._wants_last_good()):
            self.set_status(500)
            self._send(trouble_page(trouble, showing.pages.root, bool(showing.root)).encode(), ())
        elif not showing.root:
            self.set_status(503)
            self._send(waiting_page().encode(), ())
        elif not self.request.path.startswith(showing.root):
            if self.request.path not in ("/", showing.root.removesuffix("/")):
                return False
            self._go_to(showing.root)
        else:
            return False
        return True

    def _wants_last_good(self) -> bool:
        return self.request.query == LAST_GOOD

    def _send_page(self, file: str) -> None:
        try:
            data = self.showing.ahead.get(file) or Path(self.root, file).read_bytes()
        except OSError as error:
            raise HTTPError(404) from error
        self._send(data, headers_of(file))

    def _send(self, data: bytes, headers: Iterable[tuple[str, str]]) -> None:
        """Send a page with the scripts in its head, which may then connect to this server."""
        self.set_header("Content-Type", content_type(HOME))
        for name, value in headers:
            self.set_header(name, value)
        host = self.request.headers.get("Host", "")
        if not host.startswith("["):  # a policy cannot name IPv6 addresses; 'self' must do
            policy = POLICY.replace(_CONNECT, f"{_CONNECT} ws://{host}")
            self.set_header("Content-Security-Policy", policy)
        name, _, port = host.rpartition(":")
        known = (name, int(port)) if name and port.isdigit() else (host, 80)
        tags = script_tags(*known, self.showing.version)
        data = with_scripts(data, tags.encode())
        if self.showing.trouble is not None and self._wants_last_good():
            data = with_note(data, _NOTE.encode())
        self.finish(data)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """The site's own page for addresses without a page, or what became of such an address."""
        old = self._old()
        moved = destination(self.showing.moves, old, self.showing.root)
        page = self._notice(old) or Path(self.showing.pages.site, NOT_FOUND)
        if status_code == 404 and moved:
            self.set_header("Cache-Control", "no-store")
            self.redirect(moved)  # not for ever, unlike the server: one may yet change one's mind
        elif status_code == 404 and self.showing.root and page.is_file():
            self.set_status(404 if page.name == NOT_FOUND else 410)
            self._send(page.read_bytes(), headers_of(NOT_FOUND))
        else:
            super().write_error(status_code, **kwargs)

    def _old(self) -> str:
        """The address that was asked for, below the portal's root; "" when it is not below it."""
        root, path = self.showing.root, self.request.path
        if not root or not path.startswith(root) or path_status(path) != 200:
            return ""
        return unquote(path).removeprefix(root)

    def _notice(self, old: str) -> Path | None:
        """The page that tells why what stood at an address was withdrawn; None: it was not."""
        notice = Path(self.showing.pages.site, WITHDRAWN, old.strip("/"), HOME)
        return notice if old and notice.is_file() else None

    def set_extra_headers(self, path: str) -> None:
        """The headers a file is published with."""
        for name, value in headers_of(path):
            self.set_header(name, value)

    def should_return_304(self) -> bool:
        """No: see compute_etag."""
        return False


class Own(Asking):
    """The preview's own style sheet and script."""

    def get(self, name: str) -> None:
        """Send one of them."""
        self.set_header("Content-Type", content_type(name))
        self.finish((Path(__file__).with_name("look") / name).read_bytes())
