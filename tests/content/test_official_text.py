"""The five plans say what their sources say, character by character, but for recorded repairs."""

from collections.abc import Sequence
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from plans_at_hand import PLANS, ROOT, plan_of

from gongkai.model.plan import Plan
from gongkai.model.record import Correction

SEEDS = ROOT / "tests/cases/seeds"
TO_SIMPLIFIED = OpenCC("t2s")


def squeeze(text: str) -> str:
    """The text without white space of any kind."""
    return "".join(text.split())


@cache
def simplified(character: str) -> str:
    """One character in simplified script, by a converter that is not ours."""
    return str(TO_SIMPLIFIED.convert(character))


def fold(text: str) -> str:
    """The text without white space, every character by itself in simplified script."""
    return "".join(simplified(character) for character in squeeze(text))


def source_text(seed: str, surroundings: Sequence[dict[str, str | int]], copies: int) -> str:
    """A seed less its surroundings, without white space; of equal copies the first.

    Raises ValueError when a surrounding stands there oftener or rarer than said, or copies differ.
    """
    for entry in surroundings:
        words, times = str(entry["文字"]), entry["次数"]
        if seed.count(words) != times:
            raise ValueError(f"{words!r}: {seed.count(words)} times, not {times}")
        seed = seed.replace(words, "")
    text = squeeze(seed)
    length = len(text) // copies
    if text != text[:length] * copies:
        raise ValueError(f"not {copies} equal copies")
    return text[:length]


def undone(paragraphs: Sequence[str], corrections: Sequence[Correction]) -> str | None:
    """The text with every repair undone; None when a mended reading does not stand there once."""
    text = squeeze("".join(paragraphs))
    for correction in corrections:
        mended = squeeze(correction.mended)
        if not mended or text.count(mended) != 1:
            return None
        text = text.replace(mended, squeeze(correction.found))
    return text


def agrees(paragraphs: Sequence[str], corrections: Sequence[Correction], source: str) -> bool:
    """Tell whether a paper, its repairs undone, is the source's text."""
    text = undone(paragraphs, corrections)
    return text is not None and fold(text) == fold(source)


@cache
def source_of(slug: str) -> str:
    described = yaml.safe_load((SEEDS / "surroundings.yaml").read_text(encoding="utf-8"))[slug]
    seed = (SEEDS / f"{slug}.txt").read_text(encoding="utf-8")
    return source_text(seed, described["内容"], described["份数"])


def paper_of(plan: Plan) -> tuple[str, ...]:
    return tuple(plan.paragraphs())


@pytest.mark.parametrize("slug", PLANS)
def test_plan_is_its_source(slug: str) -> None:
    plan = plan_of(slug)
    text = undone(paper_of(plan), plan.record.corrections)
    assert text is not None, "a mended reading does not stand in the text exactly once"
    ours, theirs = fold(text), fold(source_of(slug))
    same = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), None)
    assert same is None, f"{ours[same - 10 : same + 10]} / {theirs[same - 10 : same + 10]}"
    assert len(ours) == len(theirs)


@pytest.mark.parametrize("slug", PLANS)
@given(data=st.data())
def test_any_single_change_is_seen(slug: str, data: st.DataObject) -> None:
    """GIVEN a paper THEN another, a further or a missing character at any place is noticed."""
    plan = plan_of(slug)
    paper = list(paper_of(plan))
    row = data.draw(st.integers(0, len(paper) - 1))
    line = paper[row]
    place = data.draw(st.integers(0, len(line) - 1).filter(lambda i: not line[i].isspace()))
    words = data.draw(st.sampled_from(["", "囧", line[place] + "囧"]))
    paper[row] = line[:place] + words + line[place + 1 :]
    assert not agrees(paper, plan.record.corrections, source_of(slug))


@pytest.mark.parametrize("slug", PLANS)
def test_a_damaged_reading_stands_once_in_its_source(slug: str) -> None:
    source = source_of(slug)
    for correction in plan_of(slug).record.corrections:
        assert source.count(squeeze(correction.found)) == 1, correction


def test_a_surrounding_must_stand_as_often_as_said() -> None:
    with pytest.raises(ValueError, match="2 times, not 1"):
        source_text("打印 正文 打印", [{"文字": "打印", "次数": 1}], 1)


def test_copies_must_be_equal() -> None:
    assert source_text("正 文\n正文", [], 2) == "正文"
    with pytest.raises(ValueError, match="not 2 equal copies"):
        source_text("正文正又", [], 2)


@pytest.mark.parametrize("slug", PLANS)
def test_no_traditional_character_is_left(slug: str) -> None:
    text = "".join(paper_of(plan_of(slug)))
    assert [character for character in text if simplified(character) != character] == []
