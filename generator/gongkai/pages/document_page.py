"""The page of a document, which is made apart from all others."""

from gongkai.model.document import Document
from gongkai.model.portal import Column
from gongkai.model.record import Record, Validity
from gongkai.pages import address, facts
from gongkai.pages.context import (
    Context,
    article_meta,
    column_link,
    head_tags,
    region_link,
    trail_to,
    unit_link,
)
from gongkai.pages.page import Page
from gongkai.pages.parts import Fact, Prose
from gongkai.pages.views import DocumentView


def document_page(context: Context, document: Document) -> Page:
    """The page of one document; of the portal it asks for columns, units and regions only."""
    record = document.record
    own = address.document(document)
    column = context.lookup.columns[document.column]
    known, unknown = facts.head_facts(record)
    return Page(
        address=own,
        kind="document",
        title=record.title,
        view=DocumentView(
            facts=_place_facts(context, document, column) + known,
            unknown=unknown,
            notice=_notice(record),
            body=Prose(markdown=document.body, file=document.place.file, line=document.body_line),
            corrections=facts.corrections(record),
            attachments=facts.attachments(own, document.attachments),
            units=tuple(unit_link(context.lookup.unit(key)) for key in document.units),
        ),
        trail=trail_to(context, column),
        column=column.key,
        description=record.title,
        meta=head_tags(context, column) + article_meta(record.title, record),
        search=True,
        source=document.place,
    )


def _place_facts(context: Context, document: Document, column: Column) -> tuple[Fact, ...]:
    link = column_link(column)
    found = [Fact(label="栏目", value=link.text, link=link)]
    if document.region:
        region = region_link(context, document.region)
        found.append(Fact(label="地区", value=region.text, link=region))
    return tuple(found)


def _notice(record: Record) -> str:
    """What a reader must know before reading on (WEB-16: mark it on the page itself)."""
    if record.validity not in (None, Validity.VALID):
        return f"本文件{record.validity.value}。{record.incomplete}"
    return record.incomplete
