"""The files of both engines: the same bytes every time, however many processes make them."""

import base64
import gzip
import json
import random
from bisect import bisect_right
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from search_samples import make_page, make_pages
from test_search_packing import read_varints
from test_search_shards import read_shard

from gongkai.model.portal import SearchEngine, SearchSettings
from gongkai.output.headers import is_hashed
from gongkai.output.searching.folder import FOLDER
from gongkai.output.searching.index import index
from gongkai.output.searching.means import Means
from gongkai.output.searching.packing import DIGEST, per_digest
from gongkai.output.searching.terms import browser_order
from gongkai.output.searching.text import Block, Filing, Name, SearchText
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
        (path.removeprefix(FOLDER), data)
        for path, data in index(texts, [NAME], settings, Means(cache=cache))
        if data is not None
    ]
    assert len(dict(made)) == len(made)
    return dict(made)


def unpacked(data: bytes) -> object:
    return json.loads(gzip.decompress(data))


def meta_of(files: dict[str, bytes]) -> dict[str, Any]:
    meta = unpacked(files["meta.pack"])
    assert isinstance(meta, dict)
    return meta


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
        spread = dict(index(texts, [NAME], settings, Means(executor=executor)))
    assert spread == dict(index(texts, [NAME], settings, Means()))


def test_what_lies_there_is_not_made_again() -> None:
    words = ["".join(chr(0x4E00 + n * k % 5000) for k in range(1, 40)) for n in range(600)]
    texts = [make_page(n, word) for n, word in enumerate(words)]
    settings = SearchSettings(engine=SearchEngine.BIGRAM)
    before = dict(index(texts, [NAME], settings, Means()))
    texts[300] = make_page(300, f"改{words[300]}")
    plain = dict(index(texts, [NAME], settings, Means()))
    quick = dict(index(texts, [NAME], settings, Means(lies=before.__contains__)))
    assert list(quick) == list(plain)
    lying = {path for path, data in quick.items() if data is None}
    assert len(lying) > 5
    assert lying <= before.keys()
    assert {path: data or before[path] for path, data in quick.items()} == plain


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_changes_the_files_are_those_of_a_clean_build(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    texts = make_pages(700)
    settings = SearchSettings(engine=SearchEngine.BIGRAM)
    lying: dict[str, bytes] = {}
    for _ in range(5):
        digests = {text.address: sha256(repr(text).encode()).hexdigest() for text in texts}
        means = Means(cache=tmp_path, lies=lying.__contains__, digests=digests)
        made = {
            path: lying[path] if data is None else data
            for path, data in index(texts, [NAME], settings, means)
        }
        assert made == dict(index(texts, [NAME], settings, Means()))
        lying = made
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(texts))
            texts[at] = chance.choice(
                (
                    replace(texts[at], title=f"改{chance.randrange(99)}政务"),
                    replace(texts[at], filing=Filing(kind="任务", date="2019-03-04")),
                    replace(texts[at], blocks=(*texts[at].blocks, Block("又一段公开"))),
                    make_page(9000 + chance.randrange(999)),
                )
            )
        chance.shuffle(texts)


def test_one_changed_page_changes_few_files() -> None:
    texts = make_pages(1200)
    before = files_of(texts, SearchEngine.BIGRAM)
    texts[600] = replace(texts[600], title="换了标题")
    after = files_of(texts, SearchEngine.BIGRAM)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert 2 <= sum(path.startswith("texts/") for path in changed) <= 32
    assert len([path for path in before if path.startswith("texts/")]) > 150
    assert not [path for path in changed if path.startswith(("filing/", "names/", "initials/"))]


def test_names_never_tell_other_bytes() -> None:
    texts = make_pages(600)
    before = files_of(texts, SearchEngine.BIGRAM)
    texts[300] = replace(texts[300], title="换了标题")
    after = files_of(texts, SearchEngine.BIGRAM)
    assert before.keys() != after.keys()
    assert {path for path in before.keys() & after.keys() if before[path] != after[path]} == {
        "meta.pack"
    }
    changing = {path for path in after if not is_hashed(FOLDER + path)}
    assert changing == {"meta.pack", "fold.pack"}


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
    files = files_of(texts, SearchEngine.BIGRAM)
    filing = unpacked(files[f"filing/{meta_of(files)['filing']}.pack"])
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


def test_meta_leads_to_every_file() -> None:
    files = files_of(make_pages(500), SearchEngine.BIGRAM)
    meta = meta_of(files)
    assert meta["pages"] == 500
    assert "pagefind" not in meta
    texts = zip(digests(meta["texts"]), meta["groups"], meta["shared"], strict=True)
    known = {f"texts/{name}/{at // shared}" for name, pages, shared in texts for at in range(pages)}
    assert sum(meta["groups"]) == 500
    terms = zip(digests(meta["terms"]), meta["shards"], strict=True)
    known |= {f"terms/{group}/{at}" for group, count in terms for at in range(count)}
    shared = meta["nameFiles"] // len(digests(meta["names"]))
    known |= {f"names/{group}/{at}" for group in digests(meta["names"]) for at in range(shared)}
    known |= {f"filing/{meta['filing']}", f"initials/{meta['initials']}", "fold", "meta"}
    known |= {path.removesuffix(".pack") for path in files if path.startswith("places/")}
    assert {path.removesuffix(".pack") for path in files} == known


@pytest.mark.parametrize("count", [20, 600])
def test_words_between_groups_of_shards_lead_to_every_term(count: int) -> None:
    words = ["".join(chr(0x4E00 + n * k % 5000) for k in range(1, 40)) for n in range(count)]
    files = files_of([make_page(n, word) for n, word in enumerate(words)], SearchEngine.BIGRAM)
    meta = meta_of(files)
    firsts = [browser_order(first) for first in meta["firsts"]]
    assert firsts == sorted(set(firsts))
    for place, (name, count) in enumerate(zip(digests(meta["terms"]), meta["shards"], strict=True)):
        for at in range(count):
            terms = read_shard(gzip.decompress(files[f"terms/{name}/{at}.pack"]))
            assert {bisect_right(firsts, browser_order(term)) - 1 for term in terms} == {place}
            assert {ord(term[-1]) % count for term in terms} == {at}


def test_a_great_portal_has_few_digests() -> None:
    for count in (1, 512, 513, 5000, 100_000):
        shared = per_digest(count)
        assert count / shared <= 512
        assert shared == 1 or count / shared > 128
        assert shared & (shared - 1) == 0


def digests(joined: str) -> list[str]:
    return [joined[at : at + DIGEST] for at in range(0, len(joined), DIGEST)]


def test_shards_lead_to_places_in_files_of_their_own() -> None:
    files = files_of(make_pages(3000), SearchEngine.BIGRAM)
    shards = [gzip.decompress(data) for path, data in files.items() if path.startswith("terms/")]
    far = {
        places.decode()
        for data in shards
        for _, places, is_far in read_shard(data).values()
        if is_far
    }
    assert far
    assert {f"places/{name}.pack" for name in far} == {
        path for path in files if path.startswith("places/")
    }
