"""Values that are kept and sent as plain tuples come back as they were, and as frozen."""

import marshal
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.making.frozen import frozen, thawed
from gongkai.making.plain import document_of, outline_plain, plain, text_of
from gongkai.model.document import Document
from gongkai.output.searching.text import SearchText
from gongkai.pages import page, views

DOCUMENTS = st.from_type(Document)
TEXTS = st.from_type(SearchText)
VIEWS: st.SearchStrategy[object] = st.from_type(page.Link) | st.from_type(views.ListingView)


def whole(value: Any) -> list[Any]:
    """Every field, those that are not compared as well."""
    return [getattr(value, field.name) for field in fields(value)]


@given(DOCUMENTS)
def test_an_outline_is_the_document_without_its_body(document: Document) -> None:
    made = document_of(marshal.loads(marshal.dumps(outline_plain(document))))
    kept = replace(
        document,
        body="",
        length=document.characters,
        mark=document.body_mark,
        digest=made.digest,
    )
    assert whole(made) == whole(kept)
    assert whole(made.record) == whole(document.record)
    assert (type(made), hash(made), repr(made)) == (Document, hash(kept), repr(kept))


@given(DOCUMENTS, st.text())
def test_an_outline_tells_all_but_the_body(document: Document, other: str) -> None:
    *_, digest = outline_plain(document)
    assert outline_plain(replace(document, body=other))[-1] == digest
    assert outline_plain(replace(document, column=document.column + "x"))[-1] != digest


@given(TEXTS)
def test_a_search_text(text: SearchText) -> None:
    assert text_of(marshal.loads(marshal.dumps(plain(text)))) == text


@given(VIEWS)
def test_a_view(view: object) -> None:
    assert (thawed(frozen(view)), type(thawed(frozen(view)))) == (view, type(view))


def test_what_is_remade_is_as_frozen_as_what_is_made() -> None:
    made = thawed(frozen(page.Link(text="示例市", address="regions/shilishi/")))
    with pytest.raises(FrozenInstanceError):
        made.text = "另一个"
    with pytest.raises(AttributeError):
        object.__setattr__(made, "unknown", "")
