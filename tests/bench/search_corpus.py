"""Pages of any number for the search benchmark, made by recombining the plans' paragraphs."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from corpus import paragraphs, units

from gongkai.output.searching.segments import in_order
from gongkai.output.searching.text import Block, Filing, Name, SearchText
from gongkai.terms.fold import fold

CASES = Path(__file__).parents[1] / "cases" / "search" / "queries.yaml"
SPEED = (
    *(
        "市财政局",
        "政务公开标准化",
        "浙政办发〔2021〕28号",
        "12345",
        "公开",
        "政府信息公开 年度报告",
    ),
    *("营商环境", "税", "市"),
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Pages as given and by their numbers, names, and the queries with their true answers."""

    given: tuple[SearchText, ...]
    pages: tuple[SearchText, ...]
    names: tuple[Name, ...]
    truth: dict[str, frozenset[int]]

    @property
    def characters(self) -> int:
        """Of all blocks."""
        return sum(len(block.text) for page in self.pages for block in page.blocks)


def make_corpus(count: int) -> Corpus:
    """The same pages for the same count, on every machine."""
    given = tuple(_pages(count, random.Random(4)))
    pages = in_order(given)
    names = tuple(
        Name(spelling=page.title, label=page.title, note="", address=page.address)
        for page in pages[:2000]
    )
    blocks = [[fold(page.title), *(fold(block.text) for block in page.blocks)] for page in pages]
    queries = [q for kind in yaml.safe_load(CASES.read_text("utf-8")).values() for q in kind]
    truth = {query: _truth(blocks, query) for query in dict.fromkeys((*SPEED, *queries))}
    return Corpus(given, pages, names, truth)


def _pages(count: int, chance: random.Random) -> Iterator[SearchText]:
    """Most pages are of the size of a task: one to three paragraphs; every fiftieth is a paper."""
    for number in range(count):
        year = chance.randrange(2008, 2027)
        day = f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        size = 30 if number % 50 == 0 else chance.choice((1, 1, 2, 2, 3))
        texts = chance.sample(paragraphs(), size)
        yield SearchText(
            address=f"documents/{year}/{number}/",
            title=f"{chance.choice(paragraphs())[:24]}（第{number}号）",
            blocks=(Block(day), *map(Block, texts)),
            filing=Filing(
                kind=chance.choice(("文件", "任务")),
                year=str(year),
                region="示例省",
                units=tuple(chance.sample(units(), chance.randrange(3))),
                column=chance.choice(("通知公告", "规章", "政策解读")),
                date=day,
            ),
        )


def _truth(pages: list[list[str]], query: str) -> frozenset[int]:
    parts = [part for part in map(fold, query.split()) if part]
    return frozenset(
        number
        for number, blocks in enumerate(pages)
        if parts and all(any(part in block for block in blocks) for part in parts)
    )
