"""A web server on loopback that serves a built site under /portal/ with the strictest headers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PREFIX = "/portal/"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class PortalHandler(SimpleHTTPRequestHandler):
    """Answers only below /portal/, with the policy, the site's own 404 page, and no listing."""

    protocol_version = "HTTP/1.1"
    policy = POLICY

    def do_GET(self) -> None:
        """Send the file asked for, or 404.html with status 404."""
        path = self.path.split("?")[0].split("#")[0]
        if path.startswith(PREFIX) and self._file(path).is_file():
            self.path = "/" + path.removeprefix(PREFIX)
            super().do_GET()
        else:
            self._not_found()

    def _file(self, path: str) -> Path:
        file = Path(self.translate_path("/" + path.removeprefix(PREFIX)))
        return file / "index.html" if path.endswith("/") else file

    def _not_found(self) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Add the headers that every answer carries."""
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests watch the browser's side."""


@contextmanager
def serving(site: Path, handler: type[PortalHandler] = PortalHandler) -> Iterator[str]:
    """Serve a site while the block runs; yields its address (http://127.0.0.1:PORT/portal/)."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site))) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        server.shutdown()
        thread.join()
