"""What is searched is all that the papers say, filed right, and every anchor is on its page."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from search_sites import reference_texts

from building import ROOT
from gongkai.model.record import Validity
from gongkai.output.searching.text import Block, SearchText
from gongkai.pages import address
from gongkai.rendering.filing import Filings, names
from gongkai.rendering.texts import prose_blocks
from gongkai.sources.load import load
from gongkai.terms.initials import initials
from make import make_column, make_document, make_plan, make_portal, make_record, make_unit


@pytest.fixture(scope="module")
def texts() -> Mapping[str, SearchText]:
    return {text.address: text for text in reference_texts()}


def test_every_line_of_every_plan_can_be_found(texts: Mapping[str, SearchText]) -> None:
    portal, _ = load(ROOT / "content", ROOT)
    assert portal is not None
    for plan in portal.plans:
        blocks = [block.text for block in texts[address.plan(plan)].blocks]
        assert not [line for line in plan.paragraphs() if not any(line in b for b in blocks)]
        for task in plan.tasks():
            page = texts[address.task(plan, task.number)]
            assert [block.text for block in page.blocks][: len(task.paragraphs)] == list(
                task.paragraphs
            )


def test_every_anchor_is_on_its_page(texts: Mapping[str, SearchText], real_site: Path) -> None:
    for text in texts.values():
        html = (real_site / text.address / "index.html").read_text("utf-8")
        ids = set(re.findall(r'\bid="([^"]+)"', html))
        anchors = {anchor for block in text.blocks for _, anchor in block.anchors}
        assert anchors <= ids
        for block in text.blocks:
            offsets = [offset for offset, _ in block.anchors]
            assert offsets == sorted(set(offsets))
            assert all(offset < len(block.text) for offset in offsets)


def test_most_of_a_plan_has_an_anchor(texts: Mapping[str, SearchText]) -> None:
    blocks = texts["plans/yiwu-2021/"].blocks
    assert sum(bool(block.anchors) for block in blocks) > len(blocks) / 2
    (block,) = [block for block in blocks if "依法履行决策事项" in block.text]
    assert block.anchors == ((0, "task-1.1"),)


def test_blocks_of_markdown() -> None:
    source = (
        "## 一、总则\n\n正文**强调**[链接](x)\n\n- 甲\n- 乙\n\n| 丙 | 丁 |\n|---|---|\n| 1 | 2 |\n"
    )
    blocks = prose_blocks(source)
    assert [block.text for block in blocks] == [
        "一、总则",
        "正文强调链接",
        "甲",
        "乙",
        "丙",
        "丁",
        "1",
        "2",
    ]
    assert len({block.anchors for block in blocks}) == 1
    assert blocks[0].anchors[0][1].startswith("h-")
    assert prose_blocks("没有标题") == (Block("没有标题"),)


def test_filing_of_every_kind() -> None:
    record = make_record(number="示政发〔2025〕1号", validity=Validity.REPEALED)
    document = make_document(record=record, region="shilishi", units=(("shilishi", "caizhengju"),))
    portal = make_portal(documents=(document,), columns=(make_column(),))
    filings = Filings(portal)
    paper = filings.of(address.document(document))
    assert (paper.kind, paper.column, paper.number) == ("文件", "通知公告", "示政发〔2025〕1号")
    assert (paper.region, paper.validity) == ("示例市", "已废止")
    assert paper.units == ("市财政局（示例市）",)
    task = filings.of(address.task(make_plan(), "1.1"))
    assert (task.kind, task.year, task.date) == ("任务", "2025", "2025")
    assert task.units == ("市财政局（示例市）",)
    assert filings.of(address.unit(make_unit())).kind == "责任单位"


def test_every_spelling_of_a_unit_and_every_number_is_a_name() -> None:
    unit = make_unit(aliases=("财政局",), former_names=("市财税局",))
    document = make_document(record=make_record(title="通知", number="示政发〔2025〕1号"))
    found = names(make_portal(units=(unit,), documents=(document,)))
    spellings = {name.spelling: name.address for name in found}
    for spelling in ("市财政局", "示例市财政局", "财政局", "市财税局"):
        assert spellings[spelling] == address.unit(unit)
    for spelling in ("通知", "示政发〔2025〕1号"):
        assert spellings[spelling] == address.document(document)
    assert all(name.initials for name in found)
    assert {name.initials for name in found if name.spelling == "财政局"} == {initials("财政局")}


def test_a_number_is_a_name_as_written_and_in_its_canonical_form() -> None:
    record = make_record(title="通知", number="示政发[2026]第03号")
    found = names(make_portal(documents=(make_document(record=record),)))
    spellings = [each.spelling for each in found if each.note.startswith("文件")]
    assert spellings == ["通知", "示政发[2026]第03号", "示政发〔2026〕3号"]
