"""The head and body of a Markdown file to the document 文件."""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from gongkai.model.document import Document
from gongkai.model.region import Region
from gongkai.problems import Problem
from gongkai.sources.commas import wide_comma
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping, Scalar
from gongkai.sources.shapes.lookups import find_region
from gongkai.sources.shapes.record import RECORD_KEYS, read_attachments, read_record
from gongkai.sources.unit_names import UnitNames, unknown_unit
from gongkai.terms.fields import DOCUMENT, PLAN, RECORD
from gongkai.terms.nearest import nearest

_HEAD = vocabulary((RECORD, RECORD_KEYS), (PLAN, "地区"), (DOCUMENT, "栏目 责任单位"))

_SHOWN = 12  # columns named in a message


@dataclass(frozen=True, slots=True)
class DocumentSurroundings:
    """What a document is read against. columns: name or key -> key of columns for documents."""

    columns: Lookup[str, str]
    regions: tuple[Region, ...]
    names: UnitNames


def read_document(
    slug: str,
    head: Mapping,
    body: tuple[str, int],
    around: DocumentSurroundings,
    problems: list[Problem],
) -> Document:
    """A document from its head and body (text, first line)."""
    fields = Fields(head, _HEAD, problems)
    region = find_region(fields, around.regions)
    return Document(
        slug=slug,
        record=read_record(fields),
        column=_column(fields, around),
        body=body[0].strip("\n") + "\n",
        body_line=body[1] + len(body[0]) - len(body[0].lstrip("\n")),
        region=region,
        units=_units(fields, region, around),
        attachments=read_attachments(fields),
    )


def _column(fields: Fields, around: DocumentSurroundings) -> str:
    word = fields.required("column")
    key = around.columns.get(word, "")
    if word and not key:
        message = f"没有可以放文件的栏目「{word}」"
        fields.error("unknown-column", "column", message, _columns_hint(word, around.columns))
    return key


def _columns_hint(word: str, columns: Lookup[str, str]) -> str:
    """The columns that hold documents, those first that come nearest to a word."""
    names = dict.fromkeys(columns.values(), "")
    names |= {key: name for name, key in columns.items() if name != key}
    if not names:
        return "portal.yaml 里还没有类型为“文件”的栏目，先加一个"
    shown = [f"{name}（{key}）" if name else key for key, name in names.items()]
    near = dict.fromkeys(columns[each] for each in nearest(word, columns))
    first = "、".join(f"{names[key]}（{key}）" if names[key] else key for key in near)
    more = " 等" if len(shown) > _SHOWN else ""
    every = f"可以放文件的栏目有：{'、'.join(shown[:_SHOWN])}{more}"
    return f"最接近的是：{first}；{every}" if first else every


def _units(
    fields: Fields, region: str, around: DocumentSurroundings
) -> tuple[tuple[str, str], ...]:
    words = fields.scalars("concerned_units")
    if words and not fields.node("region"):
        message, hint = "写了责任单位，没有写地区", "补上地区，才知道是哪里的单位"
        fields.error("unit-without-region", "concerned_units", message, hint)
        return ()
    found = (_unit(word, region, around, fields.problems) for word in words)
    return tuple(dict.fromkeys(key for key in found if key))


def _unit(
    word: Scalar, region: str, around: DocumentSurroundings, problems: list[Problem]
) -> tuple[str, str] | None:
    name = word.text.strip()
    key = around.names.find(region, (name,))
    if key is None and region:
        several = wide_comma(word, "、")
        problems.append(several or unknown_unit(around.names, region, name, word.place))
    return key
