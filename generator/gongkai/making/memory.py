"""Memory: what the last build made of what, so that the next makes only what is new."""

import secrets
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from gongkai.making.report import Look, Told, told_of
from gongkai.making.seal import (
    Mark,
    Marks,
    Seal,
    break_seal,
    mark,
    steady,
    write_seal,
)
from gongkai.making.store import Book

NOTHING_TOLD = Told(
    problems=(), setting="", characters=0, titles=(), search=False, indexed="", index=(), links=()
)


class Memory:
    """The books of a portal's working folder.

    papers: path of a document's file -> (mark, digest, outline, problems).
    pages: file of the site -> (fingerprint, SHA-256, problems, digest of its links, has a text).
    links: file of the site -> (ids, links, loaded, elsewhere, frame).
    texts: file of the site -> search text.
    outputs: marks of the site's files, None when it is not known what lies there. look: what was
    seen before the build.
    """

    def __init__(self, cache: Path, site: Path, look: Look) -> None:
        self._cache = cache
        self._site = f"{site}/"
        self.look = look
        known = look.seal
        stamp = known.stamp if known else ""
        self.papers, self.pages, self.links, self.texts = (
            Book(cache, name, stamp) for name in ("papers", "pages", "links", "texts")
        )
        self.outputs: Marks | None = known.outputs if known else None
        self.told = told_of(known) if known else NOTHING_TOLD

    def lies_as_left(self, file: str) -> bool:
        """Whether a file of the site is as the last build left it."""
        left = self.outputs.get(file) if self.outputs else None
        return left is not None and (self.look.intact or mark(self._site + file) == left)

    def is_settled(self, setting: str, search: bool) -> bool:
        """Whether what was made of an unchanged document lies there as it would be made now."""
        as_before = self.told.setting == setting and self.told.search >= search
        return self.look.intact and as_before

    def changed_inputs(self) -> set[str]:
        """Paths of content and themes that are not as the last build read them."""
        read = self.look.seal.inputs if self.look.seal else {}
        return {path for path, _ in read.items() ^ self.look.inputs.items()}

    def forget(self) -> None:
        """Trust nothing on disk until keep(): the site is about to change. Raises OSError."""
        break_seal(self._cache)

    def keep(self, outputs: Mapping[str, Mark], told: Told) -> None:
        """Write everything down for the next build. Raises OSError."""
        stamp = secrets.token_hex(8)
        for book in (self.papers, self.pages, self.links, self.texts):
            book.write(stamp)
        seal = Seal(
            stamp=stamp,
            program=self.look.program,
            inputs=steady(self.look.inputs, self.look.moment),
            outputs=outputs,
            told=told.plain(),
        )
        write_seal(self._cache, seal)


def fingerprint(*parts: bytes | str) -> str:
    """A digest of all that something depends on."""
    whole = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:32]
