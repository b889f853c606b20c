"""Plans: tasks and numbers from the text, and what is wrong at line and column of the file."""

from pathlib import Path

import pytest
from small_portal import HEAD, PLAN_MD, add, loaded, write

from gongkai.model.plan import Paragraph, Plan, Task
from gongkai.sources.load import load
from gongkai.sources.write_markdown import plan_markdown
from gongkai.sources.write_yaml import plan_yaml

NAMES = {
    ("shilishi", "caizhengju"): "市财政局",
    ("shilishi", "jiaoyuju"): "市教育局",
    ("shilishi", "gebumen"): "各部门",
}


def plan_of(root: Path, body: str) -> Plan:
    """The plan of a Markdown body that is right."""
    content = write(root)
    add(content, "plans/shilishi-2025.md", HEAD + body)
    portal, problems = loaded(content)
    assert problems == []
    assert portal is not None
    return portal.plans[0]


def slips(root: Path, body: str) -> list[str]:
    """Problems of a body; its first line is line 6 of the file."""
    content = write(root)
    add(content, "plans/a.md", HEAD + body)
    return [each.removeprefix("plans/a.md:") for each in loaded(content)[1]]


def test_tasks_paragraphs_and_basis(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, PLAN_MD.removeprefix(HEAD))
    content = plan.sections[0].items[0].content
    assert [
        (part.number, part.paragraphs, part.joined) for part in content if isinstance(part, Task)
    ] == [
        ("1.1.1", ("公开预算。（牵头单位：市财政局、教育局）",), False),
        ("1.1.2", ("公开决算。（责任单位：各部门）",), True),
    ]
    assert [part.text for part in content if isinstance(part, Paragraph)] == ["其他事项照办。"]
    assert plan.basis == ("国办发〔2019〕54号",)


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("## 一、甲\n### （一）乙\n丙（责任单位：市财政局）\n", ["1.1"]),
        ("## 一、甲\n丙（责任单位：市财政局）\n", ["1.1"]),
        (
            "## 一、甲\n丙（责任单位：市财政局）\n### （一）乙\n丁（责任单位：市财政局）\n",
            ["1.0.1", "1.1"],
        ),
        ("## 三、甲\n### （二）乙\n丙（责任单位：市财政局）\n", ["3.2"]),
        ("## 甲\n### 乙\n丙（责任单位：市财政局）\n", ["1.1"]),
        ("## 一、甲\n### （一）乙\n段一。\n段二。\n市财政局牵头落实\n", ["1.1"]),
    ],
)
def test_numbers(tmp_path: Path, body: str, numbers: list[str]) -> None:
    assert [task.number for task in plan_of(tmp_path, body).tasks()] == numbers


def test_a_task_keeps_its_own_unit_without_brackets(tmp_path: Path) -> None:
    body = "## 一、甲\n### （一）乙\n丙。责任单位：市财政局\n丁（责任单位：市教育局）\n"
    tasks = plan_of(tmp_path, body).tasks()
    said = [(each.paragraphs, each.responsibility.parties[0].units[0].printed) for each in tasks]
    assert said == [
        (("丙。责任单位：市财政局",), "市财政局"),
        (("丁（责任单位：市教育局）",), "市教育局"),
    ]


def test_marks_of_other_dialects_are_text(tmp_path: Path) -> None:
    body = "## 一、甲\n### （一）乙\n\\# 丙 \\*\\*丁\\*\\* 综合政务\\政务公开 &#x41; 1. 戊\n"
    part = plan_of(tmp_path, body).sections[0].items[0].content[0]
    assert isinstance(part, Paragraph)
    assert part.text == "# 丙 **丁** 综合政务\\政务公开 &#x41; 1. 戊"


def test_title_and_closing(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "# 示例要点\n甲\n## 一、乙\n丙\n---\n# 附件\n丁\n")
    assert [(each.kind.value, each.text) for each in plan.preamble] == [
        ("标题", "示例要点"),
        ("正文", "甲"),
    ]
    assert [(each.kind.value, each.text) for each in plan.closing] == [
        ("标题", "附件"),
        ("正文", "丁"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## 一、甲\n丙（责任单位：市财证局）\n", ["7:8 unknown-unit"]),
        ("## 一、甲\n　　丙（责任单位：市财政局、天文局）\n", ["7:15 unknown-unit"]),
        ("## 一、甲\n丙（责任单位：天文局）丁（责任单位：天文局）\n", None),
        ("## 一、甲\n#### 乙\n丙\n", ["7:6 heading-deep"]),
        ("### （一）甲\n丙\n", ["6:5 heading-order"]),
        ("## 一、甲\n丙\n---\n## 二、乙\n", ["9:4 heading-order"]),
        ("## 一、甲\n丙\n---\n丁\n---\n", ["10:1 heading-order"]),
        ("## 一、甲\n# 乙\n丙\n", ["7:3 heading-order"]),
        ("## 一、甲\n（责任单位：市财政局）\n", ["7:1 task-empty"]),
        ("## 一、甲\n二、乙\n丙\n", ["7:1 heading-unmarked"]),
        ("## 一、甲\n（二）乙\n丙\n", ["7:1 heading-unmarked"]),
        ("## 一、甲\n请看**乙**\n", ["7:3 plan-markup"]),
        ("## 一、甲\n- 乙\n", ["7:1 plan-markup"]),
        ("## 一、甲\n|乙|丙|\n", ["7:1 plan-markup"]),
        ("## 一、甲\n见[乙](a.html)\n", ["7:2 plan-markup"]),
        ("## 一、甲\n乙<br>丙\n", ["7:2 plan-markup"]),
        ("## 一、甲\n乙丙。（责任单位：市财政局\n", ["7:4 responsibility-unread"]),
    ],
)
def test_slips_have_places(tmp_path: Path, body: str, expected: list[str] | None) -> None:
    found = slips(tmp_path, body)
    if expected is None:
        assert found == ["7:8 unknown-unit", "7:19 unknown-unit"]
    else:
        assert found == expected


