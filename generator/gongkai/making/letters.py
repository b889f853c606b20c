"""Letters: pinyin initials of names, kept from build to build, for they take long to read."""

from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from gongkai.making.seal import program
from gongkai.making.store import load, save
from gongkai.terms.initials import initials


class Letters:
    """Initials by name, those of the last build from a file.

    Another version of the program, or of what it reads them with, begins anew.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._program = f"{version('pypinyin')} {program()}"
        kept = load(file)
        self._known: dict[str, str] = kept[1] if kept and kept[0] == self._program else {}
        self._used: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """Initials of a name: as `gongkai.terms.initials`."""
        if name not in self._used:
            known = self._known.get(name)
            self._used[name] = initials(name) if known is None else known
        return self._used[name]

    def keep(self) -> None:
        """Write down those that were asked for, where that is possible."""
        if self._used != self._known:
            with suppress(OSError):  # it is only a memory
                self._file.parent.mkdir(parents=True, exist_ok=True)
                save(self._file, (self._program, self._used))
