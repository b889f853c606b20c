"""Columns (栏目): there is something in each of them to read."""

from collections.abc import Iterator

from gongkai.checks.check import Found, check
from gongkai.model.portal import Column, ColumnKind, Portal
from gongkai.problems import Weight


@check(Weight.WARNING, "WEB-06", "CHK-07")
def column_empty(portal: Portal) -> Iterator[Found]:
    """栏目不应是空的。

    空白栏目有五个以上，网站检查就是单项否决。生成的页面会写明“暂无内容”，但最好尽快补上。
    请放入文件，或者把栏目从 portal.yaml 里去掉。
    """
    filled = {document.column for document in portal.documents}
    for column in portal.all_columns():
        if _is_empty(column, filled, portal):
            yield Found(
                column.place,
                f"栏目「{column.name}」是空的",
                "放入内容，或者把它从 portal.yaml 里去掉",
            )


def _is_empty(column: Column, filled: set[str], portal: Portal) -> bool:
    """Tell whether a column's page would have nothing to read; parts with content fill it."""
    own = {
        ColumnKind.DOCUMENTS: column.key in filled,
        ColumnKind.PAGE: bool(column.body.strip()),
        ColumnKind.GROUP: False,
        ColumnKind.PLANS: bool(portal.plans),
        ColumnKind.YEARS: bool(portal.plans or portal.documents),
        ColumnKind.REGIONS: bool(portal.regions),
        ColumnKind.UNITS: bool(portal.units),
        ColumnKind.NUMBERS: _has_numbers(portal),
    }
    if own.get(column.kind, True):
        return False
    return all(_is_empty(part, filled, portal) for part in column.columns)


def _has_numbers(portal: Portal) -> bool:
    """Tell whether a paper bears a 文号 or a plan cites one."""
    return any(plan.record.number or plan.basis for plan in portal.plans) or any(
        document.record.number for document in portal.documents
    )
