"""Document numbers: canonical form, and where a text cites them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_cases import read_cases, read_seed, shown

from gongkai.terms.number import DocumentNumber, canonical_number, find_numbers, parse_number


def test_canonical_form_of_every_spelling_and_of_other_text() -> None:
    texts = ("示政发〔2026〕3号", "示政发[2026]第03号", "内部一号", "")
    canonical = ["示政发〔2026〕3号", "示政发〔2026〕3号", "内部一号", ""]
    assert [canonical_number(text) for text in texts] == canonical


@given(
    st.sampled_from(["示政发", "公告", "国税公告", "根据示政发", "示政發", "落实", "示"]),
    st.sampled_from(["〔2026〕", "〔1948〕", "〔2100〕", "[2026]", "〔２０２６〕"]),
    st.sampled_from(["3号", "03号", "0号", "第3号", "3號", "３号", "3", "3号楼"]),
)
def test_the_canonical_form_is_that_of_the_number(agency: str, year: str, serial: str) -> None:
    text = agency + year + serial
    number = parse_number(text)
    assert canonical_number(text) == (number.canonical if number else text)


@pytest.mark.parametrize("case", read_cases("numbers"), ids=shown)
def test_finds(case: dict[str, str | list[list[str]]]) -> None:
    text = str(case["原文"])
    found = find_numbers(text)
    assert [[each.number.canonical, each.printed] for each in found] == [
        [each[0], each[-1]] for each in case["找到"]
    ]
    assert all(text[each.start : each.end] == each.printed for each in found)


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("yiwu-2018", ""),  # all three are damaged
        (
            "genhe-2019",
            "呼政办发〔2018〕55号 根政办发〔2018〕43号 根政办发〔2018〕25号 国办函〔2018〕71号",
        ),
        ("yiwu-2021", "义政办发〔2021〕24号 浙政办发〔2021〕28号 金政办发〔2021〕51号"),
        ("zhejiang-2020", "国办发〔2019〕54号 国办发〔2019〕54号 国办公开办函〔2019〕61号"),
        ("weifang-2017", ""),
    ],
)
def test_numbers_of_the_seeds(slug: str, expected: str) -> None:
    found = [each.number.canonical for line in read_seed(slug) for each in find_numbers(line)]
    assert found == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "义政办发[2021]24 号",
        "义政办发﹝2021﹞０24号",
        " 义政办发（2021）第24号 ",
        "义政办发【２０２１】24号",
    ],
)
def test_one_number_in_many_spellings(text: str) -> None:
    number = parse_number(text)
    assert number == DocumentNumber("义政办发", 2021, 24)
    assert str(number) == "义政办发〔2021〕24号"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "号",
        "义政办发",
        "〔2021〕24号",
        "《义政办发〔2021〕24号",
        "根据义政办发〔2021〕24号",
        "义政办发〔2021〕24号文件",
    ],
)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


AGENCIES = st.builds(
    "{}{}".format,
    st.sampled_from(
        ["义政办", "浙政", "国办", "和政", "同政办", "财", "市委办", "国办公开办", "交规划"]
    ),
    st.sampled_from(["发", "函", "字"]),
).filter(lambda agency: len(agency) > 1)
NUMBERS = st.one_of(
    st.builds(DocumentNumber, AGENCIES, st.integers(1949, 2099), st.integers(1, 9999)),
    st.builds(
        DocumentNumber, st.sampled_from(["国务院令", "教育部令"]), st.none(), st.integers(1, 999)
    ),
    st.builds(DocumentNumber, st.just("税务总局公告"), st.integers(1990, 2050), st.integers(1, 99)),
)


@given(NUMBERS)
def test_canonical_form_is_read_back(number: DocumentNumber) -> None:
    assert parse_number(number.canonical) == number


@given(st.lists(NUMBERS, max_size=4), st.sampled_from(["、", "和《示例》（", "根据", "落实 "]))
def test_every_cited_number_is_found(numbers: list[DocumentNumber], glue: str) -> None:
    text = "".join(f"{glue}{number.canonical}" for number in numbers)
    assert [each.number for each in find_numbers(text)] == numbers


@given(st.text(alphabet="国办发令公告〔〕[]（）()0129号號第年 根据", max_size=30))
def test_any_text_is_told_in_order(text: str) -> None:
    end = 0
    for each in find_numbers(text):
        assert end <= each.start < each.end
        assert text[each.start : each.end] == each.printed
        assert parse_number(each.number.canonical) == each.number
        end = each.end


@given(
    st.text(st.sampled_from("义政办发财国务院令公告中华人民共和乾辦發根据和一〇印"), max_size=22),
    st.integers(1940, 2110).map(str) | st.just("２０２１"),
    st.integers(0, 999).map(str) | st.sampled_from(["007", "００7", "12３"]),
)
def test_everyday_numbers_are_read_like_those_in_a_text(
    agency: str, year: str, serial: str
) -> None:
    printed = f"{agency}〔{year}〕{serial}号"
    found = find_numbers(printed, any_ending=True)
    whole = found[0].number if found and found[0].printed == printed else None
    assert parse_number(printed) == whole
    assert parse_number(f" {printed}　") == whole
