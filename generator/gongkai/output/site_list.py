"""Site list: what a build wanted site/ to be, so that publishing never takes up half a build."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from gongkai.output.stage import Stage

_ENDING = ".sha256"


def list_of(cache: Path, site: Path) -> Path:
    """Where the list of a site lies: beside the stage, in the form of sha256sum."""
    return cache / (site.name + _ENDING)


def write_site_list(stage: Stage, site: Path) -> None:
    """Note the SHA-256 of all files of a site to be, before the first of them is moved.

    Those that are not staged lie in the site, as noted before. Written first, so that a build
    killed on its way leaves a site that differs from its list.
    Raises OSError.
    """
    place = list_of(stage.folder.parent, site)
    known = {**(read_site_list(place) or {}), **stage.staged}
    lines = [f"{known.get(file) or _digest(site, file)}  {file}\n" for file in stage.files()]
    draft = place.with_name(f"{place.name}.new")
    draft.write_text("".join(lines), "utf-8")
    draft.replace(place)


def _digest(folder: Path, file: str) -> str:
    return sha256(Path(f"{folder}/{file}").read_bytes()).hexdigest()


def read_site_list(place: Path) -> Mapping[str, str] | None:
    """File -> SHA-256 as the last build wanted them; None when there was no build."""
    try:
        lines = place.read_text("utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return {line[66:]: line[:64] for line in lines}


def first_difference(wanted: Mapping[str, str], found: Mapping[str, str]) -> str:
    """The first file, by name, that is not as wanted; "" when all are."""
    return min((file for file, _ in wanted.items() ^ found.items()), default="")
