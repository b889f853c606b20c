"""Document 文件: every disclosed paper that is not a plan."""

from dataclasses import dataclass, field
from hashlib import sha256

from gongkai.model.record import Attachment, Record
from gongkai.problems import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """文件. slug: path below /documents/ without slashes at its ends (2021/tongzhi-3).

    column: key of its 栏目. region: slug or "". units: (region slug, unit slug) pairs it concerns.
    body: Markdown source of the text; body_line: line of the file on which it begins.
    An outline, all that lists and look-ups need, has the body left out, its length and a mark of
    it kept, and a digest: equal for documents of which all but the body is equal.
    """

    slug: str
    record: Record
    column: str
    body: str
    body_line: int
    region: str = ""
    units: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    length: int = field(default=-1, compare=False, repr=False)
    mark: str = field(default="", compare=False, repr=False)
    digest: str = field(default="", compare=False, repr=False)

    @property
    def place(self) -> Place:
        """Where its head begins."""
        return self.record.place

    @property
    def characters(self) -> int:
        """Length of the body, also where that is left out."""
        return len(self.body) if self.length < 0 else self.length

    @property
    def body_mark(self) -> str:
        """Equal for equal bodies, also where they are left out."""
        return self.mark or sha256(self.body.encode()).hexdigest()[:16]

    @property
    def year(self) -> int | None:
        """The year it is filed under: of its writing, else of its publication."""
        day = self.record.written or self.record.published
        return day.year if day else None
