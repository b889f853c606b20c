"""YAML to nodes: every slip named at its place, every value as written, no input too deep."""

import subprocess
import sys
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from reader_cases import cases, short, words
from yaml.reader import ReaderError

from gongkai.sources.decode import hidden_characters
from gongkai.sources.node import Mapping, Scalar
from gongkai.sources.yaml_format import DEPTH_LIMIT, read_yaml


@pytest.mark.parametrize("case", cases("yaml"), ids=lambda case: str(case["name"]))
def test_slips(case: dict[str, Any]) -> None:
    _, problems = read_yaml("a.yaml", case["text"])
    assert short(problems) == case["problems"]
    assert case.get("says", "") in words(problems)


@pytest.mark.parametrize("case", cases("yaml"), ids=lambda case: str(case["name"]))
def test_every_message_is_chinese_and_mends(case: dict[str, Any]) -> None:
    _, problems = read_yaml("a.yaml", case["text"])
    for problem in problems:
        for said in (problem.message, problem.hint):
            assert any("\u4e00" <= char <= "\u9fff" for char in said)


@pytest.mark.parametrize("case", cases("values"), ids=lambda case: str(case["written"]))
def test_values_are_read_as_written(case: dict[str, str]) -> None:
    node, problems = read_yaml("a.yaml", f"键: {case['written']}\n")
    assert problems == ()
    assert isinstance(node, Mapping)
    value = node.entries[0][1]
    assert isinstance(value, Scalar)
    assert value.text.rstrip("\n") == case["read"]


def test_lines_are_counted_in_the_whole_file() -> None:
    _, problems = read_yaml("a.md", "甲: 1\n甲: 2\n", first_line=2)
    assert short(problems) == ["3:1 yaml-duplicate-key"]
    assert "第 2 行" in problems[0].message


@pytest.mark.parametrize("depth", [1, DEPTH_LIMIT, DEPTH_LIMIT + 1])
def test_depth_limit_is_exact(depth: int) -> None:
    node, problems = read_yaml("a.yaml", "[" * depth + "]" * depth)
    assert (node is None) == (depth > DEPTH_LIMIT)
    assert [problem.code for problem in problems] == ["yaml-depth"] * (depth > DEPTH_LIMIT)


# Openers of a hundred thousand levels; the first kills PyYAML's C composer.
DEEP = ["[", "{a: ", "- ", "? ", "a: [", "[{"]


@pytest.mark.parametrize("opener", DEEP)
def test_no_depth_kills_the_process(opener: str) -> None:
    """A crash would be a signal, so the reading happens in a process of its own."""
    script = (
        "from gongkai.sources.yaml_format import read_yaml\n"
        f"node, problems = read_yaml('a.yaml', {opener!r} * 100_000)\n"
        "print(node, *(problem.code for problem in problems))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout in ("None yaml-depth\n", "None yaml-syntax\n")


def test_an_alias_bomb_is_one_problem() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    _, problems = read_yaml("a.yaml", "\n".join(rows))
    assert short(problems) == ["1:5 yaml-alias"]


def test_places_of_block_texts_are_those_of_their_lines() -> None:
    node, _ = read_yaml("a.yaml", "a:\n  正文: |-\n    甲乙\n    丙丁\n")
    assert isinstance(node, Mapping)
    inner = node.entries[0][1]
    assert isinstance(inner, Mapping)
    text = inner.entries[0][1]
    assert isinstance(text, Scalar)
    assert str(text.place) == "a.yaml:3:5"
    assert str(text.place_at(text.text.index("丁"))) == "a.yaml:4:6"


@given(st.text())
def test_no_text_raises(text: str) -> None:
    """Whatever the decoder lets through is read or refused, with a place in the text."""
    if all(char in "\n\t" or char.isprintable() for char in text):
        node, problems = read_yaml("a.yaml", text)
        assert node is not None or problems or not text.strip() or _only_comments(text)
        lines = text.count("\n") + 1
        assert all(1 <= problem.place.line <= lines for problem in problems)


def _only_comments(text: str) -> bool:
    return yaml.safe_load(text) is None


@given(
    st.dictionaries(st.text("甲乙abc12", min_size=1), st.text("甲乙 :#-'\"\\[]{}0,~", max_size=9))
)
def test_reads_what_pyyaml_writes(content: dict[str, str]) -> None:
    """An outside writer, quoting always: our reader takes every text back."""
    text = yaml.safe_dump(
        content, allow_unicode=True, default_style='"', width=10**6, sort_keys=False
    )
    node, problems = read_yaml("a.yaml", text)
    assert problems == ()
    assert isinstance(node, Mapping)
    assert {key.text: value.text for key, value in node.entries if isinstance(value, Scalar)} == (
        content
    )


def test_what_ends_the_reading_of_yaml_is_told_as_hidden() -> None:
    """No character may end the reading without a word: all that YAML refuses are noted before."""

    def is_refused(text: str) -> bool:
        try:
            list(yaml.parse(f"标题: {text}", Loader=yaml.CSafeLoader))
        except ReaderError:
            return True
        except yaml.YAMLError:
            pass
        return False

    blocks = [
        range(start, start + 64) for start in (*range(0, 0xD800, 64), *range(0xE000, 0x11000, 64))
    ]
    refused = [
        chr(code)
        for block in blocks
        if is_refused("".join(map(chr, block)))
        for code in block
        if is_refused(chr(code))
    ]
    assert "\x0b" in refused
    for character in refused:
        text = f"标题: 甲{character}乙\n"
        assert hidden_characters("a.yaml", text)
        assert read_yaml("a.yaml", text) == (None, ())
