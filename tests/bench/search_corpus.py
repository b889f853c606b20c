"""Pages of any number for the search benchmark, made by recombining the plans' paragraphs."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import yaml
from corpus import paragraphs, units
from pypinyin.phrases_dict import phrases_dict

from gongkai.output.searching.pieces import pieces
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
    """Pages as given and in their order, names, and the queries with their true answers.

    numbers: of each page in order, the number that the browser knows it by.
    """

    given: tuple[SearchText, ...]
    pages: tuple[SearchText, ...]
    numbers: tuple[int, ...]
    names: tuple[Name, ...]
    truth: dict[str, frozenset[int]]

    @property
    def characters(self) -> int:
        """Of all blocks."""
        return sum(len(block.text) for page in self.pages for block in page.blocks)


def make_corpus(count: int, *, long: bool = False) -> Corpus:
    """The same pages for the same count, on every machine.

    long: with papers, too, of 5,000 characters (every eleventh) and 50,000 (every hundredth).
    """
    given = tuple(_pages(count, random.Random(4), long))
    pages = in_order(given)
    names = tuple(
        Name(spelling=page.title, label=page.title, note="", address=page.address)
        for page in pages[:2000]
    )
    blocks = [[fold(page.title), *(fold(block.text) for block in page.blocks)] for page in pages]
    queries = [q for kind in yaml.safe_load(CASES.read_text("utf-8")).values() for q in kind]
    truth = {query: _truth(blocks, query) for query in dict.fromkeys((*SPEED, *queries))}
    numbers = tuple(accumulate((len(pieces(page)) for page in pages), initial=0))
    return Corpus(given, pages, numbers[: len(pages)], names, truth)


def _pages(count: int, chance: random.Random, long: bool) -> Iterator[SearchText]:
    """Most pages are of the size of a task: one to three paragraphs; every fiftieth is a paper."""
    for number in range(count):
        year = chance.randrange(2008, 2027)
        day = f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        size = 30 if number % 50 == 0 else chance.choice((1, 1, 2, 2, 3))
        texts = chance.sample(paragraphs(), size)
        if long and number % 11 == 5:
            texts = list(_paper(5_000, chance))
        if long and number % 100 == 50:
            texts = list(_paper(50_000, chance))
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


def _paper(characters: int, chance: random.Random) -> Iterator[str]:
    """Paragraphs, most of words by chance: the plans alone would fill every paper alike."""
    words, weights = _words()
    while characters > 0:
        if chance.randrange(4):
            clauses = ["".join(chance.choices(words, cum_weights=weights, k=6)) for _ in range(9)]
            paragraph = "，".join(clauses) + "。"
        else:
            paragraph = chance.choice(paragraphs())
        characters -= len(paragraph)
        yield paragraph


@cache
def _words() -> tuple[list[str], list[float]]:
    """Words of a dictionary, and how often they are met: as in languages, 1/n, added up."""
    words = [word for word in phrases_dict if len(word) < 5]
    random.Random(5).shuffle(words)
    return words, list(accumulate(1 / n for n in range(1, len(words) + 1)))


def _truth(pages: list[list[str]], query: str) -> frozenset[int]:
    parts = [part for part in map(fold, query.split()) if part]
    return frozenset(
        number
        for number, blocks in enumerate(pages)
        if parts and all(any(part in block for block in blocks) for part in parts)
    )
