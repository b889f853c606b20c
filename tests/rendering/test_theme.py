"""Themes: found in layers, joined in order, fingerprinted, with options; all mistakes are named."""

import re
from pathlib import Path

import pytest

from gongkai.problems import ThemeError
from gongkai.rendering.theme import Theme, load_theme, without_comments


def write(project: Path, path: str, text: str) -> None:
    """Write a file of the portal's own themes."""
    file = project / "themes" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def sheet(theme: Theme) -> str:
    """The joined style sheet."""
    return next(asset.content for asset in theme.loaded if asset.name == "site.css").decode()


def test_standard_theme() -> None:
    theme = load_theme("standard", None)
    addresses = [address for address, _ in theme.assets()]
    assert [each for each in addresses if re.fullmatch(r"assets/site\.[0-9a-f]{10}\.css", each)]
    assert [
        each
        for each in addresses
        if re.fullmatch(r"assets/search-pagefind\.[0-9a-f]{10}\.js", each)
    ]
    css = sheet(theme)
    assert css.index("--gk-raw-white:") < css.index(".gk-frame {") < css.index(".gk-tasks {")
    assert css.index(".gk-tasks {") < css.index("@media print")
    assert load_theme("standard", None) == theme


def test_a_portal_replaces_one_component_by_one_file(tmp_path: Path) -> None:
    path = "components/notice/notice.html"
    write(
        tmp_path,
        f"standard/{path}",
        "{# Ours. #}{% macro notice(label, text) %}我们的{% endmacro %}",
    )
    shipped, own = load_theme("standard", None), load_theme("standard", tmp_path)
    changed = [
        ours.path
        for ours, theirs in zip(own.templates, shipped.templates, strict=True)
        if ours != theirs
    ]
    assert changed == [path]
    assert own.assets() == shipped.assets()
    assert own.digest != shipped.digest


def test_a_portal_adds_a_style_sheet(tmp_path: Path) -> None:
    write(tmp_path, "standard/styles/own/ours.css", ".gk-header { color: red; }")
    shipped, own = load_theme("standard", None), load_theme("standard", tmp_path)
    assert sheet(own) == sheet(shipped) + "\n.gk-header { color: red; }\n"
    assert own.digest != shipped.digest


def test_scripts_are_joined_in_order(tmp_path: Path) -> None:
    write(tmp_path, "bare/theme.yaml", "title: 空\nscripts: {all.js: [scripts/b.js, scripts/*]}\n")
    write(tmp_path, "bare/scripts/a.js", "a();\n")
    write(tmp_path, "bare/scripts/b.js", "b();")
    theme = load_theme("bare", tmp_path)
    script = next(asset for asset in theme.loaded if asset.name == "all.js")
    assert script.content == b"b();\n\na();\n"
    assert re.fullmatch(r"assets/all\.[0-9a-f]{10}\.js", script.address)


def test_a_theme_builds_on_its_parent(tmp_path: Path) -> None:
    write(tmp_path, "county/theme.yaml", "title: 县主题\nparent: standard\n")
    write(tmp_path, "county/pages/home.html", "{# Ours. #}县")
    theme = load_theme("county", tmp_path)
    assert theme.title == "县主题"
    home = next(each for each in theme.templates if each.path == "pages/home.html")
    assert home.origin == "themes/county/pages/home.html"
    assert theme.options({"主色": "红"})["colour"] == "red"


def test_what_is_no_theme_file_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "standard/notes.txt", "x")
    write(tmp_path, "standard/pages/.home.html.swp", "x")
    write(tmp_path, "standard/drafts/home.html", "x")
    assert load_theme("standard", tmp_path).digest == load_theme("standard", None).digest


@pytest.mark.parametrize(
    ("files", "name", "message"),
    [
        ({}, "nosuch", "找不到主题「nosuch」"),
        ({}, "../standard", "主题名「../standard」不对"),
        ({"bare/pages/home.html": "x"}, "bare", "主题「bare」没有 theme.yaml"),
        (
            {"a/theme.yaml": "title: a\nparent: b", "b/theme.yaml": "title: b\nparent: a"},
            "a",
            "主题互为上级：a → b → a",
        ),
        ({"a/theme.yaml": "title: a\nparent: b"}, "a", "找不到主题「b」"),
        (
            {"a/theme.yaml": "title: a\nstyles: [styles/x.css]"},
            "a",
            "themes/a/theme.yaml: 列出的 styles/x.css 不存在",
        ),
    ],
)
def test_mistakes(files: dict[str, str], name: str, message: str, tmp_path: Path) -> None:
    for path, text in files.items():
        write(tmp_path, path, text)
    with pytest.raises(ThemeError) as caught:
        load_theme(name, tmp_path)
    assert caught.value.message == message


def test_text_must_be_utf8(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "standard" / "styles" / "own"
    folder.mkdir(parents=True)
    (folder / "a.css").write_bytes("/* a */\n/* 公开 */".encode("gb18030"))
    with pytest.raises(ThemeError, match=r"themes/standard/styles/own/a\.css:2: 不是 UTF-8"):
        load_theme("standard", tmp_path)


def test_options() -> None:
    theme = load_theme("standard", None)
    assert theme.options({}) == {"colour": "blue", "face": "song", "emblem": ""}
    assert theme.options({"标识图片": "a.svg"})["emblem"] == "a.svg"
    with pytest.raises(ThemeError, match="主题选项里没有「颜色」"):
        theme.options({"颜色": "红"})
    with pytest.raises(ThemeError, match="主题选项「主色」不能写「绿」"):
        theme.options({"主色": "绿"})


COMMENTED = """// It's a comment
const one = `
  // in a template
`; // after code, it's kept
  // `another
/* It's a
// block */ const two = "//";
// "third
//
const three = /["/]/; // a quote of its own
    // last
"""
DELIVERED = """const one = `
  // in a template
`; // after code, it's kept
/* It's a
// block */ const two = "//";
const three = /["/]/; // a quote of its own
"""


def test_lines_of_comment_are_left_out_of_scripts_and_strings_are_not_touched() -> None:
    assert without_comments(COMMENTED) == DELIVERED


def test_scripts_of_the_theme_only_lose_lines_of_comment() -> None:
    theme = load_theme("standard", None)
    for name, content in ((each.name, each.content.decode()) for each in theme.loaded):
        if name.endswith(".js"):
            assert not re.search(r"^\s*//", content, re.M)
