"""Pinyin initials: 政务公开 is typed as zwgk by those who know the words but not their signs."""

from gongkai.terms.fold import fold


def initials(text: str) -> str:
    """First letters of the syllables of a text; letters and digits of it as folded, no signs.

    A character with several readings is read as its word asks: 银行 yh, 行政 xz.
    """
    from pypinyin import Style, lazy_pinyin  # takes 0.1 s and 30 MB to load

    read = lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default")
    return fold("".join(read))
