"""Corrections (勘误): what is said to be mended must stand in the text that is published."""

import re
from collections.abc import Iterator

from gongkai.checks.check import Found, check_each
from gongkai.checks.disclosure import Entry, entries
from gongkai.model.plan import Content, Plan, Task
from gongkai.model.record import Correction
from gongkai.problems import Weight

_SPACE = re.compile(r"\s+")
_MANY = re.compile(r"全文|(?:[0-9]+|[一二两三四五六七八九十百]+)处")


@check_each(entries, Weight.ERROR)
def correction_in_text(entry: Entry) -> Iterator[Found]:
    """勘误里“改为”的字句必须原样出现在正文里。

    勘误告诉读者：来源文本原来怎么写，现在改成了什么。改后的字句在正文里找不到，说明正文没有改，
    或者两处写得不一样；能找到好几处，读者就不知道改的是哪一处。
    找不到的，改正文或改勘误，使两处一字不差；找到多处的，把“改为”连同前后文多写几个字。
    同一个错字改了多处的，在“说明”里写明“全文”或者“共28处”。
    “改为”留空表示略去了文字，本条不管。
    """
    if entry.record.corrections:
        text, title = _published(entry), _SPACE.sub("", entry.record.title)
        for correction in entry.record.corrections:
            yield from _judge(correction, text, title)


def _judge(correction: Correction, text: str, title: str) -> Iterator[Found]:
    """What is wrong with one correction; text and title are without white space."""
    mended, found = (_SPACE.sub("", words) for words in (correction.mended, correction.found))
    if not mended:  # words were left out, and the reader demands a 说明 that says so
        return
    times = text.count(mended)
    if times > 1 and not _MANY.search(correction.reason):
        yield Found(
            correction.place,
            f"勘误改后的「{correction.mended}」在正文里有 {times} 处，看不出改的是哪一处",
            "把“改为”连同前后文多写几个字；改了多处的，在“说明”里写明“共几处”",
        )
    elif not times and mended not in title:
        still = bool(found) and found in text
        yield Found(
            correction.place,
            f"勘误改后的「{correction.mended}」在正文里找不到",
            f"正文里还是「{correction.found}」，请先改正文" if still else "使勘误与正文一字不差",
        )


def _published(entry: Entry) -> str:
    """The text of an entry without white space; parts printed apart are kept apart by a line."""
    if isinstance(entry, Plan):
        return "".join(_SPACE.sub("", text) if text != "\n" else text for text in _parts(entry))
    return "\n".join(_SPACE.sub("", line) for line in entry.body.split("\n\n"))


def _parts(plan: Plan) -> Iterator[str]:
    """Printed texts of a plan, a "\\n" before each that begins on a new line."""
    for paragraph in plan.preamble:
        yield from ("" if paragraph.joined else "\n", paragraph.text)
    for section in plan.sections:
        yield from ("\n", section.heading)
        yield from _contents(section.content)
        for item in section.items:
            yield from ("\n", item.heading)
            yield from _contents(item.content)
    for paragraph in plan.closing:
        yield from ("" if paragraph.joined else "\n", paragraph.text)


def _contents(contents: tuple[Content, ...]) -> Iterator[str]:
    for part in contents:
        yield "" if part.joined else "\n"
        if isinstance(part, Task):
            yield part.paragraphs[0]
            for text in part.paragraphs[1:]:
                yield from ("\n", text)
        else:
            yield part.text
