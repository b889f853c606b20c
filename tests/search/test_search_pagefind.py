"""What we rely on in Pagefind's program, what it is fed, and its failures."""

import gzip
import json
from pathlib import Path

import pytest
from search_samples import make_page, make_pages

from gongkai.output.searching import pagefind
from gongkai.output.searching.pagefind import index, pairs, record_words, word
from gongkai.output.searching.pieces import Piece, pieces
from gongkai.problems import ToolError


def sample(count: int) -> list[Piece]:
    return [each for page in make_pages(count) for each in pieces(page)]


def test_a_word_is_letters_only_and_different_for_every_character() -> None:
    assert word("公") == "afbgm"
    assert word("a") == "aaagb"
    assert word("𠮷") == "callh"
    assert pairs("公开") == [word("公") + word("开")]
    assert pairs("公") == []


def test_a_record_has_its_title_in_the_zone_and_every_other_character_at_the_end() -> None:
    (page,) = pieces(make_page(1, "开门。", "A", title="公开"))
    words = record_words(page, 6).split()
    title = [word("公") + word("开"), "|", word("公"), word("开")]
    assert words[:4] == title
    assert words[4:6] == ["|", "|"]
    assert words[6:] == [word("开") + word("门"), "|", "|", word("门"), word("a")]


def test_the_index_is_the_same_every_time_and_names_every_page() -> None:
    first, second = index(sample(150)), index(sample(150))
    assert first == second
    files, told = first
    names, width = str(told["names"]), int(str(told["width"]))
    assert len({names[at : at + width] for at in range(0, len(names), width)}) == 150
    assert told["zone"] == 15  # 第100号通知: 6 pairs, a bar, 7 characters, and one more
    entry = json.loads(files["pagefind-entry.json"])
    assert entry["languages"]["zh"]["page_count"] == 150
    assert entry["version"] == "1.5.2"


def test_only_what_a_search_loads_is_kept() -> None:
    files, told = index(sample(20))
    names = {
        path.rsplit("/", 1)[-1] for path in files if not path.endswith((".pf_index", ".pf_meta"))
    }
    assert names == {"pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind"}
    assert files.keys() >= {told["list"]}
    assert [path for path in files if path.endswith(".pf_meta")] == [told["list"]]


def test_small_pieces_of_index() -> None:
    """The undocumented variable that this version obeys: 4,000 postings in a file, not 20,000."""
    texts = [
        make_page(n, *(f"{chr(0x4E00 + n * 7 % 5000)}政府信息公开{n}" for _ in range(3)))
        for n in range(900)
    ]
    files, _ = index([each for text in texts for each in pieces(text)])
    parts = [gzip.decompress(data) for path, data in files.items() if path.endswith(".pf_index")]
    assert len(parts) >= 3


def test_no_pages_make_no_trouble() -> None:
    files, told = index([])
    assert told["names"] == ""
    assert "pagefind.js" in files


def test_a_pagefind_that_dies_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: broken)
    with pytest.raises(ToolError, match="Pagefind"):
        index(sample(1))


def test_a_missing_pagefind_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: tmp_path / "nothing")
    with pytest.raises(ToolError, match="Pagefind"):
        index(sample(1))
