"""Names: spellings of a document number share a key; every answer lies in the file of its key."""

import gzip
import json

import pytest

from gongkai.output.searching.names import initials_file, name_files, place, spelling_key
from gongkai.output.searching.text import Name

SAME = [
    [
        "国办发〔2019〕54号",
        "国办发[2019]54 号",
        "国办发 2019 54号",
        "國辦發（2019）第54號",
        "国办发201954",
    ],
    ["市财政局", "市 財政局", "“市财政局”"],
    ["义政办发〔2021〕24号", "义政办发〔2021〕24号文", "义政办发〔２０２１〕24号文件"],
]


@pytest.mark.parametrize("spellings", SAME)
def test_one_key_for_all_spellings(spellings: list[str]) -> None:
    assert len(set(map(spelling_key, spellings))) == 1


def test_other_names_have_other_keys() -> None:
    keys = {
        spelling_key(each)
        for each in ("国办发〔2019〕54号", "国办发〔2019〕5号", "市财政局", "第一号")
    }
    assert len(keys) == 4


def make_name(number: int) -> Name:
    return Name(
        spelling=f"单位{number}", label=f"市单位{number}", note="示例市", address=f"u/{number}/"
    )


def test_every_answer_lies_where_the_browser_looks() -> None:
    names = [make_name(number) for number in range(500)]
    files = [json.loads(gzip.decompress(data)) for data in name_files(names)]
    assert len(files) == 8
    for name in names:
        key = spelling_key(name.spelling)
        assert files[place(key, len(files))][key] == [[name.label, name.note, name.address]]


def test_one_name_of_two_units_has_both_answers_each_once() -> None:
    same = Name(spelling="财政局", label="市财政局", note="义乌市", address="units/yiwu/")
    other = Name(spelling="财政局", label="市财政局", note="根河市", address="units/genhe/")
    (data,) = name_files([same, other, same])
    assert json.loads(gzip.decompress(data)) == {
        "财政局": [["市财政局", "义乌市", "units/yiwu/"], ["市财政局", "根河市", "units/genhe/"]]
    }


def test_without_names_there_is_an_empty_file() -> None:
    (data,) = name_files([])
    assert json.loads(gzip.decompress(data)) == {}
    assert json.loads(gzip.decompress(initials_file([make_name(1)]))) == []


def test_initials_lead_to_a_page_once_with_those_of_all_its_names() -> None:
    names = [
        Name(spelling=each, label="市财政局", note="义乌市", address="units/a/", initials=read)
        for each, read in (("财政局", "czj"), ("市财政局", "sczj"), ("市才政局", "sczj"))
    ]
    other = Name(spelling="财政局", label="财政局", note="根河市", address="u/b/", initials="czj")
    assert json.loads(gzip.decompress(initials_file([*names, other]))) == [
        ["czj sczj", "市财政局", "义乌市", "units/a/"],
        ["czj", "财政局", "根河市", "u/b/"],
    ]
