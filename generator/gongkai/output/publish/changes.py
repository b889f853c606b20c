"""Changes: what a release brings, changes and takes away, in addresses as readers know them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.model.redirect import WITHDRAWN
from gongkai.output.compress import is_twin
from gongkai.output.headers import is_hashed
from gongkai.output.publish.manifest import Manifest

_INDEX = "index.html"
_LIST_PAGE = re.compile(r"/page-[0-9]+/$")
_MADE = ("assets/", "search/index/")  # files pages load by themselves; nobody keeps their address


@dataclass(frozen=True, slots=True)
class Changes:
    """Addresses, sorted; made: how many files without an address of their own differ."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    made: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed or self.made)


def changes_between(old: Manifest | None, new: Manifest) -> Changes:
    """What differs. old None: nothing was published before."""
    before = _shas(old) if old else {}
    after = _shas(new)
    return Changes(
        new=addresses(after.keys() - before.keys()),
        changed=addresses(f for f in after.keys() & before.keys() if after[f] != before[f]),
        removed=addresses(before.keys() - after.keys()),
        made=len({f for f, _ in before.items() ^ after.items() if not has_address(f)}),
    )


def _shas(manifest: Manifest) -> dict[str, str]:
    return {entry.file: entry.sha256 for entry in manifest.entries if not is_twin(entry.file)}


def is_kept(address: str) -> bool:
    """Whether an address is to last for ever.

    All are, but the further pages of lists, which shrink, and notices of what was withdrawn:
    readers see those at the withdrawn address.
    """
    return _LIST_PAGE.search(address) is None and not address.startswith(f"/{WITHDRAWN}")


def addresses(files: Iterable[str]) -> tuple[str, ...]:
    """Addresses of those files that readers may have kept, sorted, from the site's root ("/")."""
    return tuple(sorted(address_of(file) for file in files if has_address(file)))


def has_address(file: str) -> bool:
    """Whether readers know a file by its address: pages, feeds, downloads, attachments."""
    return not (is_twin(file) or is_hashed(file) or file.startswith(_MADE))


def address_of(file: str) -> str:
    """The address that a file answers: "/plans/" for plans/index.html."""
    if file == _INDEX or file.endswith(f"/{_INDEX}"):
        file = file[: -len(_INDEX)]
    return f"/{file}"
