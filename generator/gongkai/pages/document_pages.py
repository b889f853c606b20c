"""The list of documents, and the pages of columns that hold them or stand by themselves."""

from collections.abc import Iterator

from gongkai.model.portal import Column, ColumnKind
from gongkai.pages import address
from gongkai.pages.context import HOME_LINK, Context, head_tags, trail_above
from gongkai.pages.document_page import document_page
from gongkai.pages.exports import attached_files, documents_in
from gongkai.pages.lists import further_pages, listing
from gongkai.pages.page import Link, Page, Sheet
from gongkai.pages.parts import Prose
from gongkai.pages.views import ColumnView, ListingView

_OWN_PAGE = (ColumnKind.DOCUMENTS, ColumnKind.PAGE, ColumnKind.GROUP)


def document_pages(context: Context, *, own: bool = True) -> Iterator[Page | Sheet]:
    """Every document with its attached files, and the list of all.

    own: False leaves the documents' own pages out, so that outlines of them are enough.
    """
    documents = context.portal.documents
    for document in documents:
        if own:
            yield document_page(context, document)
        if document.attachments:  # few have any, and there are very many
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
