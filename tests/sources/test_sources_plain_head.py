"""The quick way through a head gives what the YAML reader gives, places and all."""

import random

import pytest

from gongkai.sources.plain_head import read_plain_head
from gongkai.sources.yaml_format import read_yaml

KEYS = ("标题", "title", "文号2", "a_b", "甲", "标 题", "- 标题", "'甲'", "", "1")
PIECES = (
    *(
        "通知",
        "2021-07-16",
        "〔2021〕24号",
        "a",
        "1",
        " ",
        "  ",
        "\u3000",
        "\xa0",
        "\t",
        "：",
        "，",
    ),
    *(
        ":",
        ": ",
        "#",
        " #",
        "-",
        "- ",
        "?",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "[甲, 乙]",
        "[甲]",
    ),
    *(
        "'",
        '"',
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "%",
        "@",
        "`",
        "\\",
        "~",
        "null",
        "是",
        "\x85",
        "\u2028",
    ),
    *("...", "---", "<<", "=", "(", ")", "\ufeff", "\x7f", "é", "\U00020000", "\n", "\n  续"),
)


@pytest.mark.parametrize("seed", range(4))
def test_strings_of_awkward_pieces(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(1500):
        lines = [
            f"{chance.choice(KEYS)}{chance.choice((': ', ': ', ': ', ':', ':  ', '：', ' : '))}"
            + "".join(chance.choices(PIECES, k=chance.randrange(4)))
            for _ in range(chance.randrange(1, 4))
        ]
        text = "\n".join(lines) + chance.choice(("\n", "\n", "", "\n\n"))
        quick = read_plain_head("a.md", text, 2)
        if quick is not None:
            assert (quick, ()) == read_yaml("a.md", text, 2), repr(text)


def test_everyday_heads_are_read_quickly() -> None:
    text = "标题: 关于某事的通知（示例）\n成文日期: 2021-07-16\n关键词: [甲, 乙]\n来源: 网\n"
    assert read_plain_head("a.md", text, 2) == read_yaml("a.md", text, 2)[0]


STRANGE = (*range(32), *range(0x7F, 0xA1), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)


@pytest.mark.parametrize(
    "text", ["标题: 甲{}乙\n", "标题: [甲{}乙]\n", "标{}题: 甲\n", "标题: 甲{}\n"]
)
def test_strange_characters_are_left_to_the_parser(text: str) -> None:
    for code in (ord("#"), *STRANGE, *range(0xD800, 0xE000)):
        assert read_plain_head("a.md", text.format(chr(code)), 2) is None, hex(code)
