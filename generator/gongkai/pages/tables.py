"""Rows of the 任务分工表 and groups of duties: tasks as the tables of several pages show them."""

from itertools import groupby

from gongkai.findings.duties import Duty, parties_of
from gongkai.model.plan import Item, Party, Plan, Section, Task
from gongkai.pages import address
from gongkai.pages.context import Context, plan_link, unit_link, year_link
from gongkai.pages.parts import DutyGroup, DutyYear, PartyView, TaskRow
from gongkai.terms.roles import Role
from gongkai.terms.time_limits import find_time_limits

SUMMARY = 60  # characters of a task that a table row shows; a reader goes on to the task itself


def plan_rows(context: Context, plan: Plan) -> tuple[TaskRow, ...]:
    """Every task of a plan as a row."""
    return tuple(
        task_row(context, plan, section, item, task) for section, item, task in plan.located_tasks()
    )


def task_row(
    context: Context, plan: Plan, section: Section, item: Item | None, task: Task
) -> TaskRow:
    """One task as a row."""
    return TaskRow(
        number=task.number,
        address=address.task(plan, task.number),
        section=section.heading,
        item=item.heading if item else "",
        summary=summary(task),
        parties=party_views(context, plan, task),
        limits=time_limits(task),
        status=newest_status(task),
    )


def summary(task: Task) -> str:
    """The task's first sentence, verbatim; cut with … when longer than SUMMARY characters."""
    body = task.paragraphs[0]
    if len(task.paragraphs) == 1:
        body = body[: body.rindex(task.responsibility.annotation)]
    sentence = body.split("。", 1)[0]
    whole = sentence + "。" if len(sentence) < len(body) else sentence
    return whole if len(whole) <= SUMMARY else whole[:SUMMARY] + "…"


def time_limits(task: Task) -> tuple[str, ...]:
    """The words of each time limit in the task, each once, in the order of the text."""
    found = (limit.words for text in task.paragraphs for limit in find_time_limits(text))
    return tuple(dict.fromkeys(found))


def newest_status(task: Task) -> str:
    """The newest 完成情况, "" when none is published."""
    if not task.progress:
        return ""
    return max(task.progress, key=lambda entry: entry.date).status.value


def party_views(context: Context, plan: Plan, task: Task) -> tuple[PartyView, ...]:
    """The parties of a task with their units as links."""
    return tuple(_party_view(context, party, general) for party, general in parties_of(plan, task))


def _party_view(context: Context, party: Party, general: bool) -> PartyView:
    return PartyView(
        role=party.role.value,
        role_key=party.role.key,
        units=tuple(
            unit_link(context.lookup.unit(named.unit), named.printed) for named in party.units
        ),
        others=party.open_ended,
        manner=party.manner,
        general=general,
    )


def duty_years(context: Context, duties: tuple[Duty, ...]) -> tuple[DutyYear, ...]:
    """Duties grouped by plan, then by role; plans keep their order, roles that of Role."""
    years = []
    for plan, of_plan in groupby(duties, key=lambda duty: duty.plan):
        rows = list(of_plan)
        groups = []
        for role in Role:
            of_role = {duty.task.number: duty for duty in rows if duty.role is role}
            if of_role:
                groups.append(_group(context, role, tuple(of_role.values())))
        years.append(
            DutyYear(year=year_link(plan.year), plan=plan_link(plan), groups=tuple(groups))
        )
    return tuple(years)


def _group(context: Context, role: Role, duties: tuple[Duty, ...]) -> DutyGroup:
    return DutyGroup(
        role=role.value,
        role_key=role.key,
        rows=tuple(
            task_row(context, duty.plan, duty.section, duty.item, duty.task) for duty in duties
        ),
    )
