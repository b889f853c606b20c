"""Home: tells whether the portal's folder is there, or has been renamed under the preview."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_OURS = (".gongkai", "preview")


@dataclass(frozen=True, slots=True)
class Home:
    """A portal's folder, with what tells it from another one of its name."""

    root: Path
    identity: tuple[int, int]

    @classmethod
    def of(cls, root: Path) -> "Home":
        """The folder as it is now."""
        return cls(root, _identity(root))

    def is_there(self) -> bool:
        """Whether a portal can be built here.

        A build that was under way when the folder was renamed makes it anew; with that in its
        place, the portal could not be renamed back, so it is taken away.
        """
        if self._is_made_by_a_build():
            with suppress(OSError):
                shutil.rmtree(self.root / _OURS[0])
                self.root.rmdir()
        return self.root.is_dir()

    def _is_made_by_a_build(self) -> bool:
        """Whether this is another folder, and in it nothing but what a preview makes."""
        if _identity(self.root) == self.identity:
            return False
        folder = self.root
        for name in _OURS:
            try:
                names = [path.name for path in folder.iterdir()]
            except OSError:
                return False
            if names != [name]:
                return False
            folder /= name
        return True


def _identity(folder: Path) -> tuple[int, int]:
    try:
        status = folder.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino
