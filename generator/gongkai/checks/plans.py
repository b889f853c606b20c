"""Plans: they have tasks, and numbers that follow each other and never repeat."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai.checks.check import Found, check
from gongkai.model.plan import Item, Plan, Section
from gongkai.model.portal import Portal
from gongkai.problems import Weight


@check(Weight.WARNING)
def plan_without_tasks(portal: Portal) -> Iterator[Found]:
    """要点里应当有任务。

    任务从“（责任单位：……）”这样的标注读出来；一项也没有，责任单位页面和任务分工表就是空的。
    请看标注是否写成了认得的样子；原文确实没有写责任单位的，可以不理会本条。
    """
    for plan in portal.plans:
        if next(plan.tasks(), None) is None:
            yield Found(
                plan.place,
                f"「{plan.record.title}」里没有读出任何任务",
                "看看责任单位的标注是否写成了认得的样子，例如（责任单位：市财政局）",
            )


@check(Weight.ERROR)
def task_number_repeated(portal: Portal) -> Iterator[Found]:
    """同一份要点里，任务编号不能重复。

    任务编号是任务页面的地址，发布后永久不变；重复了就有两项任务争一个地址。
    请改正章、条的序号或任务编号。
    """
    for plan in portal.plans:
        seen: Counter[str] = Counter()
        for task in plan.tasks():
            seen[task.number] += 1
            if seen[task.number] == 2:
                yield Found(
                    task.place,
                    f"任务编号 {task.number} 在这份要点里重复",
                    "改正章、条的序号，使每项任务的编号各不相同",
                )


@check(Weight.WARNING)
def numbering_gap(portal: Portal) -> Iterator[Found]:
    """章和条的序号应当连续。

    序号跳过或重复，多半是抄漏了一段，或者序号抄错。
    请核对原文。原文就是这样的，照原文发布，可以不理会本条。
    """
    for plan in portal.plans:
        yield from _gaps(plan, plan.sections, "章")
        for section in plan.sections:
            yield from _gaps(plan, section.items, f"「{section.heading}」的条")


def _gaps(plan: Plan, parts: Sequence[Section | Item], what: str) -> Iterator[Found]:
    """Parts whose number is not one more than the number before (the first: not 1)."""
    before = 0
    for part in parts:
        last = part.number.rsplit(".", 1)[-1]
        number = int(last) if last.isdecimal() else before + 1
        if number != before + 1:
            said = "重复或倒退" if number <= before else f"跳过了 {before + 1}"
            yield Found(
                part.place,
                f"{what}的序号不连续：「{part.heading}」是第 {number}，{said}",
                "核对原文；原文就是这样的，可以不理会",
                (f"要点：{plan.record.title}",),
            )
        before = number
