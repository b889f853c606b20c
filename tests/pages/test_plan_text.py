"""A plan's text as blocks: every character of it, in order, with the named units linked."""

from gongkai.findings.lookup import look_up
from gongkai.model.plan import NamedUnit, Paragraph, Party, Responsibility, Task
from gongkai.model.portal import Portal
from gongkai.pages.parts import TextBlock
from gongkai.pages.plan_text import linked_annotation, plan_blocks, task_blocks
from gongkai.terms.roles import Role
from make import PLACE, make_plan, make_portal, make_task, make_unit

ANNOTATION = "（责任单位：市财政局、民政局、财政局）"


def portal_and_task() -> tuple[Portal, Task]:
    units = (
        make_unit(aliases=("财政局",)),
        make_unit(slug="minzhengju", name="市民政局", aliases=("民政局",)),
    )
    named = tuple(
        NamedUnit(unit=("shilishi", slug), printed=printed)
        for slug, printed in (
            ("caizhengju", "市财政局"),
            ("minzhengju", "民政局"),
            ("caizhengju", "财政局"),
        )
    )
    party = Party(role=Role.RESPONSIBLE, units=named)
    duty = Responsibility(annotation=ANNOTATION, parties=(party,), place=PLACE)
    text = f"一段。{ANNOTATION}。"
    return make_portal(units=units), make_task(paragraphs=("首段。", text), responsibility=duty)


def words(blocks: tuple[TextBlock, ...]) -> list[str]:
    return [
        "".join(segment.text for piece in block.pieces for segment in piece.segments)
        for block in blocks
    ]


def test_each_name_links_to_its_own_unit_in_printed_order() -> None:
    portal, task = portal_and_task()
    duty = task.responsibility
    segments = list(linked_annotation(ANNOTATION, duty.parties[0].units, look_up(portal)))
    assert "".join(segment.text for segment in segments) == ANNOTATION
    assert [(each.text, each.address) for each in segments if each.address] == [
        ("市财政局", "units/shilishi/caizhengju/"),
        ("民政局", "units/shilishi/minzhengju/"),
        ("财政局", "units/shilishi/caizhengju/"),
    ]


def test_a_task_keeps_every_character() -> None:
    portal, task = portal_and_task()
    blocks = task_blocks(make_plan(task), task, look_up(portal))
    assert words(blocks) == ["首段。", f"一段。{ANNOTATION}。"]


def test_tasks_on_one_printed_paragraph_share_a_block_and_keep_their_anchors() -> None:
    portal, first = portal_and_task()
    second = make_task(number="1.2", joined=True)
    tail = Paragraph(text="尾句。", joined=True, place=PLACE)
    plan = make_plan(first, second, tail)
    blocks = plan_blocks(plan, look_up(portal))
    assert [block.kind for block in blocks] == ["section", "item", "body", "body"]
    assert words(blocks)[-1] == f"一段。{ANNOTATION}。公开预算和决算。（牵头单位：市财政局）尾句。"
    pieces = [piece for block in blocks for piece in block.pieces if piece.number]
    assert [(piece.number, piece.anchor) for piece in pieces] == [
        ("1.1", "task-1.1"),
        ("1.1", ""),
        ("1.2", "task-1.2"),
    ]
    assert [piece.task_address for piece in pieces] == [
        "",
        "plans/shilishi-2025/1.1/",
        "plans/shilishi-2025/1.2/",
    ]
