"""The content folder: odd files are named and harm nothing, and the order on disk is no matter."""

import os
from pathlib import Path

import pytest
from small_portal import PLAN_MD, add, loaded, write

from gongkai.problems import Weight
from gongkai.sources.load import load

DOCUMENT = "---\n标题: 示例通知\n栏目: 通知公告\n---\n正文。\n"


def test_a_right_portal_has_no_problems(tmp_path: Path) -> None:
    content = write(tmp_path)
    add(content, "plans/shilishi-2025.md", PLAN_MD)
    add(content, "documents/2025/tongzhi-1.md", DOCUMENT)
    portal, problems = loaded(content)
    assert problems == []
    assert portal is not None
    assert [plan.slug for plan in portal.plans] == ["shilishi-2025"]
    assert [document.slug for document in portal.documents] == ["2025/tongzhi-1"]
    assert [unit.members for unit in portal.units if unit.slug == "gebumen"] == [
        ("caizhengju", "jiaoyuju")
    ]


@pytest.mark.parametrize("name", ["portal.yaml", "regions.yaml", "units.yaml"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    content = write(tmp_path)
    (content / name).unlink()
    assert f"{name} missing-file" in loaded(content)[1]


def test_pipe_dead_link_loop_and_link_outside(tmp_path: Path) -> None:
    content = write(tmp_path)
    os.mkfifo(content / "pipe.md")
    (content / "dead.md").symlink_to("nowhere.md")
    (content / "self.md").symlink_to("self.md")
    (tmp_path / "secret.md").write_text("---\n标题: 密\n栏目: 通知公告\n---\n", encoding="utf-8")
    (content / "documents").mkdir()
    (content / "documents" / "secret.md").symlink_to(tmp_path / "secret.md")
    (content / "documents" / "round").symlink_to(content)
    portal, problems = loaded(content)
    assert sorted(problems) == [
        "dead.md dead-link",
        "documents/round link-loop",
        "documents/secret.md link-outside",
        "pipe.md not-a-file",
        "self.md dead-link",
    ]
    assert portal is not None
    assert portal.documents == ()


@pytest.mark.parametrize(
    "name", ["~$草稿.docx", "a.md.swp", "a.bak", "a.md~", ".a.md.swp", "#a.md#", "a.orig"]
)
def test_leftovers_are_not_read_and_noted(tmp_path: Path, name: str) -> None:
    content = write(tmp_path)
    add(content, f"documents/{name}", "x")
    _, problems = load(content, tmp_path)
    assert [(each.code, each.weight) for each in problems] == [("leftover-file", Weight.NOTE)]


def test_git_keeps_folders_in_silence(tmp_path: Path) -> None:
    content = write(tmp_path)
    add(content, "documents/.gitkeep")
    assert loaded(content)[1] == []


@pytest.mark.parametrize(
    "path", ["documents/a.docx", "documents/a.markdown", "plans/a.yml", "unit.yaml", "plan/a.md"]
)
def test_what_nothing_reads_is_told(tmp_path: Path, path: str) -> None:
    content = write(tmp_path)
    add(content, path, "x")
    assert loaded(content)[1] == [f"{path} unused-file"]


def test_an_attachment_is_used(tmp_path: Path) -> None:
    content = write(tmp_path)
    add(content, "documents/fujian.xlsx", "x")
    attached = DOCUMENT.replace(
        "栏目:", "附件:\n  - {名称: 示例附件, 文件: documents/fujian.xlsx}\n栏目:"
    )
    add(content, "documents/tongzhi.md", attached)
    assert loaded(content)[1] == []


@pytest.mark.parametrize(
    "name",
    ["通知.md", "Tongzhi.md", "a b.md", "a_b.md", "-a.md", "a-.md", "con.md", "a" * 81 + ".md"],
)
def test_names_that_are_no_addresses(tmp_path: Path, name: str) -> None:
    content = write(tmp_path)
    add(content, f"documents/{name}", DOCUMENT)
    assert [each.rpartition(" ")[2] for each in loaded(content)[1]] == ["bad-name"]


def test_no_name_is_advised_that_another_file_has(tmp_path: Path) -> None:
    content = write(tmp_path)
    for path in ("documents/a.md", "documents/a-2.md", "documents/a (副本).md", "documents/B/c.md"):
        add(content, path, DOCUMENT)
    add(content, "documents/b/d.md", DOCUMENT)
    _, problems = load(content, tmp_path)
    hints = [each.hint for each in problems if each.code == "bad-name"]
    assert hints == ["改名为 b-2", "改名为 a-3"]


@pytest.mark.parametrize("name", ["regions.yaml", "units.yaml"])
def test_what_would_follow_from_an_unreadable_register_is_not_told(
    tmp_path: Path, name: str
) -> None:
    content = write(tmp_path)
    add(content, "plans/a.md", PLAN_MD)
    add(content, name, "示例市：[\n")
    portal, problems = loaded(content)
    assert portal is None
    assert all(each.startswith(name) for each in problems)


def test_a_file_name_in_gbk_is_read_to_the_clerk(tmp_path: Path) -> None:
    content = write(tmp_path)
    folder = os.fsencode(content / "documents")
    os.mkdir(folder)  # noqa: PTH102  pathlib cannot name a file that is no UTF-8
    with open(folder + b"/" + "文件.md".encode("gbk"), "wb"):  # noqa: PTH123  likewise
        pass
    _, problems = load(content, tmp_path)
    assert [each.code for each in problems] == ["name-encoding"]
    assert "文件.md" in problems[0].message


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    content = write(tmp_path)
    add(content, "documents/a.md", "标题: 甲\n".encode("gbk"))
    add(content, "documents/b.md", "---\n标题：甲\n---\n")
    add(content, "documents/c.md", "---\n标题: 甲\n栏目: 通知\n成文日期: 2025-02-30\n---\n")
    add(content, "documents/d.md", DOCUMENT)
    portal, problems = loaded(content)
    assert problems == [
        "documents/a.md:1:1 wrong-encoding",
        "documents/b.md:2:1 yaml-wide-colon",
        "documents/c.md:3:5 unknown-column",
        "documents/c.md:4:7 bad-date",
    ]
    assert portal is not None
    assert [document.slug for document in portal.documents] == ["d"]


def test_reading_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    names = ["c", "a", "b"]
    portals = []
    for number, order in enumerate((names, names[::-1])):
        content = write(tmp_path / str(number))
        for name in order:
            add(content, f"documents/{name}.md", DOCUMENT)
        portals.append(load(content, content.parent))
    assert portals[0] == portals[1]


def test_units_that_cannot_be_told_apart(tmp_path: Path) -> None:
    content = write(tmp_path)
    add(
        content,
        "units.yaml",
        "示例市:\n"
        "  - {标识: a, 名称: 市财政局, 别名: [财政局]}\n"
        "  - {标识: b, 名称: 市财政二局, 别名: [财政局]}\n"
        "  - {标识: a, 名称: 市教育局}\n"
        "  - {标识: c, 名称: 各部门, 类别: 统称, 成员: [天文局]}\n"
        "无名市: []\n",
    )
    assert loaded(content)[1] == [
        "units.yaml:3:5 alias-shared",
        "units.yaml:4:5 given-twice",
        "units.yaml:5:35 unknown-unit",
        "units.yaml:6:1 unknown-region",
    ]
