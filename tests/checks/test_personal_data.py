"""Personal data: the check digit as a law, and time that grows with the text and no faster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portal_cases import portal_of

from gongkai.checks.catalogue import check_content
from gongkai.checks.personal_data import is_card_number, is_identity_number

BIRTHS = st.dates().filter(lambda day: 1850 <= day.year < 2100)
PREFIXES = st.from_regex(r"[1-9][0-9]{5}", fullmatch=True)
SERIALS = st.from_regex(r"[0-9]{3}", fullmatch=True)


@given(PREFIXES, BIRTHS, SERIALS)
def test_exactly_one_check_digit_is_right(prefix: str, birth: object, serial: str) -> None:
    body = f"{prefix}{str(birth).replace('-', '')}{serial}"
    assert len(body) == 17
    assert sum(is_identity_number(body + last) for last in "0123456789X") == 1


@given(st.from_regex(r"[0-9]{15,18}", fullmatch=True))
def test_exactly_one_last_digit_makes_a_card(body: str) -> None:
    assert sum(is_card_number(body + last) for last in "0123456789") == 1


@pytest.mark.parametrize("piece", ["1", "1 ", "13", "138 ", "a.", "秘密 ", "卡号1", "9" * 17 + "X"])
def test_hostile_texts_end(piece: str) -> None:
    """A quadratic search would take hours for these; nothing is measured but that it ends."""
    portal_text = f"statement: {piece * 50_000!r}"
    assert isinstance(check_content(portal_of(portal_text)), tuple)
