"""Verify a published site as readers get it: every address over HTTP, plain and compressed."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import quote, urljoin, urlsplit

from gongkai.output.compress import is_twin, unpack
from gongkai.output.publish.changes import address_of
from gongkai.output.publish.compare import Finding
from gongkai.output.publish.failures import LostError, PublishError
from gongkai.output.publish.manifest import NAME, SIGNATURE, Entry, Manifest, read_manifest
from gongkai.output.publish.signature import NOBODY, Trust
from gongkai.output.publish.verify import Verdict

_WORKERS = 4
_TIMEOUT = 30  # seconds
_NOT_FOUND = "404.html"
_NOWHERE = "gongkai-verify-no-such-page/"  # answered by the site's own 404 page
_ENCODINGS = {"gzip": ".gz", "br": ".br"}

Say = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. encoding: Content-Encoding, "" for plain."""

    status: int
    encoding: str
    location: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Site:
    """A site on the web. base: its address with a final slash.

    Each thread keeps a connection; all of them are closed with close().
    """

    base: str
    _own: threading.local = field(default_factory=threading.local, repr=False, compare=False)
    _open: list[HTTPConnection] = field(default_factory=list, repr=False, compare=False)

    def close(self) -> None:
        """End all connections."""
        for connection in self._open:
            connection.close()

    def get(self, path: str, encoding: str = "") -> Answer:
        """Ask for a path below the base. Raises LostError when no answer comes."""
        wanted = urlsplit(self.base).path + quote(path)
        headers = {"Accept-Encoding": encoding or "identity", "User-Agent": "gongkai-verify"}
        for last in (False, True):  # a kept connection may have been closed by the server
            connection = self._connection()
            try:
                connection.request("GET", wanted, headers=headers)
                return _read(connection.getresponse())
            except (OSError, HTTPException) as error:
                connection.close()
                if last:
                    raise LostError(
                        f"访问 {self.base}{path} 没有得到应答：{_why(error)}",
                        "检查网址和网络，确认服务器在运行",
                    ) from error
        raise AssertionError("the second try returns or raises")

    def _connection(self) -> HTTPConnection:
        kept: HTTPConnection | None = getattr(self._own, "connection", None)
        if kept is None:
            kept = _connect(self.base)
            self._own.connection = kept
            self._open.append(kept)
        return kept


def _why(error: Exception) -> str:
    """Why no answer came; what we have no words for, in those of the system."""
    for kind, words in _SILENCES.items():
        if isinstance(error, kind):
            return words
    return str(error) or type(error).__name__


_SILENCES: dict[type[Exception], str] = {
    ConnectionRefusedError: "没有服务器在那里监听",
    TimeoutError: f"等了 {_TIMEOUT} 秒",
    socket.gaierror: "查不到这个域名",
    ssl.SSLCertVerificationError: "HTTPS 证书不可信、过期或不是这个域名的",
    ssl.SSLError: "HTTPS 没有谈成",
    ConnectionError: "连接断了",
    HTTPException: "应答不是完整的 HTTP",
}


def _connect(base: str) -> HTTPConnection:
    parts = urlsplit(base)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(parts.netloc, timeout=_TIMEOUT, context=context)
    return HTTPConnection(parts.netloc, timeout=_TIMEOUT)


def _read(response: HTTPResponse) -> Answer:
    return Answer(
        status=response.status,
        encoding=response.getheader("Content-Encoding", ""),
        location=response.getheader("Location", ""),
        body=response.read(),
    )


def verify_site(url: str, trust: Trust = NOBODY, say: Say = lambda *_: None) -> Verdict:
    """Read everything the site's manifest lists, and hold it against the manifest.

    Raises PublishError when there is no manifest to be had, LostError when the server is silent.
    """
    site, data = _manifest(url if url.endswith("/") else f"{url}/")
    with closing(site):
        manifest = read_manifest(data, site.base)
        mark = site.get(SIGNATURE)
        signature = mark.body if mark.status == 200 else b""
        signer = trust.signer(data, signature)
        findings: list[Finding] = []
        if trust.signers and not signer:
            wrong = "签名不对，或不是名单上的人签的" if signature else "没有签名"
            findings.append(Finding(SIGNATURE, wrong))
        read, asked = 0, _questions(manifest)
        with ThreadPoolExecutor(_WORKERS) as pool:
            results = pool.map(lambda each: _ask(site, *each), asked)
            for count, (size, wrong_ones) in enumerate(results, 1):
                read += size
                findings += wrong_ones
                say("核对网页", count, len(asked))
    verdict = Verdict(site.base, tuple(sorted(set(findings))), len(asked), read)
    return replace(verdict, signed=bool(signature), signer=signer)


def _manifest(base: str) -> tuple[Site, bytes]:
    """The manifest, and the site it is really at: http:// may lead on to https://."""
    for _ in range(4):
        site = Site(base)
        with closing(site):
            answer = site.get(NAME)
        if answer.status == 200:
            return Site(base), answer.body
        target = urljoin(base + NAME, answer.location)
        if answer.status not in (301, 302, 307, 308) or not target.endswith(f"/{NAME}"):
            break
        base = target.removesuffix(NAME)
    raise PublishError(
        f"{base} 没有发布清单（{NAME} 返回 {answer.status}）",
        "确认网址写到了网站的首页，而且网站是用 gongkai publish 发布的",
    )


def _questions(manifest: Manifest) -> list[tuple[Entry, str]]:
    """Every file that has an address, plain and in each encoding that it has a twin for."""
    files = manifest.by_file()
    plain = [entry for entry in manifest.entries if not is_twin(entry.file)]
    return [
        (entry, encoding)
        for entry in plain
        for encoding in ("", *_ENCODINGS)
        if not encoding or entry.file + _ENCODINGS[encoding] in files
    ]


def _ask(site: Site, entry: Entry, encoding: str) -> tuple[int, list[Finding]]:
    missing = entry.file == _NOT_FOUND
    path = _NOWHERE if missing else address_of(entry.file).removeprefix("/")
    answer = site.get(path, encoding)
    return len(answer.body), list(_judge(entry, answer, encoding, 404 if missing else 200))


def _judge(entry: Entry, answer: Answer, encoding: str, status: int) -> Iterator[Finding]:
    how = f"（{encoding}）" if encoding else ""
    if answer.status != status:
        yield Finding(entry.file, f"返回 {answer.status}，本应是 {status}{how}")
        return
    if answer.encoding not in ("", "identity", encoding):
        yield Finding(entry.file, f"以没有要求的 {answer.encoding} 压缩返回{how}")
        return
    body = answer.body
    if answer.encoding in _ENCODINGS:
        try:
            body = unpack(_ENCODINGS[answer.encoding], body)
        except ValueError:
            yield Finding(entry.file, f"压缩的内容已损坏{how}")
            return
    if sha256(body).hexdigest() != entry.sha256:
        yield Finding(entry.file, f"内容与清单不符{how}")
