"""Facts: the head table of a record, in the State Council's order, and what is not known."""

from gongkai.model.record import Attachment, Correction, Record
from gongkai.pages import address
from gongkai.pages.page import Link
from gongkai.pages.parts import AttachmentView, CorrectionView, Fact
from gongkai.terms.fields import label

# Head table of the State Council's document pages; validity and what follows are ours.
_ORDER = (
    "index_number",
    "subject",
    "genre",
    "issuer",
    "written",
    "title",
    "number",
    "published",
    "effective",
    "validity",
    "disclosure",
    "source",
)

# Facts whose absence a reader must be told (PLT and WEB rules ask for them on every paper).
_EXPECTED = ("index_number", "issuer", "written", "number", "published")


def head_facts(record: Record) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The facts that are known, in order, and labels of expected ones the source does not tell."""
    values = _values(record)
    known = tuple(Fact(label=label(key), value=values[key]) for key in _ORDER if values[key])
    return known, tuple(label(key) for key in _EXPECTED if not values[key])


def _values(record: Record) -> dict[str, str]:
    published = record.published.isoformat() if record.published else ""
    return {
        "index_number": record.index_number,
        "subject": record.subject,
        "genre": record.genre,
        "issuer": record.issuer,
        "written": record.written.isoformat() if record.written else "",
        "title": record.title,
        "number": record.number,
        "published": f"{published} {record.published_time}".strip(),
        "effective": record.effective.isoformat() if record.effective else "",
        "validity": record.validity.value if record.validity else "",
        "disclosure": record.disclosure.value if record.disclosure else "",
        "source": record.source,
    }


def corrections(record: Record) -> tuple[CorrectionView, ...]:
    """The repairs of a text as readers see them."""
    return tuple(_correction(each) for each in record.corrections)


def _correction(each: Correction) -> CorrectionView:
    return CorrectionView(found=each.found, mended=each.mended, reason=each.reason)


def attachments(owner: str, each: tuple[Attachment, ...]) -> tuple[AttachmentView, ...]:
    """Attachments of the page at address `owner`."""
    return tuple(
        AttachmentView(
            title=item.title,
            address=address.attachment(owner, item.file) if item.file else "",
            note=item.note,
        )
        for item in each
    )


def cited(numbers: tuple[str, ...], papers: dict[str, tuple[str, str]]) -> tuple[Link, ...]:
    """Cited document numbers; linked when this portal holds the paper, else address ""."""
    return tuple(Link(text=number, address=_paper(papers.get(number))) for number in numbers)


def evidence(words: str, papers: dict[str, tuple[str, str]]) -> Link | None:
    """What proves a 完成情况: a web address, or a 文号 as in `cited`; None when not told."""
    if not words:
        return None
    if words.startswith(("https://", "http://")):
        return Link(text=words, address=words)
    return Link(text=words, address=_paper(papers.get(words)))


def _paper(found: tuple[str, str] | None) -> str:
    if found is None:
        return ""
    kind, slug = found
    return address.plan_address(slug) if kind == "plan" else address.document_address(slug)
