"""Style sheets: literals in tokens.css only, flat selectors, known variables, enough contrast."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from component_examples import STANDARD

SHEETS = sorted(STANDARD.rglob("*.css"))
TOKENS = STANDARD / "styles" / "tokens.css"
CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "themes" / "contrast.yaml").read_text("utf-8")
)
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|color)\(|"
    r":[^;]*\b(?:white|black|red|blue|green|gr[ae]y|silver|navy|orange|yellow)\b"
)
SIZE = re.compile(r"(?<![\w.-])\d*\.?\d+(?:px|rem|em|ex|ch|pt|cm|mm|in)\b")
SHEET = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)


def plain(sheet: Path) -> str:
    """A style sheet without comments."""
    return re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)


def selectors(css: str) -> list[str]:
    """Every selector of every rule; the conditions of @media are left out."""
    heads = re.findall(r"([^{};]+)\{", css)
    return [each.strip() for head in heads if "@" not in head for each in head.split(",")]


@SHEET
def test_literals_stand_in_tokens_only(sheet: Path) -> None:
    if sheet == TOKENS:
        return
    css = re.sub(r"@media[^{]*|@page\s*\{[^}]*\}", "", plain(sheet))
    assert not COLOUR.findall(css)
    assert not SIZE.findall(css)
    assert "--gk-raw-" not in css  # roles only


@SHEET
def test_only_what_old_browsers_know(sheet: Path) -> None:
    css = plain(sheet)
    assert not re.search(r"@layer|@import|@container|@supports|:has\(|:is\(|:where\(|url\(|&", css)
    assert "!important" not in css
    depth = deepest = 0
    for brace in re.findall(r"[{}]", css):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
    assert depth == 0
    assert deepest <= (2 if "@media" in css else 1)


@SHEET
def test_selectors(sheet: Path) -> None:
    for selector in selectors(plain(sheet)):
        assert "#" not in selector, selector
        for name in re.findall(r"\.([\w-]+)", selector):
            assert re.fullmatch(r"gk-[a-z]+(?:__[a-z]+)?(?:--[a-z]+)?", name), selector


def test_every_variable_is_defined_and_used() -> None:
    everything = "".join(map(plain, SHEETS))
    defined = set(re.findall(r"(--[\w-]+)\s*:", plain(TOKENS)))
    used = set(re.findall(r"var\((--[\w-]+)\)", everything))
    assert used - defined == set()
    assert defined - used == set()
    for sheet in SHEETS:
        if sheet != TOKENS:
            assert not re.findall(r"^\s*--[\w-]+\s*:", plain(sheet), re.M), sheet.name


def test_every_class_is_used_by_a_template_or_script() -> None:
    sources = [*STANDARD.rglob("*.html"), *STANDARD.rglob("*.js")]
    text = "".join(path.read_text("utf-8") for path in sources)
    for sheet in SHEETS:
        for name in {
            name for each in selectors(plain(sheet)) for name in re.findall(r"\.([\w-]+)", each)
        }:
            block, _, modifier = name.partition("--")
            made = (
                f"{block}--{{{{" in text
                or f"{block}--${{" in text
                or f"{block.partition('__')[0]}__${{" in text
            )
            made = made or f"{block.partition('__')[0]}__{{{{" in text
            assert re.search(rf"{name}(?![\w-])", text) or (made and (modifier or "__" in name)), (
                name
            )


def variables(css: str, variant: list[str]) -> Mapping[str, str]:
    """Values of :root and of the classes of a variant over them."""
    values: dict[str, str] = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        if selector.strip() in (":root", *variant):
            values |= dict(re.findall(r"(--[\w-]+)\s*:\s*([^;]+);", body))
    return values


def colour(name: str, values: Mapping[str, str]) -> str:
    """The #rrggbb behind a role."""
    while match := re.fullmatch(r"var\((--[\w-]+)\)", values[name]):
        name = match.group(1)
    return values[name]


def luminance(code: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("variant", CASES["variants"], ids=lambda each: "+".join(each) or "plain")
@pytest.mark.parametrize(("text", "ground"), CASES["pairs"], ids=lambda each: each[5:])
def test_contrast(text: str, ground: str, variant: list[str]) -> None:
    values = variables(plain(TOKENS), variant)
    assert contrast(colour(text, values), colour(ground, values)) >= 4.5


def test_contrast_is_reckoned_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_no_more_than_three_hues() -> None:
    names = set(re.findall(r"--gk-raw-([a-z]+)-?\d*\s*:", plain(TOKENS)))
    assert names - {"white", "black", "ink"} == {"blue", "red"}
