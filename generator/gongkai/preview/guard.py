"""Guard: who may ask the preview for what; drafts are not for pages of other sites to read."""

import re
import socket
from ipaddress import ip_address
from urllib.parse import unquote_to_bytes

_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>[0-9]{1,5}))?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_HTTP_PORT = 80
_LONGEST_PART = 255  # bytes of a file's name
_LONGEST = 2000  # bytes of a path


def is_loopback(host: str) -> bool:
    """Whether a name or address to listen at is reached from this machine only."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def host_allowed(host: str, port: int, listening: str) -> bool:
    """Whether a Host header names this server, and not a foreign name that points to it.

    A page of another site can have its own name resolved to 127.0.0.1 and then read what it
    likes (DNS rebinding), but it cannot make the browser send an address or a name of ours.
    listening: what the server listens at; beyond loopback, any address and the names we know.
    """
    match = _HOST.fullmatch(host)
    if not match or int(match["port"] or _HTTP_PORT) != port:
        return False
    name = match["name"].strip("[]").lower()
    if is_loopback(name):
        return True
    if is_loopback(listening):
        return False
    try:
        ip_address(name)
    except ValueError:
        return name in (listening.lower(), socket.gethostname().lower())
    return True


def origin_allowed(origin: str | None, host: str, needed: bool) -> bool:
    """Whether a request comes from a page of this server. needed: a missing Origin will not do."""
    return not needed if origin is None else origin == f"http://{host}"


def fetch_allowed(site: str | None, mode: str | None) -> bool:
    """Whether the Sec-Fetch headers tell of our own page or of a reader who follows a link."""
    return site in (None, "same-origin", "none") or mode == "navigate"


def path_status(path: str) -> int:
    """HTTP status for the path of a request, percent-encoded as it came: 200, 400 or 404."""
    try:
        decoded = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return 400
    if _CONTROL.search(decoded) or not decoded.startswith("/") or decoded.startswith("//"):
        return 400
    parts = decoded.split("/")
    odd = any(part in (".", "..") or len(part.encode()) > _LONGEST_PART for part in parts)
    return 404 if odd or len(decoded.encode()) > _LONGEST else 200
