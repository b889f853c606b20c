"""A plan as JSON for programs: the keys of terms/fields.py, every text as published."""

import json
from collections.abc import Mapping

from gongkai.model.plan import Content, Item, NamedUnit, Paragraph, Party, Plan, Section, Task
from gongkai.model.record import Attachment, Correction, Record

UnitNames = Mapping[tuple[str, str], str]
Json = dict[str, object]


def plan_json(plan: Plan, region: str, names: UnitNames) -> bytes:
    """The whole plan. Facts that are not known have no key, so nothing looks like a value."""
    data = {
        "slug": plan.slug,
        "region": {"slug": plan.region, "name": region},
        "year": plan.year,
        **_record(plan.record),
        "preamble": [_paragraph(each) for each in plan.preamble],
        "sections": [_section(each, names) for each in plan.sections],
        "closing": [_paragraph(each) for each in plan.closing],
        "rules": [
            {"text": rule.annotation, "party": _party(rule.party, names)} for rule in plan.rules
        ],
        "definitions": [{"name": each.name, "meaning": each.meaning} for each in plan.definitions],
        "basis": list(plan.basis),
        "attachments": [_attachment(each) for each in plan.attachments],
    }
    return (json.dumps(_known(data), ensure_ascii=False, indent=1) + "\n").encode()


def _known(data: Json) -> Json:
    return {key: value for key, value in data.items() if value not in ("", None, [], ())}


def _record(record: Record) -> Json:
    return {
        "title": record.title,
        "issuer": record.issuer,
        "number": record.number,
        "index_number": record.index_number,
        "written": record.written.isoformat() if record.written else "",
        "published": record.published.isoformat() if record.published else "",
        "effective": record.effective.isoformat() if record.effective else "",
        "subject": record.subject,
        "genre": record.genre,
        "disclosure": record.disclosure.value if record.disclosure else "",
        "validity": record.validity.value if record.validity else "",
        "source": record.source,
        "keywords": list(record.keywords),
        "incomplete": record.incomplete,
        "corrections": [_correction(each) for each in record.corrections],
    }


def _correction(each: Correction) -> Json:
    return {"found": each.found, "mended": each.mended, "note": each.reason}


def _attachment(each: Attachment) -> Json:
    return _known({"name": each.title, "file": each.file, "note": each.note})


def _section(section: Section, names: UnitNames) -> Json:
    return _known(
        {
            "number": section.number,
            "heading": section.heading,
            "content": _content(section.content, names),
            "items": [_item(item, names) for item in section.items],
        }
    )


def _item(item: Item, names: UnitNames) -> Json:
    return {
        "number": item.number,
        "heading": item.heading,
        "content": _content(item.content, names),
    }


def _content(content: tuple[Content, ...], names: UnitNames) -> list[Json]:
    return [
        _task(part, names) if isinstance(part, Task) else {"paragraph": _paragraph(part)}
        for part in content
    ]


def _task(task: Task, names: UnitNames) -> Json:
    return _known(
        {
            "task": task.number,
            "text": list(task.paragraphs),
            "joined": task.joined or None,
            "responsibility": task.responsibility.annotation,
            "parties": [_party(party, names) for party in task.responsibility.parties],
            "progress": [
                _known(
                    {
                        "status": each.status.value,
                        "date": each.date.isoformat(),
                        "note": each.text,
                        "basis": each.evidence,
                    }
                )
                for each in task.progress
            ],
        }
    )


def _party(party: Party, names: UnitNames) -> Json:
    return _known(
        {
            "role": party.role.key,
            "units": [_unit(named, names) for named in party.units],
            "open_ended": party.open_ended or None,
            "manner": party.manner,
        }
    )


def _unit(named: NamedUnit, names: UnitNames) -> Json:
    region, slug = named.unit
    return {"region": region, "slug": slug, "name": names[named.unit], "printed": named.printed}


def _paragraph(paragraph: Paragraph) -> Json:
    return {"text": paragraph.text, "kind": paragraph.kind.name.lower()}
