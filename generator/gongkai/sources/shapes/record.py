"""The head of a plan or document to its record 目录条目."""

from gongkai.model.record import Attachment, Correction, Disclosure, Record, Validity
from gongkai.problems import Problem
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.terms.fields import PORTAL, RECORD

RECORD_KEYS = " ".join(field.zh for field in RECORD)
_CORRECTION = vocabulary((PORTAL, "原文 改为 说明"))
_ATTACHMENT = vocabulary((PORTAL, "名称 文件 说明"))


def read_record(fields: Fields) -> Record:
    """The record that the head's fields tell."""
    published, time = fields.moment("published")
    return Record(
        title=fields.required("title"),
        issuer=fields.text("issuer"),
        number=fields.text("number"),
        index_number=fields.text("index_number"),
        written=fields.day("written"),
        published=published,
        published_time=time,
        effective=fields.day("effective"),
        subject=fields.text("subject"),
        genre=fields.text("genre"),
        disclosure=fields.choice("disclosure", Disclosure),
        validity=fields.choice("validity", Validity),
        source=fields.text("source"),
        keywords=fields.texts("keywords"),
        corrections=tuple(_corrections(fields)),
        incomplete=fields.text("incomplete"),
        place=fields.mapping.place,
        spots=fields.spots(),
    )


def read_attachments(fields: Fields) -> tuple[Attachment, ...]:
    """附件 of the head."""
    return tuple(
        _attachment(Fields(row, _ATTACHMENT, fields.problems))
        for row in fields.mappings("attachments")
    )


def _corrections(fields: Fields) -> list[Correction]:
    found = []
    for row in fields.mappings("corrections"):
        part = Fields(row, _CORRECTION, fields.problems)
        if not part.text("found") and not part.text("mended"):
            place, hint = row.place, "写出来源文本的写法（原文）和发布的写法（改为）"
            fields.problems.append(Problem("empty-correction", place, "勘误是空的", hint))
        found.append(
            Correction(
                found=part.text("found"),
                mended=part.text("mended"),
                reason=part.required("note"),
                place=row.place,
            )
        )
    return found


def _attachment(part: Fields) -> Attachment:
    return Attachment(
        title=part.required("name"),
        file=part.text("file"),
        note=part.text("note"),
        place=part.mapping.place,
    )
