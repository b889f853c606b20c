"""Addresses written in a page, resolved to the files of the site that they lead to."""

import re
from collections.abc import Iterable
from functools import lru_cache
from posixpath import normpath
from sys import intern
from urllib.parse import unquote

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PLAIN = re.compile(r"((?:\.\./)*)((?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*)")  # of folders alone
_ODD = re.compile(r"(?:^|/)\.{0,2}/|(?:^|/)\.\.?$")  # //, /./, /../ inside a path


Reference = tuple[str, str]
"""A reference inside the site: the file that must answer (plans/a/index.html), and the id in it,
or "". A target that climbs out of the site keeps its leading ../.
"""


@lru_cache(maxsize=10_000)
def is_elsewhere(written: str) -> bool:
    """Tell whether an address leads to another host (https://, //host) or program (mailto:)."""
    return written.startswith("//") or _SCHEME.match(written) is not None


def resolved(
    address: str, folder: str, written: Iterable[str], root: str = "/"
) -> tuple[Reference, ...]:
    """Where the addresses of a page lead, those that leave the site left out, each once.

    address: file of the page itself; folder: what relative addresses start from ("" or "a/b/");
    root: path of the site's home on its server, where addresses that begin with / start.
    """
    to_root = "../" * folder.count("/")
    # Nearly all climb to the root: they lead to other branches of the site.
    found = [
        from_home(to_root, value)
        if to_root and value.startswith(to_root)
        else _from_page(address, folder, value, root)
        for value in dict.fromkeys(written)
    ]
    return tuple(reference for reference in found if reference)


@lru_cache(maxsize=50_000)
def from_home(to_root: str, written: str) -> Reference | None:
    """Where an address that climbs to the root leads; remembered, for many pages name the same."""
    return _from("", written[len(to_root) :])


def _from_page(address: str, folder: str, written: str, root: str) -> Reference | None:
    if written.startswith(root):  # only the 404 page, which is served at any address
        written = written[len(root) - 1 :]
    if written.startswith("#"):
        return address, unquote(written[1:])
    return _from(folder, written)


def _from(folder: str, written: str) -> Reference | None:
    """Where an address leads, or None when it leaves the site."""
    if plain := _PLAIN.fullmatch(written):
        steps, depth = len(plain[1]) // 3, folder.count("/")
        if steps <= depth:
            above = f"{folder.rsplit('/', steps + 1)[0]}/" if steps < depth else ""
            return intern(f"{above}{plain[2]}index.html"), ""
    return _from_odd(folder, written)


@lru_cache(maxsize=50_000)
def _from_odd(folder: str, written: str) -> Reference | None:
    """The same for an address that may be anything."""
    if is_elsewhere(written):
        return None
    path, _, fragment = written.partition("#")
    path = path.partition("?")[0]
    if "%" in written:
        path, fragment = unquote(path), unquote(fragment)
    return intern(_file(folder, path)), fragment


def _file(folder: str, path: str) -> str:
    """The file that answers a path."""
    target = path[1:] if path.startswith("/") else folder + path
    if _ODD.search(target):
        is_folder = target.endswith(("/", "/.", "/..")) or target in (".", "..")
        target = normpath(target).removeprefix("/")
        target = "" if target == "." else target + "/" * is_folder
    return target + "index.html" if not target or target.endswith("/") else target
