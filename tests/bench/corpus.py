"""A portal of any size for the benchmark: documents of the invented 示例省, in real words.

Bodies recombine the paragraphs of the reference portal's five plans; heads, units and columns are
invented. The same count gives the same bytes on every machine.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

PLANS = Path(__file__).parents[2] / "content" / "plans"
YEARS = range(2008, 2027)
GENRES = ("通知", "意见", "公告", "函", "批复", "决定")
SUBJECTS = ("综合政务", "财政", "教育", "卫生", "农业", "交通", "城乡建设", "市场监管", "生态环境")
VALIDITIES = ("有效",) * 7 + ("已修改", "已废止", "已失效")
UNIT_WORDS = (
    *("办公厅", "发展改革委", "教育厅", "科技厅", "公安厅", "民政厅", "司法厅", "财政厅"),
    *("人力社保厅", "自然资源厅", "生态环境厅", "建设厅", "交通运输厅", "水利厅", "农业农村厅"),
    *("商务厅", "文化旅游厅", "卫生健康委", "应急管理厅", "审计厅", "国资委", "市场监管局"),
    *("统计局", "医保局", "体育局", "林业局"),
)
COLUMNS = (
    ("guizhang", "规章", "", ""),
    ("guifan", "行政规范性文件", "", ""),
    ("tongzhi", "通知公告", "", ""),
    ("jiedu", "政策解读", "", ""),
    ("renshi", "人事信息", "", ""),
    ("guihua", "规划信息", "", ""),
    ("caizheng", "财政信息", "", ""),
    ("minsheng", "民生实事", "", ""),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One document before it is written in a generator's own form. units: names, day: written."""

    slug: str
    title: str
    number: str
    index: str
    issuer: str
    day: date
    published: str
    column: str
    subject: str
    genre: str
    validity: str
    units: tuple[str, ...]
    keywords: tuple[str, ...]
    body: str


@cache
def paragraphs() -> tuple[str, ...]:
    """Printed lines of the five plans that are long enough to be paragraphs."""
    lines = (
        line.strip()
        for path in sorted(PLANS.glob("*.md"))
        for line in path.read_text("utf-8").split("\n---\n", 1)[1].split("\n")
    )
    return tuple(dict.fromkeys(line for line in lines if len(line) > 25 and line[0] not in "#|-"))


def units() -> tuple[str, ...]:
    """Names of the units of 示例省."""
    return tuple(f"省{word}" for word in UNIT_WORDS)


def papers(count: int, seed: int = 20260101) -> Iterator[Paper]:
    """The documents, in no particular order of days."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        yield _paper(number, chance)


def _paper(number: int, chance: random.Random) -> Paper:
    day = date(chance.choice(YEARS), 1, 1) + timedelta(days=chance.randrange(365))
    unit = chance.choice(units())
    words = [part for part in chance.choice(paragraphs()).split("，") if 4 < len(part) < 24]
    subject = chance.choice(words or ["政务公开工作"]).strip("。；：（）“”")
    genre = chance.choice(GENRES)
    return Paper(
        slug=f"{day.year}/d{number}",
        title=f"示例省关于{subject}的{genre}（第{number}号）",
        number=f"示政发〔{day.year}〕{number}号",
        index=f"SL{day.year}-{number:06d}",
        issuer=f"示例{unit}",
        day=day,
        published=f"{day + timedelta(days=3)} {chance.randrange(8, 18):02d}:30",
        column=chance.choice(COLUMNS)[0],
        subject=chance.choice(SUBJECTS),
        genre=genre,
        validity=chance.choice(VALIDITIES),
        units=tuple(dict.fromkeys((unit, *chance.sample(units(), chance.randrange(3))))),
        keywords=tuple(chance.sample(SUBJECTS, 3)),
        body="\n\n".join(_blocks(chance)) + "\n",
    )


def _blocks(chance: random.Random) -> Iterator[str]:
    for part in range(chance.randrange(2, 6)):
        if chance.random() < 0.8:
            yield f"## {'一二三四五六'[part]}、{chance.choice(paragraphs())[:12]}"
        for _ in range(chance.randrange(1, 4)):
            yield _paragraph(chance)
    if chance.random() < 0.3:
        yield "\n".join(f"- {chance.choice(paragraphs())[:40]}" for _ in range(5))
    if chance.random() < 0.26:
        rows = [f"| {n} | {chance.choice(units())} | {chance.choice(SUBJECTS)} |" for n in range(6)]
        yield "\n".join(["| 序号 | 责任单位 | 事项 |", "| --- | --- | --- |", *rows])


def _paragraph(chance: random.Random) -> str:
    text = chance.choice(paragraphs())
    sort = chance.random()
    if sort < 0.1:
        return f"**{text[:10]}**{text[10:]}"
    if sort < 0.15:
        return f"{text}详见[示例省政府网站](https://www.shili.example/{chance.randrange(99)})。"
    return text


def write_portal(folder: Path, count: int) -> None:
    """Write the portal in gongkai's form into an empty folder."""
    content = folder / "content"
    for paper in papers(count):
        file = content / "documents" / f"{paper.slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(gongkai_text(paper), "utf-8")
    (content / "regions.yaml").write_text(
        "- 标识: shili\n  名称: 示例省\n  层级: 省级\n", encoding="utf-8"
    )
    rows = "".join(f"  - 标识: u{n}\n    名称: {name}\n" for n, name in enumerate(units(), 1))
    (content / "units.yaml").write_text(f"示例省:\n{rows}", encoding="utf-8")
    (content / "portal.yaml").write_text(portal_text(), encoding="utf-8")


