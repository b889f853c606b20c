"""What goes with a file over HTTP: policy, type, caching; for the preview and for servers."""

import re
from pathlib import PurePosixPath

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Content-Security-Policy of every page: nothing from elsewhere, nothing inline, in no frame."""

SANDBOX = "default-src 'none'; sandbox"
"""Content-Security-Policy of downloads: opened as a page, one could do nothing."""

COMMON = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""Headers of every answer."""

FOREVER = "public, max-age=31536000, immutable"
"""Cache-Control of a file whose name carries a digest of its bytes."""

ASK = "no-cache"
"""Cache-Control of everything else: kept, but asked for before each use (304 when the same)."""

# Addresses as regular expressions that Python, nginx and Apache read alike; "" is the home page.
# Only what has a digest in its path: a query would not do, as the bytes behind one path change.
HASHED = (
    r"assets/(?:.+/)?[^/]+\.[0-9a-f]{8,64}\.[a-z0-9]+(?:\.(?:gz|br))?"
    r"|search/index/[a-z]+/[0-9a-f]{12}(?:/[0-9]+)?\.(?:pack|js)(?:\.(?:gz|br))?"
    r"|search/index/pagefind/(?:index/[^/]+|pagefind\.[^/]+\.pf_meta)"
)
SHOWN = (
    r"(?:assets|search/index)/.*|(?:.*/)?[^/.]*"
    r"|.*\.(?:html|css|js|xml|txt|png|jpe?g|gif|webp|ico)(?:\.(?:gz|br))?"
)

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".yaml": "application/yaml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".zip": "application/zip",
}
"""Media type by ending; anything else is UNKNOWN_TYPE."""

UNKNOWN_TYPE = "application/octet-stream"
CHARSET = "utf-8"
TEXT_TYPES = tuple(
    kind
    for kind in TYPES.values()
    if kind.startswith("text/") or kind.endswith(("json", "xml", "yaml"))
)
"""Media types that are sent with charset=utf-8."""

_HASHED = re.compile(HASHED)
_SHOWN = re.compile(SHOWN)


def is_hashed(file: str) -> bool:
    """Whether a file carries a digest of its bytes in its name, so that it never changes."""
    return _HASHED.fullmatch(file) is not None


def is_download(file: str) -> bool:
    """Whether browsers are to save a file and not show it: attachments, data."""
    return _SHOWN.fullmatch(file) is None


def content_type(file: str) -> str:
    """Content-Type of a file, with charset for text."""
    kind = TYPES.get(PurePosixPath(file).suffix.lower(), UNKNOWN_TYPE)
    return f"{kind}; charset={CHARSET}" if kind in TEXT_TYPES else kind


def headers_of(file: str) -> tuple[tuple[str, str], ...]:
    """All headers that go with a file, Content-Type among them.

    file: path from the site's root, as "plans/index.html".
    """
    download = is_download(file)
    return (
        ("Content-Type", content_type(file)),
        ("Content-Security-Policy", SANDBOX if download else POLICY),
        *COMMON,
        ("Cache-Control", FOREVER if is_hashed(file) else ASK),
        *((("Content-Disposition", "attachment"),) if download else ()),
    )
