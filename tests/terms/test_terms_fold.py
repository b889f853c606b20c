"""The search fold: laws over all characters, and spellings that readers take for the same."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from term_cases import read_cases

from gongkai.terms.fold import fold, simplify, traditional_table


@pytest.mark.parametrize("spellings", read_cases("folds"), ids=str)
def test_same_spellings(spellings: list[str]) -> None:
    assert len({fold(each) for each in spellings}) == 1


def test_different_lines_stay_different() -> None:
    lines = read_cases("folds")
    assert len({fold(spellings[0]) for spellings in lines}) == len(lines)


def test_every_character_folds_once_and_for_all() -> None:
    for code in range(sys.maxunicode + 1):
        folded = fold(chr(code))
        assert fold(folded) == folded
        assert all(unicodedata.category(character)[0] in "LN" for character in folded)


@given(st.text(), st.text())
def test_fold_of_a_whole_is_the_whole_of_folds(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)
    assert fold(fold(left)) == fold(left)


@given(st.text(alphabet=st.sampled_from(sorted(traditional_table())), max_size=20))
def test_script_does_not_matter(text: str) -> None:
    assert fold(simplify(text)) == fold(text)
    assert len(simplify(text)) == len(text)
    assert simplify(simplify(text)) == simplify(text)


def test_table_is_that_of_opencc() -> None:
    convert = OpenCC("t2s").convert
    table = traditional_table()
    assert len(table) > 4000
    assert all(len(each) == 1 for pair in table.items() for each in pair)
    assert not table.keys() & table.values()
    for traditional in "麵製裏複號發辦務開屬機關責單區縣":
        assert table[traditional] == convert(traditional)
