"""Asking: what every request meets first, whoever answers it."""

from typing import Any

from tornado.web import HTTPError, RequestHandler

from gongkai.output.headers import COMMON, POLICY, content_type
from gongkai.preview import guard
from gongkai.preview.showing import Showing

_WORDS = {
    400: "这个请求不对",
    403: "不让别的网站读预览的内容",
    404: "这个地址没有页面",
    405: "这里只能读",
}


class Asking(RequestHandler):
    """A request that is turned away unless it comes from our own pages or from the reader."""

    needs_origin = False
    showing: Showing

    def initialize(self, showing: Showing) -> None:
        """Take what is shown."""
        self.showing = showing

    def set_default_headers(self) -> None:
        """The headers of every answer, published or not."""
        self.clear_header("Server")
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Cache-Control", "no-cache")
        for name, value in COMMON:
            self.set_header(name, value)

    def prepare(self) -> None:
        """Turn away foreign pages (403) and odd paths (400, 404)."""
        headers = self.request.headers
        host = headers.get("Host", "")
        if not (
            guard.host_allowed(host, self.showing.port, self.showing.host)
            and guard.origin_allowed(headers.get("Origin"), host, self.needs_origin)
            and guard.fetch_allowed(headers.get("Sec-Fetch-Site"), headers.get("Sec-Fetch-Mode"))
        ):
            raise HTTPError(403)
        status = guard.path_status(self.request.path)
        if status != 200:
            raise HTTPError(status)

    def compute_etag(self) -> str | None:
        """None: an answer is always sent whole, so that no browser shows an old one."""
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in a few words what is wrong."""
        self.set_header("Content-Type", content_type("words.txt"))
        self.finish(f"{_WORDS.get(status_code, '预览服务出错了')}（{status_code}）\n")