def test_place_behind_a_backslash(tmp_path: Path) -> None:
    """Columns are those of the file, where the backslash stands, not those of the text."""
    line = "丙\\*丁（责任单位：天文局）"
    found = slips(tmp_path, f"## 一、甲\n{line}\n")
    assert found == [f"7:{line.index('天文局') + 1} unknown-unit"]


def test_places_of_annotations_without_brackets(tmp_path: Path) -> None:
    body = "## 一、甲\n丙。责任单位：市财司\n丙。责任单位：依法公开\n丁。——市财政局\n"
    found = [each.split(" ")[0] for each in slips(tmp_path, body)]
    assert found == ["7:8", "8:3", "9:3"]


def test_a_heading_that_ends_in_a_hash(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "## 一、甲 \\#\n丙\n")
    assert plan.sections[0].heading == "一、甲 #"
    again = plan_markdown(plan, NAMES, "示例市").partition("---\n")[2].partition("---\n")[2]
    assert plan_of(tmp_path, again).sections[0].heading == "一、甲 #"


def test_prefix_is_shared_and_nearest_is_named(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "## 一、甲\n丙（责任单位：市财政局、教育局）\n")
    units = next(plan.tasks()).responsibility.parties[0].units
    assert [(each.unit, each.printed) for each in units] == [
        (("shilishi", "caizhengju"), "市财政局"),
        (("shilishi", "jiaoyuju"), "教育局"),
    ]
    content = write(tmp_path)
    add(content, "plans/shilishi-2025.md", f"{HEAD}## 一、甲\n丙（责任单位：市财证局）\n")
    _, problems = load(content, tmp_path)
    assert "市财政局" in problems[0].hint


def test_progress_reaches_its_task(tmp_path: Path) -> None:
    head = HEAD.replace(
        "年度: 2025\n",
        '年度: 2025\n完成情况:\n  "1.1.2":\n    - {状态: 已完成, 日期: 2025-06-30}\n'
        '  "1.9":\n    - {状态: 进行中, 日期: 2025-06-30}\n',
    )
    content = write(tmp_path)
    add(content, "plans/shilishi-2025.md", PLAN_MD.replace(HEAD, head))
    assert loaded(content)[1] == ["plans/shilishi-2025.md:8:3 unknown-task"]
    add(
        content,
        "plans/shilishi-2025.md",
        PLAN_MD.replace(HEAD, head.partition('  "1.9"')[0] + "---\n"),
    )
    portal, problems = loaded(content)
    assert problems == []
    assert portal is not None
    reported = {task.number: len(task.progress) for task in portal.plans[0].tasks()}
    assert reported == {"1.1.1": 0, "1.1.2": 1}


def both(root: Path) -> tuple[Path, str]:
    """The small portal with its plan in both formats; its folder and the YAML."""
    content = write(root)
    add(content, "plans/shilishi-2025.md", PLAN_MD)
    portal, _ = loaded(content)
    assert portal is not None
    text = plan_yaml(portal.plans[0], NAMES, "示例市")
    add(content, "plans/shilishi-2025.yaml", text)
    return content, text


def test_two_formats_that_agree_are_one_plan(tmp_path: Path) -> None:
    content, _ = both(tmp_path)
    portal, problems = loaded(content)
    assert problems == []
    assert portal is not None
    assert len(portal.plans) == 1


def test_two_formats_that_differ_are_shown(tmp_path: Path) -> None:
    content, text = both(tmp_path)
    add(content, "plans/shilishi-2025.yaml", text.replace("其他事项照办", "其他事项不办"))
    _, problems = load(content, tmp_path)
    assert [each.code for each in problems] == ["formats-disagree"]
    assert any(line.startswith("-") and "照办" in line for line in problems[0].detail)
    assert any(line.startswith("+") and "不办" in line for line in problems[0].detail)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('任务: "1.1.1"', '任务: "1.1.9"'),
        ('责任: "（牵头单位：市财政局、教育局）"', '责任: "（牵头单位：市财政局）"'),
        ("角色: 牵头", "角色: 配合"),
        ("单位: 市教育局", "单位: 市财政局"),
        ("接上段: 是", "接上段: 否"),
    ],
)
def test_yaml_may_not_state_what_the_text_does_not_say(tmp_path: Path, old: str, new: str) -> None:
    content, text = both(tmp_path)
    changed = text.replace(old, new, 1)
    assert changed != text
    add(content, "plans/shilishi-2025.yaml", changed)
    assert {each.partition(" ")[2] for each in loaded(content)[1]} & {
        "stated-differs",
        "formats-disagree",
    }


def test_order_of_plans(tmp_path: Path) -> None:
    content = write(tmp_path)
    for slug, year in (("b", 2024), ("a", 2024), ("c", 2025)):
        add(content, f"plans/{slug}.md", PLAN_MD.replace("年度: 2025", f"年度: {year}"))
    portal, _ = loaded(content)
    assert portal is not None
    assert [plan.slug for plan in portal.plans] == ["c", "a", "b"]
