"""Links from one page of the site to another, always relative."""

import re
from collections.abc import Iterable
from functools import lru_cache

from gongkai.problems import ThemeError

NO_ADDRESS = ""  # the home page
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")


def is_external(address: str) -> bool:
    """Whether an address has a scheme, so that it is not one of this site's."""
    return ":" in address and _SCHEME.match(address) is not None


def relative_link(address: str, here: str) -> str:
    """The link from the page at `here` to `address`, both from the site's root ("" is home).

    address may carry a ?query or #fragment; one with a scheme is returned as it is.
    Raises ThemeError for a scheme that a link may not have (javascript: and the like).
    """
    if is_external(address):
        if not address.lower().startswith(_SAFE_SCHEMES):
            raise ThemeError(f"链接不能是「{address}」", "链接只能是网页、邮件或电话地址")
        return address
    path, rest = address, ""
    if "#" in address or "?" in address:
        cut = min(at for at in map(address.find, "?#") if at >= 0)
        path, rest = address[:cut], address[cut:]
        if path == here:
            return rest if rest[0] == "#" else (path.rpartition("/")[2] or "./") + rest
    return link_by_steps(path, steps(here)) + rest


@lru_cache(maxsize=100)
def steps(here: str) -> tuple[tuple[str, str], ...]:
    """The folder of a page, those above it up to the root, and what leads to each of them."""
    names = here.split("/")[:-1]
    return tuple(
        ("".join(f"{name}/" for name in names[: len(names) - up]), "../" * up)
        for up in range(len(names) + 1)
    )


def link_by_steps(address: str, to_folders: tuple[tuple[str, str], ...]) -> str:
    """The link to an address without scheme, ?query and #fragment. to_folders: steps of a page."""
    folder, up = next(step for step in to_folders if address.startswith(step[0]))
    return up + address[len(folder) :] or "./"


class Ways:
    """A few addresses that many pages link to, to tell from which pages the links look the same."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._known = frozenset(addresses)
        self._folders: dict[str, object] = {}
        for address in self._known:
            folder = self._folders
            for name in address.split("/")[:-1]:
                folder = folder.setdefault(name, {})  # type: ignore[assignment]

    def knows(self, address: str) -> bool:
        """Whether a link to it looks the same from pages of the same place."""
        return address in self._known or is_external(address)

    def place(self, here: str) -> tuple[str, int, str]:
        """Equal for pages from which the links to all the addresses are equal.

        A link depends on the folders that page and target share, on the page's depth, and on
        whether the page is the target itself.
        """
        above = here.split("/")[:-1]
        folder, shared = self._folders, 0
        while shared < len(above) and above[shared] in folder:
            folder = folder[above[shared]]  # type: ignore[assignment]
            shared += 1
        return "/".join(above[:shared]), len(above), here if here in self._known else ""
