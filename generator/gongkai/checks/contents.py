"""Documents as papers: something is in them, and each is published once, in its own time."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from gongkai.checks.check import Found, check, check_each
from gongkai.checks.disclosure import documents
from gongkai.model.document import Document
from gongkai.model.portal import Portal
from gongkai.problems import Weight
from gongkai.terms.number import parse_number

_FAR = 10  # years between a date and all others that make it look mistyped
_published = attrgetter("record.published")
_title = attrgetter("record.title")


@check_each(documents, Weight.WARNING)
def body_empty(document: Document) -> Iterator[Found]:
    """文件要有正文。

    网页上“正文”下面什么也没有，读者会以为没有公开。
    请在文件头的第二行 --- 下面写正文；正文在附件里的，写一句“正文见附件”。
    """
    if not document.characters or document.body.isspace():
        yield Found(
            document.place,
            f"「{document.record.title}」没有正文",
            "在文件头下面写正文；正文在附件里的，写一句“正文见附件”",
        )


@check(Weight.WARNING)
def document_twice(portal: Portal) -> Iterator[Found]:
    """同一份文件不要发布两次。

    两个文件的标题和正文一字不差，多半是复制以后忘了改；群众会查到两份，不知道以哪份为准。
    请删去一份；已经公开过的地址，写进 redirects.yaml。确是两份文件的，可以不理会本条。
    """
    shared = shared_titles(portal)
    first: dict[tuple[str, int, str], Document] = {}
    same = (each for each in portal.documents if shared and each.record.title in shared)
    for document in sorted(same, key=attrgetter("place")):
        if document.characters > 1:  # an empty body is told of by itself
            key = (document.record.title, document.characters, document.body_mark)
            known = first.setdefault(key, document)
            if known is not document:
                yield Found(
                    document.place,
                    f"「{document.record.title}」与 {known.place.file} 的标题和正文一字不差",
                    "删去一份；确是两份文件的，可以不理会",
                )


def shared_titles(portal: Portal) -> frozenset[str]:
    """Titles that several documents have: there the text of each decides."""
    times = Counter(map(_title, portal.documents))
    if len(times) == times.total():
        return frozenset()  # nearly always
    return frozenset(title for title, number in times.items() if number > 1)


@check(Weight.WARNING, "DOC-18")
def published_far_ahead(portal: Portal) -> Iterator[Found]:
    """发布日期不应远在其他日期之后。

    年份写错（2026 写成 2206）的文件会一直排在最前面。
    这里不看时钟，只与同一份文件的成文日期、文号的年份和其他文件的发布日期比：都早了十年以上，才算写错。
    请核对发布日期。确实如此的，可以不理会本条。
    """
    published_days = map(_published, portal.documents)
    last = _last_believed(Counter(day.year for day in published_days if day))
    for document in portal.documents:
        published = document.record.published
        if published and published.year > last and published.year - _own_year(document) > _FAR:
            yield Found(
                document.record.place_of("published"),
                f"发布日期 {published.isoformat()} 比其他日期晚了十年以上",
                "核对发布日期的年份",
            )


def _last_believed(years: Counter[int]) -> int:
    """The year after which dates look mistyped: a long gap follows, and few dates after it."""
    total, before = years.total(), 0
    known = sorted(years)
    for year, after in pairwise(known):
        before += years[year]
        if after - year > _FAR and total - before < before:
            return year
    return known[-1] if known else 0


def _own_year(document: Document) -> int:
    """The latest year that the document itself speaks of beside its publication, or 0."""
    number = parse_number(document.record.number) if document.record.number else None
    written = document.record.written.year if document.record.written else 0
    return max(written, (number.year if number else 0) or 0)
