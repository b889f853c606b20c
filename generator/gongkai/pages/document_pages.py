"""Pages of documents and of the columns that hold them or stand by themselves."""

from collections.abc import Iterator

from gongkai.model.document import Document
from gongkai.model.portal import Column, ColumnKind
from gongkai.model.record import Record, Validity
from gongkai.pages import address, facts
from gongkai.pages.context import (
    HOME_LINK,
    Context,
    article_meta,
    column_link,
    head_tags,
    region_link,
    trail_above,
    trail_to,
    unit_link,
)
from gongkai.pages.exports import attached_files, documents_in
from gongkai.pages.lists import further_pages, listing
from gongkai.pages.page import Link, Page, Sheet
from gongkai.pages.parts import Fact, Prose
from gongkai.pages.views import ColumnView, DocumentView, ListingView

_OWN_PAGE = (ColumnKind.DOCUMENTS, ColumnKind.PAGE, ColumnKind.GROUP)


def document_pages(context: Context, *, own: bool = True) -> Iterator[Page | Sheet]:
    """Every document with its attached files, and the list of all.

    own: False leaves the documents' own pages out, so that outlines of them are enough.
    """
    documents = context.portal.documents
    for document in documents:
        if own:
            yield document_page(context, document)
        yield from attached_files(address.document(document), document.attachments)
    if documents:
        first = Page(
            address=address.DOCUMENTS,
            kind="listing",
            title="全部文件",
            view=ListingView(
                documents=listing(context, documents, address.DOCUMENTS, 1), back=HOME_LINK
            ),
            trail=(HOME_LINK,),
            meta=context.site_meta,
            feed=address.FEED,
        )
        yield first
        yield from further_pages(context, documents, first)


def column_pages(context: Context) -> Iterator[Page | Sheet]:
    """The pages of columns that have one of their own."""
    for column in context.portal.all_columns():
        if column.kind in _OWN_PAGE:
            yield from _column_pages(context, column)


def _column_pages(context: Context, column: Column) -> Iterator[Page | Sheet]:
    own = address.column(column)
    holds = column.kind is ColumnKind.DOCUMENTS
    documents = documents_in(context, column) if holds else ()
    first = Page(
        address=own,
        kind="column",
        title=column.name,
        view=ColumnView(
            description=column.description,
            prose=_prose(column),
            columns=tuple(
                Link(text=below.name, address=address.column(below), note=below.description)
                for below in column.columns
            ),
            documents=listing(context, documents, own, 1) if holds else None,
            empty="本栏目还没有内容。" if holds and not documents else "",
        ),
        trail=trail_above(context, column),
        column=column.key,
        description=column.description,
        meta=head_tags(context, column),
        feed=address.column_feed(column) if holds else "",
        search=column.kind is ColumnKind.PAGE,
        source=column.place,
    )
    yield first
    yield from further_pages(context, documents, first)


def _prose(column: Column) -> Prose | None:
    if not column.body:
        return None
    place = column.body_place or column.place
    return Prose(markdown=column.body, file=place.file, line=place.line)


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
