"""What templates may do to a value: relative links, dates in Chinese, Markdown to HTML."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from gongkai import markdown
from gongkai.pages.parts import Prose
from gongkai.problems import ThemeError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def is_external(address: str) -> bool:
    """Whether an address has a scheme, so that it is not one of this site's."""
    return _SCHEME.match(address) is not None


def relative_link(address: str, here: str) -> str:
    """The link from the page at `here` to `address`, both from the site's root ("" is home).

    address may carry a ?query or #fragment; one with a scheme is returned as it is.
    Raises ThemeError for a scheme that a link may not have (javascript: and the like).
    """
    if is_external(address):
        if not address.lower().startswith(_SAFE_SCHEMES):
            raise ThemeError(f"链接不能是「{address}」", "链接只能是网页、邮件或电话地址")
        return address
    cut = min((at for at in map(address.find, "?#") if at >= 0), default=len(address))
    path, rest = address[:cut], address[cut:]
    if rest and path == here:
        return rest if rest.startswith("#") else (path.rpartition("/")[2] or "./") + rest
    above = here.split("/")[:-1]
    target = path.split("/")
    shared = 0
    while shared < min(len(above), len(target) - 1) and above[shared] == target[shared]:
        shared += 1
    link = "../" * (len(above) - shared) + "/".join(target[shared:])
    return (link or "./") + rest


@pass_context
def href(context: Context, address: str) -> str:
    """Link from the page being rendered to an address.

    The 404 page is served in place of any missing address, so its links start at the root of
    the server when the portal's place on it is known.
    """
    page, portal = context["page"], context["portal"]
    if page.kind == "not_found" and portal.root and not is_external(address):
        return str(portal.root) + address
    return relative_link(address, page.address)


def chinese_date(text: str) -> str:
    """2021-07-16 (with or without a time after it) as 2021年7月16日; other text as it is."""
    match = _DAY.match(text)
    if not match:
        return text
    year, month, day = match.groups()
    return f"{year}年{int(month)}月{int(day)}日{text[match.end() :]}"


def prose(text: Prose) -> Markup:
    """Markdown as HTML; markdown.render gives only elements and attributes that are safe."""
    return Markup(markdown.render(text.markdown))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "href": href,
    "chinese_date": chinese_date,
    "prose": prose,
}
TESTS: Mapping[str, Callable[..., bool]] = {"external": is_external}
