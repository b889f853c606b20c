"""content/redirects.yaml: what is read, and what is wrong with it."""

from pathlib import Path

import pytest

from gongkai.sources.redirects import load_redirects


def load(tmp_path: Path, text: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Redirects as (old, new, gone), problems as (code, place)."""
    (tmp_path / "content").mkdir(exist_ok=True)
    (tmp_path / "content" / "redirects.yaml").write_text(text, "utf-8")
    redirects, problems = load_redirects(tmp_path / "content", tmp_path)
    return (
        [(each.old, each.new, each.gone) for each in redirects],
        [(problem.code, str(problem.place)) for problem in problems],
    )


def test_read(tmp_path: Path) -> None:
    text = """- 旧地址: /plans/yiwu-2020/
  新地址: /plans/yiwu-2021/
- 旧地址: /old.html
  新地址: https://www.gov.cn/zhengce/
- 旧地址: /plans/x/
  已撤销: 重复发布，以义乌市 2021 年要点为准
"""
    redirects, problems = load(tmp_path, text)
    assert redirects == [
        ("/plans/yiwu-2020/", "/plans/yiwu-2021/", ""),
        ("/old.html", "https://www.gov.cn/zhengce/", ""),
        ("/plans/x/", "", "重复发布，以义乌市 2021 年要点为准"),
    ]
    assert problems == []


def test_no_file_is_no_redirects(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert load_redirects(tmp_path / "content", tmp_path) == ((), ())


F = "content/redirects.yaml"
WRONG = {
    "not a list": ("旧地址: /a/\n", [("wrong-shape", f"{F}:1:1")]),
    "no address": ("- 旧地址: a b\n  已撤销: x\n", [("bad-address", f"{F}:1:8")]),
    "the home page": ("- 旧地址: /\n  已撤销: x\n", [("bad-address", f"{F}:1:8")]),
    "breaks a server": ('- 旧地址: "/a\\"; }"\n  已撤销: x\n', [("bad-address", f"{F}:1:8")]),
    "a way up": ("- 旧地址: /../a/\n  已撤销: x\n", [("bad-address", f"{F}:1:8")]),
    "a hidden one": ("- 旧地址: /a/.b\n  已撤销: x\n", [("bad-address", f"{F}:1:8")]),
    "a strange target": ("- 旧地址: /a/\n  新地址: javascript:x\n", [("bad-address", f"{F}:2:8")]),
    "neither": ("- 旧地址: /a/\n", [("redirect-target", f"{F}:1:8")]),
    "both": ("- 旧地址: /a/\n  新地址: /b/\n  已撤销: x\n", [("redirect-target", f"{F}:1:8")]),
    "twice": (
        "- 旧地址: /a/\n  已撤销: x\n- 旧地址: /a/\n  已撤销: x\n",
        [("given-twice", f"{F}:3:3")],
    ),
    "in a circle": (
        "- 旧地址: /a/\n  新地址: /b/\n- 旧地址: /b/\n  新地址: /a/\n",
        [("redirect-chain", f"{F}:1:3"), ("redirect-chain", f"{F}:3:3")],
    ),
    "an unknown key": ("- 旧地址: /a/\n  新址: /b/\n", [("unknown-key", f"{F}:2:3")]),
}


@pytest.mark.parametrize(("text", "wanted"), WRONG.values(), ids=WRONG.keys())
def test_wrong(tmp_path: Path, text: str, wanted: list[tuple[str, str]]) -> None:
    problems = load(tmp_path, text)[1]
    assert set(wanted) <= set(problems)


def test_other_encodings_are_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "redirects.yaml").write_bytes("- 旧地址: /a/\n".encode("gb18030"))
    _, (problem,) = load_redirects(tmp_path / "content", tmp_path)
    assert problem.code == "wrong-encoding"
