"""文号 and index numbers: written in due form, told apart, and in step with the dates."""

from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter

from gongkai.checks.check import Found, check, check_each
from gongkai.checks.disclosure import Entry, entries
from gongkai.model.plan import Plan
from gongkai.model.portal import Portal
from gongkai.problems import Weight
from gongkai.terms.number import canonical_number, parse_number

_INDEX_NUMBER: Callable[[Entry], str] = attrgetter("record.index_number")


def _repeated(
    portal: Portal, value_of: Callable[[Entry], str]
) -> Iterator[tuple[Entry, Entry, str]]:
    """(later, first, value) for each value met again in the same kind of entry.

    A plan and a document may be the same paper in two forms, so they are not compared.
    """
    every = entries(portal)
    times = Counter(map(value_of, every))
    del times[""]
    if len(times) == times.total():
        return  # nearly always; the rest is for the few that share a value
    first: dict[tuple[bool, str], Entry] = {}
    shared = (entry for entry in every if times[value_of(entry)] > 1)
    for entry in sorted(shared, key=lambda entry: entry.record.place):
        value = value_of(entry)
        known = first.setdefault((isinstance(entry, Plan), value), entry)
        if known is not entry:
            yield entry, known, value


def _number(entry: Entry) -> str:
    return canonical_number(entry.record.number)


@check(Weight.WARNING, "DOC-17")
def number_duplicate(portal: Portal) -> Iterator[Found]:
    """发文字号不应重复。

    一个发文字号只对应一份文件；两份文件写着同一个文号，多半是复制文件头时忘了改。
    请核对原文。原文确实重号的，可以不理会本条。
    """
    for entry, first, number in _repeated(portal, _number):
        yield Found(
            entry.record.place_of("number"),
            f"发文字号「{number}」已经用在「{first.record.title}」上",
            "核对原文，改正写错的一份",
            (f"先出现在 {first.record.place_of('number')}",),
        )


@check(Weight.ERROR, "REG-05")
def index_number_duplicate(portal: Portal) -> Iterator[Found]:
    """索引号不能重复。

    索引号是公开目录里识别一份信息的编号，全站不能有两份信息共用。
    请给后编的一份另编索引号。
    """
    for entry, first, number in _repeated(portal, _INDEX_NUMBER):
        yield Found(
            entry.record.place_of("index_number"),
            f"索引号「{number}」已经用在「{first.record.title}」上",
            "核对目录，给其中一份另编索引号",
            (f"先出现在 {first.record.place_of('index_number')}",),
        )


@check_each(entries, Weight.WARNING, "DOC-17")
def number_form(entry: Entry) -> Iterator[Found]:
    """发文字号要写成规范的样子。

    规范的写法是：机关代字、六角括号括起来的四位年份、不补零的序号、“号”字，
    例如 义政办发〔2021〕24号。不加“第”字，年份不用方括号或圆括号。
    令写作 国务院令第711号，公告写作 国家税务总局公告2021年第3号。
    """
    number = entry.record.number
    parsed = parse_number(number) if number else None
    if number and (parsed is None or parsed.canonical != number):
        form = parsed.canonical if parsed else "义政办发〔2021〕24号 的样子"
        yield Found(
            entry.record.place_of("number"),
            f"发文字号「{number}」不是规范的写法",
            f"写成 {form}；原文就是这样的，可以不理会",
        )


@check_each(entries, Weight.WARNING, "DOC-17")
def number_year(entry: Entry) -> Iterator[Found]:
    """发文字号的年份应与成文日期一致。

    文号里的年份就是发文的年份；两者相差，多半有一处抄错。
    年初补发上年文号的，可以不理会本条。
    """
    written = entry.record.written
    number = parse_number(entry.record.number)
    if number and number.year and written and number.year != written.year:
        yield Found(
            entry.record.place_of("number"),
            f"发文字号「{entry.record.number}」是 {number.year} 年的，"
            f"成文日期却是 {written.isoformat()}",
            "核对原文，改正其中一处",
        )