def gongkai_text(paper: Paper) -> str:
    """A document with its head of sixteen keys."""
    name = next(name for key, name, *_ in COLUMNS if key == paper.column)
    return (
        f"---\n标题: {paper.title}\n栏目: {name}\n地区: 示例省\n发文机关: {paper.issuer}\n"
        f"发文字号: {paper.number}\n索引号: {paper.index}\n成文日期: {paper.day}\n"
        f"发布日期: {paper.published}\n主题分类: {paper.subject}\n体裁: {paper.genre}\n"
        f"有效性: {paper.validity}\n来源: {paper.issuer}\n"
        f"关键词: [{', '.join(paper.keywords)}]\n责任单位: [{', '.join(paper.units)}]\n---\n\n"
        f"{paper.body}"
    )


def portal_text() -> str:
    """portal.yaml: eight columns of documents below one, and the index columns."""
    below = "".join(
        f"      - 标识: {key}\n        名称: {name}\n        类型: 文件\n        说明: {name}。\n"
        for key, name, *_ in COLUMNS
    )
    index = "".join(
        f"  - 标识: {key}\n    名称: {name}\n    类型: {name}\n    说明: 按{name}查阅。\n"
        for key, name in (("years", "年度"), ("units", "责任单位"), ("search", "检索"))
    )
    return (
        "网站名称: 示例省政府信息公开\n网址: https://www.shili.example/\n简介: 虚构的示例门户。\n"
        "声明: 本站是测试用的虚构门户。\n首页说明: 这里是示例省的虚构文件。\n栏目:\n"
        "  - 标识: fagui\n    名称: 政策文件\n    类型: 文件\n    说明: 全部政策文件。\n"
        f"    下级:\n{below}"
        f"{index}"
    )


def write_hugo(folder: Path, count: int) -> None:
    """Write the same documents in Hugo's form into a folder that has its theme."""
    content = folder / "content"
    for paper in papers(count):
        file = content / "documents" / f"{paper.slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(hugo_text(paper), "utf-8")
    for key, name, *_ in COLUMNS:
        _hugo_title(content / "columns" / key, name)
    for number, name in enumerate(units(), 1):
        _hugo_title(content / "units" / f"u{number}", name)
    for year in YEARS:
        _hugo_title(content / "years" / str(year), f"{year}年")
    _hugo_title(content / "documents", "全部文件")


def _hugo_title(folder: Path, title: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_index.md").write_text(f"---\ntitle: {title}\n---\n", "utf-8")


def hugo_text(paper: Paper) -> str:
    """A document with the same facts under keys that Hugo knows."""
    name = next(name for key, name, *_ in COLUMNS if key == paper.column)
    places = {unit: f"u{number}" for number, unit in enumerate(units(), 1)}
    concerned = ", ".join(places[unit] for unit in paper.units)
    return (
        f"---\ntitle: {paper.title}\ndate: {paper.published.replace(' ', 'T')}:00+08:00\n"
        f"columns: [{paper.column}]\ncolumnname: {name}\nyears: ['{paper.day.year}']\n"
        f"units: [{concerned}]\nregion: 示例省\nissuer: {paper.issuer}\n"
        f"number: {paper.number}\nindexnumber: {paper.index}\nwritten: '{paper.day}'\n"
        f"released: '{paper.published}'\nsubject: {paper.subject}\ngenre: {paper.genre}\n"
        f"validity: {paper.validity}\nkeywords: [{', '.join(paper.keywords)}]\n---\n\n"
        f"{paper.body}"
    )


if __name__ == "__main__":
    write_portal(Path(sys.argv[1]), int(sys.argv[2]))
