"""With and without memory, alone or spread, after whatever was done to it: the same site."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from building import SITES, site_files
from gongkai.build import Options, build
from gongkai.problems import ContentRefused, GongkaiError
from gongkai.project import Project

CONTENT = SITES / "shilishi" / "content"
OPTIONS = Options(search=False)
ROUNDS = 12
Change = Callable[[Path, random.Random], object]


def portal(folder: Path) -> Project:
    """A copy of the portal of 示例市."""
    shutil.copytree(CONTENT, folder / "content")
    return Project(folder)


def made(project: Project) -> dict[str, bytes] | str:
    """The site after a build and what was told of it, or why there was none."""
    try:
        told = build(project, OPTIONS).problems
    except ContentRefused as refused:
        return "\n".join(map(str, refused.problems))
    except GongkaiError as error:
        return error.message
    return site_files(project.site) | {"(told)": "\n".join(map(str, told)).encode()}


def made_anew(project: Project, folder: Path) -> dict[str, bytes] | str:
    """The same of the same content by a build that remembers nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in ("content", "themes"):
        if (project.root / name).exists():
            shutil.copytree(project.root / name, folder / name, symlinks=True)
    return made(Project(folder))


def documents(folder: Path) -> list[Path]:
    """Files of documents."""
    return sorted((folder / "content" / "documents").rglob("*.md"))


def edit_body(folder: Path, chance: random.Random) -> None:
    file = chance.choice(documents(folder))
    file.write_text(file.read_text("utf-8") + f"\n## 补充{chance.random()}\n\n又一段。\n", "utf-8")


def edit_text(folder: Path, chance: random.Random) -> None:
    words = chance.choice(
        ("又一段。", "联系人的手机：13812345678。", "[见这里](../../plans/)", "缺" * 4000)
    )
    file = chance.choice(documents(folder))
    file.write_text(f"{file.read_text('utf-8')}\n{words}\n", "utf-8")


def edit_title(folder: Path, chance: random.Random) -> None:
    file = chance.choice(documents(folder))
    text = file.read_text("utf-8")
    file.write_text(text.replace("标题: ", f"标题: 改{chance.randrange(99)}", 1), "utf-8")


def edit_day(folder: Path, chance: random.Random) -> None:
    file = chance.choice(documents(folder))
    lines = file.read_text("utf-8").split("\n")
    day = f"{chance.randrange(2019, 2026)}-0{chance.randrange(1, 9)}-11"
    lines = [f"成文日期: {day}" if line.startswith("成文日期") else line for line in lines]
    file.write_text("\n".join(lines), "utf-8")


def rename(folder: Path, chance: random.Random) -> None:
    file = chance.choice(documents(folder))
    file.rename(file.with_name(f"gai-{chance.randrange(10**6)}.md"))


def delete(folder: Path, chance: random.Random) -> None:
    if len(documents(folder)) > 5:
        chance.choice(documents(folder)).unlink()


def copy(folder: Path, chance: random.Random) -> None:
    file = chance.choice(documents(folder))
    shutil.copy(file, file.with_name(f"fu-{chance.randrange(10**6)}.md"))


def break_one(folder: Path, chance: random.Random) -> None:
    """A mistake, or, when there is one, its mending."""
    broken = folder / "content" / "documents" / "huai.md"
    if broken.exists():
        broken.unlink()
    else:
        broken.write_text("---\n栏目: 没有这个栏目\n---\n正文\n", "utf-8")


def edit_portal(folder: Path, chance: random.Random) -> None:
    file = folder / "content" / "portal.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("网站名称: ", f"网站名称: {chance.randrange(9)}", 1), "utf-8")


def edit_units(folder: Path, chance: random.Random) -> None:
    file = folder / "content" / "units.yaml"
    file.write_text(file.read_text("utf-8").replace("名称: 市", "名称: 新市", 1), "utf-8")


def edit_plan(folder: Path, chance: random.Random) -> None:
    file = folder / "content" / "plans" / "shilishi-2025.md"
    file.write_text(file.read_text("utf-8") + f"\n补充{chance.randrange(99)}。\n", "utf-8")


def edit_theme(folder: Path, chance: random.Random) -> None:
    file = folder / "themes" / "standard" / "components" / "notice" / "notice.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    words = f"<p>{chance.randrange(9)}{{{{ label }}}}{{{{ text }}}}</p>"
    file.write_text(
        f"{{#- Own. -#}}\n{{% macro notice(label, text) %}}{words}{{% endmacro %}}\n", "utf-8"
    )


def edit_attachment(folder: Path, chance: random.Random) -> None:
    (folder / "content" / "files" / "dengjibiao.txt").write_text(f"{chance.random()}\n", "utf-8")


def touch(folder: Path, chance: random.Random) -> None:
    os.utime(chance.choice(documents(folder)), (chance.randrange(10**9), chance.randrange(10**9)))


def lose_page(folder: Path, chance: random.Random) -> None:
    pages = sorted((folder / "site").rglob("*.html"))
    if pages:
        chance.choice(pages).unlink()


