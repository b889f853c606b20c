"""What the disclosure regulations ask of every record: mode, date, source."""

from collections.abc import Iterator

from gongkai.checks.check import Found, check_each
from gongkai.model.document import Document
from gongkai.model.plan import Plan
from gongkai.model.portal import Portal
from gongkai.model.record import Disclosure
from gongkai.problems import Weight

Entry = Plan | Document


def entries(portal: Portal) -> tuple[Entry, ...]:
    """Every plan and document, plans first."""
    return (*portal.plans, *portal.documents)


def plans(portal: Portal) -> tuple[Plan, ...]:
    """Every plan."""
    return portal.plans


def documents(portal: Portal) -> tuple[Document, ...]:
    """Every document."""
    return portal.documents


@check_each(entries, Weight.ERROR, "REG-06")
def only_active_disclosure(entry: Entry) -> Iterator[Found]:
    """只能发布主动公开的信息。

    公开属性是“依申请公开”或“不予公开”的信息，不得放到网上；有一份，整个网站就不生成。
    没有写公开属性的，本条不管。
    请把文件移出 content 文件夹；写错了属性的，改为“公开属性: 主动公开”。
    """
    mode = entry.record.disclosure
    if mode is not None and mode is not Disclosure.ACTIVE:
        yield Found(
            entry.record.place_of("disclosure"),
            f"「{entry.record.title}」的公开属性是“{mode.value}”，不能发布",
            "把文件移出 content 文件夹；写错了的，改为“公开属性: 主动公开”",
        )


@check_each(documents, Weight.WARNING, "CHK-08")
def published_date_missing(document: Document) -> Iterator[Found]:
    """文件要有发布日期。

    检查网站时，没有发布时间的信息按未更新计算；群众也无从知道它何时公开。
    请在文件头上写“发布日期: 2021-07-20”，知道时间的写“2021-07-20 09:30”。
    不知道的不要编造，本条只是警告；页面会写明“原文未标明”。
    """
    if document.record.published is None:
        yield Found(
            document.record.place_of("published"),
            f"「{document.record.title}」没有发布日期，检查时按未更新计",
            "写“发布日期: 年-月-日”；查不到的不要编造",
        )


@check_each(entries, Weight.WARNING, "WEB-05")
def source_missing(entry: Entry) -> Iterator[Found]:
    """每份信息都要写明来源。

    页面上要标明信息从哪里来，转载的写原发布单位。
    请在文件头上写“来源: ……”。
    """
    if not entry.record.source.strip():
        yield Found(
            entry.record.place_of("source"),
            f"「{entry.record.title}」没有写来源",
            "写“来源: 发布单位或转载出处”",
        )
