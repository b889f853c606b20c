"""Dates and years of a record that contradict each other."""

import re
from collections.abc import Iterator

from gongkai.checks.check import Found, check_each
from gongkai.checks.disclosure import Entry, entries, plans
from gongkai.model.plan import Plan
from gongkai.problems import Weight

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@check_each(entries, Weight.ERROR, "DOC-18")
def date_order(entry: Entry) -> Iterator[Found]:
    """发布日期不能早于成文日期。

    文件先成文，后公开；发布日期在前，必有一处写错，也会被当作伪造发布日期。
    请核对原文和网页，改正写错的一个；查不清的，删去没有把握的一个。
    """
    record = entry.record
    if record.written and record.published and record.published < record.written:
        yield Found(
            record.place_of("published"),
            f"发布日期 {record.published.isoformat()} 早于成文日期 {record.written.isoformat()}",
            "核对原文，改正写错的一个",
        )


@check_each(entries, Weight.WARNING, "DOC-18")
def effective_before_written(entry: Entry) -> Iterator[Found]:
    """施行日期一般不早于成文日期。

    文件一般从成文之后的某日施行；施行日期在前，多半写错。
    原文确实写明追溯施行的，可以不理会本条。
    """
    record = entry.record
    if record.written and record.effective and record.effective < record.written:
        yield Found(
            record.place_of("effective"),
            f"施行日期 {record.effective.isoformat()} 早于成文日期 {record.written.isoformat()}",
            "核对原文；原文写明追溯施行的，可以不理会",
        )


@check_each(plans, Weight.ERROR)
def year_mismatch(plan: Plan) -> Iterator[Found]:
    """要点的年度要与标题里的年份一致。

    群众按年度查要点；年度写错，要点就会列在别的年份下面。
    请改正“年度”；标题里没有年份的，本条不管。
    """
    years = _YEAR.findall(plan.record.title)
    if years and str(plan.year) not in years:
        yield Found(
            plan.record.place_of("year"),
            f"年度写的是 {plan.year}，标题里却是 {'、'.join(dict.fromkeys(years))} 年",
            "改正“年度”，或者核对标题",
        )
