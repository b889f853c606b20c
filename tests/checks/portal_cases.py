"""Makes a Portal of a few lines of YAML: English keys, everything else a plain default."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from gongkai.model.document import Document
from gongkai.model.plan import (
    Item,
    NamedUnit,
    Paragraph,
    Party,
    Plan,
    Responsibility,
    Section,
    Task,
)
from gongkai.model.portal import Column, ColumnKind, Portal, SearchEngine, SearchSettings
from gongkai.model.record import Attachment, Correction, Disclosure, Record
from gongkai.model.redirect import Redirect
from gongkai.model.region import Level, Region
from gongkai.model.unit import Unit, UnitKind
from gongkai.problems import Place
from gongkai.terms.roles import Role

Values = Mapping[str, Any]
_RECORD_TEXTS = ("issuer", "number", "index_number", "source", "incomplete")


def portal_of(text: str) -> Portal:
    """The portal that a case's YAML describes; every entry has its own file and line."""
    values: Values = yaml.safe_load(text) or {}
    place = Place("content/portal.yaml", 1)
    texts = ("url", "id_code", "icp", "police", "introduction", "statement")
    return Portal(
        site_name="示例市政务公开",
        columns=_columns(values.get("columns", ())),
        regions=(Region(slug="shili", name="示例市", level=Level.COUNTY, place=place),),
        units=tuple(_unit(v, n) for n, v in enumerate(values.get("units", ()), 1)),
        plans=tuple(_plan(v, n) for n, v in enumerate(values.get("plans", ()), 1)),
        documents=tuple(_document(v, n) for n, v in enumerate(values.get("documents", ()), 1)),
        search=SearchSettings(engine=SearchEngine(values.get("engine", "pagefind"))),
        redirects=tuple(
            Redirect(place=Place("content/redirects.yaml", n), **value)
            for n, value in enumerate(values.get("redirects", ()), 1)
        ),
        place=place,
        **{key: values[key] for key in texts if key in values},
    )


def _columns(values: Any) -> tuple[Column, ...]:
    return tuple(
        Column(
            key=value["key"],
            name=value.get("name", value["key"]),
            kind=ColumnKind(value.get("kind", "文件")),
            body=value.get("body", ""),
            columns=_columns(value.get("columns", ())),
            place=Place("content/portal.yaml", 1 + number),
        )
        for number, value in enumerate(values, 1)
    )


def _unit(values: Values, number: int) -> Unit:
    return Unit(
        region="shili",
        slug=values.get("slug", f"u{number}"),
        name=values["name"],
        kind=UnitKind(values.get("kind", "政府部门")),
        aliases=tuple(values.get("aliases", ())),
        successor=values.get("successor", ""),
        members=tuple(values.get("members", ())),
        place=Place("content/units.yaml", number),
    )


def _record(values: Values, place: Place) -> Record:
    written: date | None = values.get("written")
    published: date | None = values.get("published")
    effective: date | None = values.get("effective")
    corrections = tuple(
        Correction(found=found, mended=mended, reason=reason, place=Place(place.file, line))
        for line, (found, mended, reason) in enumerate(values.get("corrections", ()), 2)
    )
    return Record(
        title=values.get("title", "甲"),
        disclosure=Disclosure(values["disclosure"]) if "disclosure" in values else None,
        corrections=corrections,
        place=place,
        written=written,
        published=published,
        effective=effective,
        **{key: values[key] for key in _RECORD_TEXTS if key in values},
    )


def _attachments(values: Values, place: Place) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(title="附件", file=file, place=place) for file in values.get("attachments", ())
    )


def _document(values: Values, number: int) -> Document:
    place = Place(f"content/documents/{number}.md", 1)
    return Document(
        slug=str(number),
        record=_record(values, place),
        column=values.get("column", "notices"),
        body=values.get("body", "") * values.get("times", 1),
        body_line=9,
        units=tuple(("shili", slug) for slug in values.get("units", ())),
        attachments=_attachments(values, place),
    )


def _plan(values: Values, number: int) -> Plan:
    place = Place(f"content/plans/{number}.md", 1)
    return Plan(
        slug=f"plan-{number}",
        record=_record(values, place),
        region="shili",
        year=values.get("year", 2021),
        sections=tuple(_section(v, place.file) for v in values.get("sections", ())),
        preamble=tuple(
            Paragraph(text=text.removeprefix("+"), joined=text.startswith("+"), place=place)
            for text in values.get("preamble", ())
        ),
        attachments=_attachments(values, place),
        place=place,
    )


def _section(values: Values, file: str) -> Section:
    return Section(
        number=values["number"],
        heading=values.get("heading", "章"),
        content=tuple(_task(v, file) for v in values.get("tasks", ())),
        items=tuple(
            Item(number=n, heading=heading, content=(), place=Place(file, 20))
            for n, heading in values.get("items", ())
        ),
        place=Place(file, 10),
    )


def _task(values: Values, file: str) -> Task:
    place = Place(file, 11)
    named = tuple(NamedUnit(unit=("shili", slug), printed=slug) for slug in values.get("units", ()))
    return Task(
        number=values["number"],
        paragraphs=tuple(values.get("text", ("做好工作。",))),
        responsibility=Responsibility(
            annotation="（责任单位：……）",
            parties=(Party(role=Role.RESPONSIBLE, units=named),),
            place=place,
        ),
        place=place,
    )
