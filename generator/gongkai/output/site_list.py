"""Site list: what a build wanted site/ to be, so that publishing never takes up half a build."""

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

_ENDING = ".sha256"


def list_of(cache: Path, site: Path) -> Path:
    """Where the list of a site lies: beside the stage, in the form of sha256sum."""
    return cache / (site.name + _ENDING)


def write_site_list(files: Iterable[str], stage: Path, site: Path) -> None:
    """Note the SHA-256 of all files of a site to be, before the first of them is moved.

    files: all of them. stage: where the new ones lie; the others are in the site, as noted before.
    Written first, so that a build killed on its way leaves a site that differs from its list.
    Raises OSError.
    """
    place = list_of(stage.parent, site)
    known = read_site_list(place) or {}
    staged = set(_walk(str(stage), ""))
    lines = []
    for file in sorted(files):
        digest = "" if file in staged else known.get(file, "")
        lines.append(f"{digest or _digest(stage if file in staged else site, file)}  {file}\n")
    draft = place.with_name(f"{place.name}.new")
    draft.write_text("".join(lines), "utf-8")
    draft.replace(place)


def _digest(folder: Path, file: str) -> str:
    return sha256(Path(f"{folder}/{file}").read_bytes()).hexdigest()


def _walk(folder: str, above: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{above}{entry.name}/")
            else:
                yield above + entry.name


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
