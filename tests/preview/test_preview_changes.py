"""What a running preview does while people and programs write: builds, waits, complains, mends."""

import fcntl
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import ROOT, SITES
from previewing import NOTICE, Preview, add_notices, previewing, rewrite, until

LINE = "本站是虚构的示例，用于测试。"
ABOUT = "pages/about.md"
PAPER = "documents/tongzhi/2025-01.md"
PAPER_PAGE = "documents/tongzhi/2025-01/"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview of 示例市 that has built once; search is tested elsewhere."""
    with previewing(tmp_path, "--no-search") as preview:
        preview.hear("已生成")
        yield preview


def builds(preview: Preview) -> int:
    """How many builds changed something."""
    return sum("有改动" in line for line in preview.lines)


def test_a_save_is_seen_and_told_in_one_line(preview: Preview) -> None:
    rewrite(preview.content / ABOUT, LINE, "甲乙丙。")
    preview.await_page(NOTICE, "甲乙丙。")
    preview.hear("有改动")
    (line,) = [line for line in preview.lines if "有改动" in line]
    assert f"/{NOTICE} 有改动" in line and "秒" in line


def test_nothing_new_is_not_told(preview: Preview) -> None:
    text = (preview.content / ABOUT).read_text("utf-8")
    (preview.content / ABOUT).write_text(text, "utf-8")
    rewrite(preview.content / ABOUT, LINE, "甲乙丙。")
    preview.await_page(NOTICE, "甲乙丙。")
    preview.hear("有改动")
    assert builds(preview) == 1


def test_pages_are_served_while_a_build_runs(tmp_path: Path) -> None:
    shutil.copytree(SITES / "shilishi/content", tmp_path / "content")
    add_notices(tmp_path / "content", range(600))
    with previewing(tmp_path, "--no-search") as preview:
        assert preview.page(NOTICE).status == 503
        assert "正在生成" in preview.page(NOTICE).text
        preview.hear("已生成")
        rewrite(preview.content / "portal.yaml", "示例市政府信息公开示例平台", "甲乙丙平台")
        served = 0
        while "甲乙丙平台" not in preview.page(NOTICE).text:
            served += 1
        assert served > 10


def test_errors_are_shown_and_go_away(preview: Preview) -> None:
    file = preview.content / "portal.yaml"
    good = file.read_text("utf-8")
    file.write_text(good.replace("网站名称: ", "网站名称: ["), "utf-8")
    answer = preview.await_page("plans/", "处错误", 500)
    assert "content/portal.yaml:" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "/livereload.js?" in answer.text
    preview.hear("网页没有更新")
    last = preview.page("plans/?last-good")
    assert last.status == 200
    assert "这是上次生成的网页" in last.text
    assert preview.page("feed.xml").status == 200
    file.write_text(good, "utf-8")
    assert "这是上次" not in preview.await_page("plans/", "要点").text
    preview.hear("已改好")


def test_errors_from_the_start(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "portal.yaml").write_text("网站名称: [\n", "utf-8")
    with previewing(tmp_path, "--no-search") as preview:
        answer = until(lambda: found if (found := preview.ask("/")).status == 500 else None)
        assert "last-good" not in answer.text
        assert "content/portal.yaml" in answer.text
        shutil.copytree(
            SITES / "shilishi/content",
            tmp_path / "content",
            dirs_exist_ok=True,
        )
        preview.await_page(NOTICE, LINE)


def test_half_a_file_does_not_flash(preview: Preview) -> None:
    file = preview.content / ABOUT
    whole = file.read_text("utf-8")
    half = preview.content / "plans" / "shilishi-2025.md"
    text = half.read_bytes()
    half.write_bytes(text[: len(text) // 2 + 1])
    until(lambda: preview.page(NOTICE).status == 200 or None)
    half.write_bytes(text)
    rewrite(file, LINE, "甲乙丙。")
    while "甲乙丙。" not in (answer := preview.page(NOTICE)).text:
        assert answer.status == 200
    assert "网页没有更新" not in preview.said
    assert whole


def test_portal_yaml_goes_and_comes_back(preview: Preview) -> None:
    file = preview.content / "portal.yaml"
    file.rename(preview.folder / "aside.yaml")
    assert "portal.yaml" in preview.await_page(NOTICE, "错误", 500).text
    (preview.folder / "aside.yaml").rename(file)
    preview.await_page(NOTICE, LINE)


def test_content_goes_and_comes_back(preview: Preview) -> None:
    preview.content.rename(preview.folder / "aside")
    preview.await_page(NOTICE, "网页没有更新", 500)
    (preview.folder / "aside").rename(preview.content)
    preview.await_page(NOTICE, LINE)
    rewrite(preview.content / ABOUT, LINE, "甲乙丙。")
    preview.await_page(NOTICE, "甲乙丙。")


@pytest.mark.parametrize("words", [(), ("--poll",)], ids=["told", "polled"])
def test_the_portal_goes_and_comes_back(tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = tmp_path / "portal"
    folder.mkdir()
    with previewing(folder, *words) as preview:
        preview.hear("检索索引已更新")
        rewrite(preview.content / ABOUT, LINE, "甲乙丙。")  # the index will want to follow
        preview.await_page(NOTICE, "甲乙丙。")
        folder.rename(tmp_path / "aside")
        assert "门户的文件夹不见了" in preview.await_page(NOTICE, "网页没有更新", 500).text
        preview.hear("门户的文件夹不见了")
        time.sleep(1.5)  # until the index would be made
        assert not folder.exists()
        (tmp_path / "aside").rename(folder)
        preview.await_page(NOTICE, "甲乙丙。")
        rewrite(preview.content / ABOUT, "甲乙丙。", "丁戊己。")
        preview.await_page(NOTICE, "丁戊己。")


def test_a_renamed_folder(preview: Preview) -> None:
    folder = preview.content / "documents" / "tongzhi"
    assert preview.page("documents/tongzhi/2025-17/").status == 200
    folder.rename(folder.with_name("gonggao"))
    preview.await_page("documents/gonggao/2025-17/", "第17号公告")
    assert preview.page("documents/tongzhi/2025-17/").status == 404
    rewrite(preview.content / "documents/gonggao/2025-17.md", "这是虚构的", "甲乙丙")
    preview.await_page("documents/gonggao/2025-17/", "甲乙丙第17号公告")


def test_a_thousand_files_at_once_are_one_build(preview: Preview) -> None:
    add_notices(preview.content, range(1000))
    preview.await_page("documents/tongzhi/many-999/", "第999号通知")
    rewrite(preview.content / ABOUT, LINE, "甲乙丙。")
    preview.await_page(NOTICE, "甲乙丙。")
    preview.hear(f"/{NOTICE} 有改动")
    assert builds(preview) <= 3  # one for the files, or two if the first of them came slowly


def test_what_editors_leave_behind_is_no_change(preview: Preview) -> None:
    folder = preview.content / "pages"
    for name in (".about.md.swp", "about.md~", "4913", "#about.md#"):
        (folder / name).write_text("一半", "utf-8")
    (folder / "4913").unlink()
    rewrite(preview.content / ABOUT, LINE, "甲乙丙。")
    preview.await_page(NOTICE, "甲乙丙。")
    preview.hear("有改动")
    assert builds(preview) == 1


def test_a_theme_of_the_portal_s_own(preview: Preview) -> None:
    page = preview.folder / "themes" / "standard" / "pages" / "not_found.html"
    page.parent.mkdir(parents=True)
    shipped = (ROOT / "themes/standard/pages/not_found.html").read_text("utf-8")
    page.write_text(shipped.replace("这个地址没有页面", "甲乙丙"), "utf-8")
    preview.await_page("no/such/", "甲乙丙", 404)
    page.write_text("{# Wrong. #}\n{% if %}\n", "utf-8")
    answer = preview.await_page(NOTICE, "模板写法不对", 500)
    assert "not_found.html:2" in answer.text
    page.unlink()
    preview.await_page(NOTICE, LINE)


def test_a_theme_that_leaves_out_tags_is_still_kept_up_to_date(preview: Preview) -> None:
    base = preview.folder / "themes" / "standard" / "base.html"
    base.parent.mkdir(parents=True)
    shipped = (ROOT / "themes/standard/base.html").read_text("utf-8")
    assert "</head>" in shipped
    base.write_text(shipped.replace("</head>", "<!-- 甲乙丙 -->"), "utf-8")
    assert "/livereload.js?" in preview.await_page(NOTICE, "甲乙丙").text


def test_the_cache_may_be_deleted(preview: Preview) -> None:
    shutil.rmtree(preview.folder / ".gongkai")
    rewrite(preview.content / ABOUT, LINE, "甲乙丙。")
    preview.await_page(NOTICE, "甲乙丙。")
    preview.await_page("plans/", "要点")


def test_ctrl_c_ends_it_quietly(preview: Preview) -> None:
    assert preview.interrupt() == 130
    assert "Traceback" not in preview.said and "Error" not in preview.said


def test_ctrl_c_ends_it_during_a_build(tmp_path: Path) -> None:
    shutil.copytree(SITES / "shilishi/content", tmp_path / "content")
    add_notices(tmp_path / "content", range(600))
    with previewing(tmp_path) as preview:
        assert preview.page().status == 503
        assert preview.interrupt() == 130
    assert "Traceback" not in preview.said


def test_saves_during_a_build_are_shown_before_it_ends(preview: Preview) -> None:
    cache = preview.folder / ".gongkai/preview/pages"
    other = "documents/tongzhi/2025-02"
    rewrite(preview.content / PAPER, "\n这是", "\n甲甲甲。\n\n这是")  # by now all is at hand
    preview.await_page(PAPER_PAGE, "甲甲甲。")
    preview.hear("有改动")
    with (cache / "lock").open("a+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as another build would: this one has to wait
        for place in (PAPER_PAGE, f"{other}/"):
            file = preview.content / f"{place[:-1]}.md"
            rewrite(file, "\n这是", "\n乙乙乙。\n\n这是")
            preview.await_page(place, "乙乙乙。")
        assert "乙乙乙。" in preview.page(PAPER_PAGE).text
        made = cache / "site" / PAPER_PAGE / "index.html"
        assert "乙乙乙。" not in made.read_text("utf-8")
    until(lambda: "乙乙乙。" in made.read_text("utf-8"))
    for place in (PAPER_PAGE, f"{other}/"):
        preview.await_page(place, "乙乙乙。")


def test_what_was_shown_ahead_stays_true(preview: Preview) -> None:
    for number in range(4):
        rewrite(preview.content / PAPER, "\n这是", f"\n第{number}次。\n\n这是")
        preview.await_page(PAPER_PAGE, f"第{number}次。")
    made = preview.folder / ".gongkai/preview/pages/site" / PAPER_PAGE / "index.html"
    until(lambda: made.read_text("utf-8").count("次。") == 4)
    assert preview.page(PAPER_PAGE).text.count("次。") == 4
