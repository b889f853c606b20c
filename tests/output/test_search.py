"""The index: what Pagefind is fed, that its files are the same every time, and its failures."""

import gzip
import json
from pathlib import Path

import pytest

from gongkai.output import search
from gongkai.output.search import SearchText, index, spaced
from gongkai.problems import ToolError

CASES = {
    "公开": "公 开 |",
    "《政務公開》条例": "《 政 务 公 开》 条 例 |",
    "〔2021〕24 号": "〔 2 0 2 1〕 2 4␣ 号 |",
    "PPP": "p p p |",
    "ＰＰＰ": "p p p |",
    "": "|",
    " ": "|",
}


@pytest.mark.parametrize(("block", "expected"), CASES.items())
def test_spaced(block: str, expected: str) -> None:
    assert spaced(block) == expected


def texts(count: int) -> list[SearchText]:
    return [
        SearchText(
            address=f"documents/{number}/",
            title=f"第{number}号通知",
            blocks=("政府信息公开", f"正文{number}"),
        )
        for number in range(count)
    ]


def test_the_index_is_the_same_every_time_and_holds_every_page() -> None:
    first, second = dict(index(texts(150))), dict(index(texts(150)))
    assert first == second
    entry = json.loads(first["pagefind/pagefind-entry.json"])
    assert entry["languages"]["zh"]["page_count"] == 150
    fragments = [data for path, data in first.items() if path.endswith(".pf_fragment")]
    assert len(fragments) == 150
    assert any("政 府 信 息 公 开".encode() in gzip.decompress(data) for data in fragments)
    assert not any("ui" in path for path in first if path.startswith("pagefind/pagefind-"))


def test_a_pagefind_that_dies_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(search, "get_executable", lambda: broken)
    with pytest.raises(ToolError, match="Pagefind"):
        list(index(texts(1)))


def test_a_missing_pagefind_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "get_executable", lambda: tmp_path / "nothing")
    with pytest.raises(ToolError, match="Pagefind"):
        list(index(texts(1)))
