"""Pages of plans: the list of plans, each plan, each of its tasks, and its downloads."""

from collections.abc import Iterator
from itertools import groupby

from gongkai.findings.lookup import plans_of
from gongkai.model.plan import Item, Plan, Progress, Section, Task
from gongkai.model.portal import ColumnKind
from gongkai.pages import address, facts
from gongkai.pages.context import (
    Context,
    article_meta,
    head_tags,
    plan_link,
    region_link,
    trail_above,
    trail_to,
    year_link,
)
from gongkai.pages.exports import plan_exports
from gongkai.pages.lists import plan_cards
from gongkai.pages.page import Link, Page
from gongkai.pages.parts import Download, Fact, ProgressView
from gongkai.pages.plan_text import outline, plan_blocks, task_blocks
from gongkai.pages.tables import party_views, plan_rows, summary, time_limits
from gongkai.pages.views import PlansView, PlanView, TaskView


def plan_pages(context: Context) -> Iterator[Page]:
    """Every page that shows plans, the list first."""
    column = context.column_of(ColumnKind.PLANS)
    yield Page(
        address=address.PLANS,
        kind="plans",
        title=column.name if column else "要点",
        view=PlansView(
            years=tuple(
                (year_link(year), plan_cards(context, tuple(plans)))
                for year, plans in groupby(context.portal.plans, key=lambda plan: plan.year)
            )
        ),
        trail=trail_above(context, column),
        column=column.key if column else "",
        description=column.description if column else "",
        meta=head_tags(context, column),
    )
    for plan in context.portal.plans:
        yield _plan_page(context, plan)
        yield from plan_exports(context, plan)
        yield from _task_pages(context, plan)


def downloads(plan: Plan) -> tuple[Download, ...]:
    """The formats in which a plan can be downloaded."""
    return (
        Download(
            label="Markdown", address=address.plan_file(plan, "md"), note="全文，便于阅读和编辑"
        ),
        Download(
            label="YAML", address=address.plan_file(plan, "yaml"), note="全文和任务结构，便于核对"
        ),
        Download(
            label="JSON", address=address.plan_file(plan, "json"), note="全文和任务结构，供程序使用"
        ),
    )


def _plan_page(context: Context, plan: Plan) -> Page:
    record = plan.record
    own = address.plan(plan)
    column = context.column_of(ColumnKind.PLANS)
    known, unknown = facts.head_facts(record)
    return Page(
        address=own,
        kind="plan",
        title=record.title,
        view=PlanView(
            facts=_place_facts(context, plan) + known,
            unknown=unknown,
            incomplete=record.incomplete,
            outline=outline(plan),
            blocks=plan_blocks(plan, context.lookup),
            rows=plan_rows(context, plan),
            corrections=facts.corrections(record),
            definitions=tuple(
                Fact(label=each.name, value=each.meaning) for each in plan.definitions
            ),
            rules=tuple(
                Fact(label=rule.party.role.value, value=rule.annotation) for rule in plan.rules
            ),
            attachments=facts.attachments(own, plan.attachments),
            basis=facts.cited(plan.basis, context.lookup.papers),
            downloads=downloads(plan),
            siblings=tuple(
                plan_link(other)
                for other in plans_of(context.portal, plan.region)
                if other.slug != plan.slug
            ),
        ),
        trail=trail_to(context, column),
        column=column.key if column else "",
        description=f"{record.title}：全文、任务分工表和下载",
        meta=head_tags(context, column) + article_meta(record.title, record),
        search=True,
        source=plan.place,
    )


def _place_facts(context: Context, plan: Plan) -> tuple[Fact, ...]:
    region = region_link(context, plan.region)
    year = year_link(plan.year)
    return (
        Fact(label="地区", value=region.text, link=region),
        Fact(label="年度", value=year.text, link=year),
    )


def _task_pages(context: Context, plan: Plan) -> Iterator[Page]:
    located = tuple(plan.located_tasks())
    for index, (section, item, task) in enumerate(located):
        before = located[index - 1][2] if index else None
        after = located[index + 1][2] if index + 1 < len(located) else None
        yield _task_page(context, plan, (section, item, task), (before, after))


def _task_page(
    context: Context,
    plan: Plan,
    located: tuple[Section, Item | None, Task],
    around: tuple[Task | None, Task | None],
) -> Page:
    section, item, task = located
    column = context.column_of(ColumnKind.PLANS)
    title = f"任务{task.number}：{summary(task)}"
    return Page(
        address=address.task(plan, task.number),
        kind="task",
        title=title,
        view=TaskView(
            plan=plan_link(plan),
            number=task.number,
            section=_heading_link(plan, section.heading, address.section_anchor(section)),
            item=_heading_link(plan, item.heading, address.item_anchor(section, item))
            if item
            else None,
            blocks=task_blocks(plan, task, context.lookup),
            parties=party_views(context, plan, task),
            annotation=task.responsibility.annotation,
            limits=time_limits(task),
            progress=tuple(_progress(context, each) for each in task.progress),
            facts=_place_facts(context, plan),
            previous=_task_link(plan, around[0]),
            following=_task_link(plan, around[1]),
            incomplete=plan.record.incomplete,
        ),
        trail=(*trail_to(context, column), plan_link(plan)),
        column=column.key if column else "",
        description=summary(task),
        meta=head_tags(context, column) + article_meta(title, plan.record),
        search=True,
        source=task.place,
    )


def _heading_link(plan: Plan, heading: str, anchor: str) -> Link:
    return Link(text=heading, address=f"{address.plan(plan)}#{anchor}")


def _task_link(plan: Plan, task: Task | None) -> Link | None:
    if task is None:
        return None
    return Link(text=f"任务{task.number}", address=address.task(plan, task.number))


def _progress(context: Context, each: Progress) -> ProgressView:
    return ProgressView(
        status=each.status.value,
        date=each.date.isoformat(),
        text=each.text,
        evidence=facts.evidence(each.evidence, context.lookup.papers),
    )
