"""The head of a plan as YAML lines, the same in both formats; and how a text is written."""

import re
from collections.abc import Iterable, Iterator, Mapping

from gongkai.model.plan import Plan, Progress
from gongkai.model.record import Attachment, Correction, Record
from gongkai.patterns import pattern

UnitNames = Mapping[tuple[str, str], str]

# A plain scalar must not look like another construct, nor like something our reader warns of.
_PLAIN = pattern(r"[^\s\W_][^\x00-\x1f\x7f-\x9f:#{}\[\],&*!|>'\"%@`\\]*", re.UNICODE)
_LONG = 60  # characters from which a text is written as a literal block
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNPRINTED = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def scalar(text: str) -> str:
    """A text on one line: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text == text.strip() and not _UNPRINTED.search(text):
        return text
    escaped = "".join(_ESCAPED.get(character, character) for character in text)
    escaped = _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)
    return f'"{escaped}"'


def literal(text: str, indent: str) -> str:
    """A paragraph: a literal block when long, else as `scalar`. indent: of the block's lines.

    A text whose ends or characters a block cannot keep (blanks at its start, control
    characters) is quoted.
    """
    blocked = len(text) >= _LONG and text == text.strip() and not _UNPRINTED.search(text)
    return f"|-\n{indent}{text}" if blocked else scalar(text)


def head_lines(plan: Plan, names: UnitNames, region: str) -> Iterator[str]:
    """The head of a plan: its record, region, year, attachments and progress."""
    record = plan.record
    yield f"标题: {scalar(record.title)}"
    yield f"地区: {scalar(region)}"
    yield f"年度: {plan.year}"
    for key, value in _facts(record):
        if value:
            yield f"{key}: {scalar(value)}"
    if record.keywords:
        yield f"关键词: [{', '.join(scalar(word) for word in record.keywords)}]"
    yield from _rows("勘误", [_correction(each) for each in record.corrections])
    yield from _rows("附件", [_attachment(each) for each in plan.attachments])
    yield from _progress(plan)


def _facts(record: Record) -> tuple[tuple[str, str], ...]:
    published = record.published.isoformat() if record.published else ""
    return (
        ("发文机关", record.issuer),
        ("发文字号", record.number),
        ("索引号", record.index_number),
        ("成文日期", record.written.isoformat() if record.written else ""),
        ("发布日期", f"{published} {record.published_time}".strip()),
        ("施行日期", record.effective.isoformat() if record.effective else ""),
        ("主题分类", record.subject),
        ("体裁", record.genre),
        ("公开属性", record.disclosure.value if record.disclosure else ""),
        ("有效性", record.validity.value if record.validity else ""),
        ("来源", record.source),
        ("残缺", record.incomplete),
    )


Row = tuple[tuple[str, str], ...]


def _correction(each: Correction) -> Row:
    return (("原文", each.found), ("改为", each.mended), ("说明", each.reason))


def _attachment(each: Attachment) -> Row:
    return (("名称", each.title), ("文件", each.file), ("说明", each.note))


def _entry(each: Progress) -> Row:
    return (
        ("状态", each.status.value),
        ("日期", each.date.isoformat()),
        ("说明", each.text),
        ("依据", each.evidence),
    )


def _progress(plan: Plan) -> Iterator[str]:
    reported = [task for task in plan.tasks() if task.progress]
    if reported:
        yield "完成情况:"
    for task in reported:
        yield from _rows(f'  "{task.number}"', [_entry(each) for each in task.progress])


def _rows(key: str, rows: Iterable[Row]) -> Iterator[str]:
    """A list of small mappings; what is empty is left out."""
    indent = " " * (len(key) - len(key.lstrip()))
    for number, row in enumerate(rows):
        if not number:
            yield f"{key}:"
        known = [(name, value) for name, value in row if value]
        for index, (name, value) in enumerate(known):
            yield f"{indent}  {'  ' if index else '- '}{name}: {scalar(value)}"
