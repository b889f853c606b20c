"""Address parts and file names: what may stand in them for ever, on every system."""

import re
import unicodedata

SLUG_LIMIT = 80  # characters; a full address must stay short enough to be read out
_SLUG = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{name}{i}" for name in ("com", "lpt") for i in range(1, 10)))
)


def slug_problem(slug: str) -> str:
    """Why a text cannot be an address part, as the end of a Chinese sentence; "" when it can."""
    if not _SLUG.fullmatch(slug):
        return "含有小写字母、数字、短横线以外的字符，或者以短横线开头、结尾"
    if len(slug) > SLUG_LIMIT:
        return f"太长，最多 {SLUG_LIMIT} 个字符"
    if slug in _RESERVED:
        return "是 Windows 保留的名称，不能用作文件名"
    return ""


def slug_from(name: str) -> str:
    """A proposal for a name that is no slug; "" when nothing of it can stay."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LIMIT]
