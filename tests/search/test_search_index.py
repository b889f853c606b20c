"""The files of both engines: the same bytes every time, however many processes make them."""

import base64
import gzip
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from search_samples import make_pages
from test_search_packing import read_varints

from gongkai.model.portal import SearchEngine, SearchSettings
from gongkai.output.searching.index import FOLDER, file_name, index
from gongkai.output.searching.text import Filing, Name, SearchText
from gongkai.terms.fold import traditional_table

NAME = Name(
    spelling="数管中心", label="市数管中心", note="示例市", address="units/a/b/", initials="sgzx"
)


def files_of(
    texts: list[SearchText], engine: SearchEngine, cache: Path | None = None, offline: bool = False
) -> dict[str, bytes]:
    """Every file by its path below the folder of the index; each path is written once."""
    settings = SearchSettings(engine=engine, offline=offline)
    made = [
        (path.removeprefix(FOLDER), data) for path, data in index(texts, [NAME], settings, cache)
    ]
    assert len(dict(made)) == len(made)
    return dict(made)


def unpacked(data: bytes) -> object:
    return json.loads(gzip.decompress(data))


@pytest.mark.parametrize("engine", list(SearchEngine))
def test_same_bytes_with_and_without_cache(engine: SearchEngine, tmp_path: Path) -> None:
    texts = make_pages(600)
    plain = files_of(texts, engine)
    assert files_of(texts, engine, tmp_path) == plain
    assert files_of(texts, engine, tmp_path) == plain


def test_same_bytes_from_many_processes() -> None:
    texts = make_pages(1200)
    settings = SearchSettings(engine=SearchEngine.BIGRAM)
    with ProcessPoolExecutor(2) as executor:
        spread = dict(index(texts, [NAME], settings, None, executor))
    assert spread == dict(index(texts, [NAME], settings))


def test_one_changed_page_changes_few_files() -> None:
    texts = make_pages(1200)
    before = files_of(texts, SearchEngine.BIGRAM)
    texts[600] = replace(texts[600], title="换了标题")
    after = files_of(texts, SearchEngine.BIGRAM)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert sum(path.startswith("texts/") for path in changed) == 1
    assert "filing.pack" not in changed


def test_an_offline_index_is_the_same_in_scripts() -> None:
    plain = files_of(make_pages(50), SearchEngine.BIGRAM)
    scripts = files_of(make_pages(50), SearchEngine.BIGRAM, offline=True)
    assert {path.replace(".pack", ".js") for path in plain} == scripts.keys()
    for path, data in plain.items():
        words = scripts[path.replace(".pack", ".js")].decode().split('"')
        assert words[1] == path.removesuffix(".pack")
        assert base64.b64decode(words[3]) == data


def test_facets_point_at_their_values() -> None:
    texts = make_pages(3)
    texts[1] = replace(texts[1], filing=Filing(kind="任务", units=("甲", "乙"), date="2019-01-02"))
    filing = unpacked(files_of(texts, SearchEngine.BIGRAM)["filing.pack"])
    assert isinstance(filing, dict)
    assert filing["kind"] == {"values": ["文件", "任务"], "of": [[0], [1], [0]]}
    assert filing["units"] == {"values": ["甲", "乙"], "of": [[], [0, 1], []]}


def test_the_table_of_the_fold_comes_back() -> None:
    data = gzip.decompress(files_of(make_pages(1), SearchEngine.BIGRAM)["fold.pack"])
    count, *steps = read_varints(data)
    table, simple, other = {}, 0, 0
    for up, step in zip(steps[:count], steps[count:], strict=True):
        simple += up
        other += step // 2 if step % 2 == 0 else -(step + 1) // 2
        table[chr(other)] = chr(simple)
    assert table == traditional_table()


def test_shards_are_named_by_their_first_term() -> None:
    files = files_of(make_pages(50), SearchEngine.BIGRAM)
    meta = unpacked(files["meta.pack"])
    assert isinstance(meta, dict)
    for term in meta["shards"]:
        assert f"terms/{file_name(term)}.pack" in files
    assert meta["pages"] == 50
    assert "pagefind" not in meta