def spoil_page(folder: Path, chance: random.Random) -> None:
    pages = sorted((folder / "site").rglob("*.html"))
    if pages:
        chance.choice(pages).write_text("spoilt", "utf-8")


def damage_memory(folder: Path, chance: random.Random) -> None:
    files = [file for file in sorted((folder / ".gongkai").iterdir()) if file.is_file()]
    if files:
        file = chance.choice(files)
        data = bytearray(file.read_bytes())
        if data and chance.random() < 0.7:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.5 else data)


def lose_memory(folder: Path, chance: random.Random) -> None:
    files = [file for file in sorted((folder / ".gongkai").iterdir()) if file.is_file()]
    for file in chance.sample(files, chance.randrange(len(files) + 1)):
        file.unlink()


CHANGES: tuple[Change, ...] = (
    *(
        edit_body,
        edit_text,
        edit_title,
        edit_day,
        rename,
        delete,
        copy,
        break_one,
        edit_portal,
        edit_units,
    ),
    *(edit_plan, edit_theme, edit_attachment, touch, lose_page, spoil_page, damage_memory),
    lose_memory,
)


@pytest.mark.parametrize("seed", range(4))
def test_any_change_gives_what_a_clean_build_gives(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    project = portal(tmp_path / "portal")
    made(project)
    before: dict[str, bytes] = {}
    for _ in range(ROUNDS):
        changes = chance.sample(CHANGES, chance.randrange(1, 3))
        for change in changes:
            change(project.root, chance)
        now, clean = made(project), made_anew(project, tmp_path / "clean")
        names = [change.__name__ for change in changes]
        if isinstance(clean, str) or isinstance(now, str):
            assert now == clean, names
            continue
        assert [n for n in now.keys() | clean.keys() if now.get(n) != clean.get(n)] == [], names
        before = now
    assert before


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    project = portal(tmp_path)
    build(project, OPTIONS)
    moments = {path: path.stat().st_mtime_ns for path in project.site.rglob("*")}
    report = build(project, OPTIONS)
    assert (report.written, report.removed) == (0, 0)
    assert moments == {path: path.stat().st_mtime_ns for path in project.site.rglob("*")}


def test_a_change_is_seen_that_leaves_size_and_time_as_they_were(tmp_path: Path) -> None:
    project = portal(tmp_path / "portal")
    build(project, OPTIONS)
    file = documents(project.root)[0]
    left, text = file.stat(), file.read_text("utf-8")
    with file.open("r+", encoding="utf-8") as opened:
        opened.write(text.replace("办法", "方法"))
    os.utime(file, ns=(left.st_atime_ns, left.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_ino) == (left.st_size, left.st_ino)
    build(project, OPTIONS)
    assert made(project) == made_anew(project, tmp_path / "clean")
    assert any("方法".encode() in data for data in site_files(project.site).values())


def test_only_its_page_is_made_when_only_a_text_changed(tmp_path: Path) -> None:
    project = portal(tmp_path / "portal")
    build(project, OPTIONS)
    file = documents(project.root)[0]
    file.write_text(file.read_text("utf-8") + "\n又一段。\n", "utf-8")
    report = build(project, OPTIONS)
    assert report.written == 1
    assert "生成其他网页" not in dict(report.timings)
    file.write_text(file.read_text("utf-8") + "\n联系人的手机：13812345678。\n", "utf-8")
    report = build(project, OPTIONS)
    assert "mobile-number" in {problem.code for problem in report.problems}
    assert "生成其他网页" in dict(report.timings)
    assert made(project) == made_anew(project, tmp_path / "clean")


def test_problems_are_told_again_when_nothing_changed(tmp_path: Path) -> None:
    project = portal(tmp_path)
    first, second = build(project, OPTIONS), build(project, OPTIONS)
    assert first.problems
    assert second.problems == first.problems
    assert (second.pages, second.files) == (first.pages, first.files)


BOOKS = [f"{name}{part}" for name in ("papers", "pages", "links", "texts") for part in ("", "-new")]


def damage_by(kind: str, file: Path) -> None:
    data = file.read_bytes()
    if kind == "gone":
        file.unlink()
    else:
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if kind == "changed" else data[:-1])


@pytest.mark.parametrize("name", [*BOOKS, "seal"])
@pytest.mark.parametrize("kind", ["gone", "changed", "short"])
def test_a_damaged_memory_hides_nothing(kind: str, name: str, tmp_path: Path) -> None:
    project = portal(tmp_path / "portal")
    links = "\n[一](https://www.example.cn/) [二](../../plans/)\n"
    file = documents(project.root)[0]
    file.write_text(file.read_text("utf-8") + links, "utf-8")
    build(project, OPTIONS)
    damage_by(kind, project.cache / name)
    file.write_text(
        file.read_text("utf-8").replace("标题: ", "标题: 改", 1) + "\n## 又一节\n", "utf-8"
    )
    report = build(project, OPTIONS)
    clean = Project(tmp_path / "clean")
    shutil.copytree(project.content, clean.content)
    assert build(clean, OPTIONS).problems == report.problems
    assert site_files(clean.site) == site_files(project.site)
