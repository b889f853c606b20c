"""Additions: where the preview puts its own things into a page, however a theme writes its HTML."""

import re

# HTML lets authors leave out both of them; a theme of the portal's own may well do so.
_HEAD_ENDS = re.compile(rb"</head\s*>|<body(?=[\s>])", re.IGNORECASE)
_BODY = re.compile(rb"<body(?:\s[^>]*)?>", re.IGNORECASE)


def with_scripts(page: bytes, tags: bytes) -> bytes:
    """A page with script tags at the end of its head, or of the page when no head is seen."""
    end = _HEAD_ENDS.search(page)
    at = end.start() if end else len(page)
    return page[:at] + tags + page[at:]


def with_note(page: bytes, note: bytes) -> bytes:
    """A page with a note at the start of its body, or at the end of the page."""
    body = _BODY.search(page)
    at = body.end() if body else len(page)
    return page[:at] + note + page[at:]
