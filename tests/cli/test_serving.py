"""What a preview says after a save."""

import pytest

from gongkai.cli.serving import afar_text, changes_text
from gongkai.preview.messages import Changes

MANY = tuple(f"a/{number}/index.html" for number in range(7))


@pytest.mark.parametrize(
    ("files", "gone", "text"),
    [
        (("index.html",), 0, "/ 有改动"),
        (("404.html", "plans/x/index.html"), 0, "/404.html、/plans/x/ 有改动"),
        (("feed.xml", "index.html"), 2, "/ 有改动，另有 1 个文件，去掉 2 个文件"),
        (("feed.xml",), 0, "1 个文件有改动"),
        ((), 1, "去掉 1 个文件"),
        ((), 0, "网页没有变化"),
        (MANY, 0, "/a/0/、/a/1/、/a/2/、/a/3/、/a/4/ 等 7 页 有改动"),
    ],
)
def test_one_line_for_a_save(files: tuple[str, ...], gone: int, text: str) -> None:
    assert changes_text(Changes(files, gone)) == text


def test_other_computers_are_told_where_it_is() -> None:
    assert afar_text(("http://192.0.2.7:8000/",)) == "别的电脑打开：http://192.0.2.7:8000/"
    assert "网络设置" in afar_text(())
