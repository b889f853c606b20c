"""Valid model objects with defaults, for tests that care about one of their fields."""

from dataclasses import replace
from typing import Any

from gongkai.model.document import Document
from gongkai.model.plan import Content, Item, NamedUnit, Party, Plan, Responsibility, Section, Task
from gongkai.model.portal import Column, ColumnKind, Portal
from gongkai.model.record import Record
from gongkai.model.redirect import Redirect
from gongkai.model.region import Level, Region
from gongkai.model.unit import Unit, UnitKind
from gongkai.problems import Place
from gongkai.terms.roles import Role

PLACE = Place("content/example.yaml", 1, 1)


def make_redirect(**fields: Any) -> Redirect:
    """A withdrawn address."""
    return replace(Redirect(old="/plans/gone/", gone="重复公开", place=PLACE), **fields)


def make_record(**fields: Any) -> Record:
    """A record with nothing but a title."""
    return replace(Record(title="示例市2025年政务公开工作要点", place=PLACE), **fields)


def make_region(**fields: Any) -> Region:
    """示例市."""
    return replace(Region(slug="shilishi", name="示例市", level=Level.CITY, place=PLACE), **fields)


def make_unit(**fields: Any) -> Unit:
    """示例市财政局."""
    unit = Unit(
        region="shilishi",
        slug="caizhengju",
        name="市财政局",
        kind=UnitKind.OFFICE,
        full_name="示例市财政局",
        place=PLACE,
    )
    return replace(unit, **fields)


def make_party(role: Role = Role.LEAD, *names: str) -> Party:
    """A party of 示例市财政局, or of units whose slugs are their names."""
    units = tuple(NamedUnit(unit=("shilishi", name), printed=name) for name in names)
    known = (NamedUnit(unit=("shilishi", "caizhengju"), printed="市财政局"),)
    return Party(role=role, units=units or known)


def make_task(**fields: Any) -> Task:
    """Task 1.1, led by 示例市财政局."""
    annotation = "（牵头单位：市财政局）"
    task = Task(
        number="1.1",
        paragraphs=(f"公开预算和决算。{annotation}",),
        responsibility=Responsibility(annotation=annotation, parties=(make_party(),), place=PLACE),
        place=PLACE,
    )
    return replace(task, **fields)


def make_plan(*tasks: Content, **fields: Any) -> Plan:
    """A plan of one section and one item that holds the tasks (one, when none is given)."""
    item = Item(
        number="1", heading="（一）推进财政信息公开", content=tasks or (make_task(),), place=PLACE
    )
    section = Section(number="1", heading="一、加强信息公开", items=(item,), place=PLACE)
    plan = Plan(
        slug="shilishi-2025",
        record=make_record(),
        region="shilishi",
        year=2025,
        sections=(section,),
        place=PLACE,
    )
    return replace(plan, **fields)


def make_document(**fields: Any) -> Document:
    """A document of one sentence in the column tongzhi."""
    document = Document(
        slug="2025/tongzhi",
        record=make_record(title="示例市关于公开示例的通知"),
        column="tongzhi",
        body="示例正文。\n",
        body_line=5,
    )
    return replace(document, **fields)


def make_column(**fields: Any) -> Column:
    """A column of documents."""
    column = Column(key="tongzhi", name="通知公告", kind=ColumnKind.DOCUMENTS, place=PLACE)
    return replace(column, **fields)


def make_portal(**fields: Any) -> Portal:
    """A portal of 示例市 with one region, one unit, one column and one plan."""
    portal = Portal(
        site_name="示例市政府信息公开示例平台",
        columns=(make_column(),),
        regions=(make_region(),),
        units=(make_unit(),),
        plans=(make_plan(),),
        place=PLACE,
    )
    return replace(portal, **fields)
