"""theme.yaml: what it may say, and mistakes with file and line."""

import pytest

from gongkai.problems import ThemeError
from gongkai.rendering.manifest import read_manifest

WHOLE = """\
title: 示例主题
parent: standard
options:
  主色:
    key: colour
    meaning: 主色
    values: {蓝: blue}
    default: 蓝
styles: [styles/tokens.css]
scripts:
  site.js: [scripts/a.js, scripts/b.js]
"""


def test_whole() -> None:
    manifest = read_manifest(WHOLE, "theme.yaml")
    assert (manifest.title, manifest.parent) == ("示例主题", "standard")
    assert manifest.styles == ("styles/tokens.css",)
    assert manifest.scripts == (("site.js", ("scripts/a.js", "scripts/b.js")),)
    assert manifest.options[0].values == (("蓝", "blue"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "theme.yaml: 是空的"),
        ("title: [", "theme.yaml:1: 不是正确的 YAML"),
        ("title: a\n\ttitle: b", "theme.yaml:2: 不是正确的 YAML"),
        ("- a", "theme.yaml:1: 这里要写“键: 值”"),
        ("parent: standard", "theme.yaml:1: 缺少「title」"),
        ("title: a\ncolour: b", "theme.yaml:2: 不认识「colour」，可以写的有：title"),
        ("title: a\ntitle: b", "theme.yaml:2: 「title」写了两次"),
        ("title: [a]", "theme.yaml:1: 这里要写一个词"),
        ("title: a\nparent: ../x", "theme.yaml:2: 主题名「../x」"),
        ("title: a\nstyles: b.css", "theme.yaml:2: 这里要写列表"),
        ("title: a\nscripts: [b.js]", "theme.yaml:2: 这里要写“键: 值”"),
        ("title: a\noptions:\n  主色: {key: c}", "theme.yaml:3: 缺少「default」"),
        ("title: a\noptions:\n  主色: {default: c}", "theme.yaml:3: 缺少「key」"),
        (
            "title: a\noptions:\n  主色: {key: c, values: {蓝: b}, default: 红}",
            "theme.yaml:3: default「红」不在 values 里",
        ),
        ("title: \x00", "theme.yaml: 不是正确的 YAML"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(ThemeError) as caught:
        read_manifest(text, "theme.yaml")
    assert caught.value.message.startswith(message)
