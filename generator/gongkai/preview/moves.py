"""Moves: where addresses without a page lead, so that the preview sends on as the server will."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

from gongkai.making.seal import Mark, mark
from gongkai.preview.draft import Draft
from gongkai.sources.redirects import FILE, load_redirects

Moves = Mapping[str, str]
"""Old address from the site's root, "/plans/x/" -> such an address or a URL."""


def moves_of(project: Draft) -> Moves:
    """What content/redirects.yaml says; what is wrong with it is the build's to say."""
    return _read(project, mark(str(project.content / FILE)))


@lru_cache(maxsize=1)
def _read(project: Draft, _: Mark | None) -> Moves:
    """Read the file, which may be long, once for as long as it stays as it is."""
    redirects, _problems = load_redirects(project.content, project.root)
    return {each.old: each.new for each in redirects if each.new}


def destination(moves: Moves, path: str, root: str) -> str:
    """Where a path below the portal's root leads, as a browser is told; "" for nowhere.

    path: without the root, as "plans/x". An old folder leads on with and without its last slash.
    """
    new = moves.get(f"/{path}") or moves.get(f"/{path}/") or ""
    if new.startswith("/"):
        return quote(root + new.removeprefix("/"))
    return quote(new, safe=":/?#[]@!&'()*+,=%~")
