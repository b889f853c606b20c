"""Publishing to a folder: releases, times, what lives on, what is refused, what is kept."""

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from small_site import (
    NOW,
    bundle_of,
    files_of,
    is_whole,
    page_of,
    served,
    style_of,
    target_in,
    write_site,
)

from gongkai.output.publish.bundle import gather
from gongkai.output.publish.carry import CARRY_SECONDS
from gongkai.output.publish.failures import BusyError, PublishError, TargetError
from gongkai.output.publish.listing import list_releases
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.procedure import Order, Published, preview, publish
from gongkai.output.publish.rollback import rollback
from gongkai.output.publish.verify import verify


def put(folder: Path, version: int, time: int = NOW, keep: int = 5) -> Published:
    """Publish a version to folder/target."""
    order = Order(time=time, keep=keep, allow_removal=True)
    return publish(bundle_of(folder, version), target_in(folder / "target"), order)


def test_each_publishing_is_a_whole_new_release(tmp_path: Path) -> None:
    for version in range(4):
        done = put(tmp_path, version)
        assert is_whole(served(tmp_path / "target"), version)
        assert done.changes.new[-1] == f"/v/{version}/"
        assert verify(target_in(tmp_path / "target")).findings == ()
    listed = list_releases(target_in(tmp_path / "target"))
    assert [each.live for each in listed] == [False, False, False, True]
    assert listed[0].published == "2025-11-22 18:55"


def test_only_so_many_releases_are_kept(tmp_path: Path) -> None:
    releases = [put(tmp_path, version, keep=2).release for version in range(4)]
    assert target_in(tmp_path / "target").state().releases == tuple(releases[-2:])


def test_the_same_site_again_changes_nothing(tmp_path: Path) -> None:
    first = put(tmp_path, 1)
    assert put(tmp_path, 1, NOW + 100) == replace(
        first, fresh=False, changes=replace(first.changes, new=(), made=0)
    )
    assert len(target_in(tmp_path / "target").state().releases) == 1


def test_the_same_site_again_mends_what_somebody_changed(tmp_path: Path) -> None:
    put(tmp_path, 1)
    (tmp_path / "target" / "current" / "index.html").write_text("tampered", "utf-8")
    assert put(tmp_path, 1, NOW + 100).fresh
    assert is_whole(served(tmp_path / "target"), 1)


def test_an_unchanged_file_keeps_its_time_and_a_changed_one_never_has_an_old_one(
    tmp_path: Path,
) -> None:
    current = tmp_path / "target" / "current"
    put(tmp_path, 1)
    kept = (current / "notice" / "index.html").stat().st_mtime_ns
    times = {(current / "index.html").stat().st_mtime_ns}
    for version in (2, 3, 1):  # in the same second, and back again
        put(tmp_path, version)
        times.add((current / "index.html").stat().st_mtime_ns)
        assert (current / "notice" / "index.html").stat().st_mtime_ns == kept
    assert len(times) == 4


def test_releases_share_no_bytes(tmp_path: Path) -> None:
    put(tmp_path, 1)
    put(tmp_path, 2)
    files = [path for path in (tmp_path / "target" / "releases").rglob("*") if path.is_file()]
    assert {path.stat().st_nlink for path in files} == {1}


def test_assets_of_pages_already_read_live_on(tmp_path: Path) -> None:
    for version in (1, 2, 3):
        put(tmp_path, version, NOW + version)
    found = served(tmp_path / "target")
    for version in (1, 2, 3):
        assert found[style_of(version)] == files_of(version)[style_of(version)]
    rollback(target_in(tmp_path / "target"), NOW + 10)
    assert style_of(3) in served(tmp_path / "target")
    assert is_whole(served(tmp_path / "target"), 2)
    assert verify(target_in(tmp_path / "target")).findings == ()


def test_assets_do_not_live_for_ever(tmp_path: Path) -> None:
    put(tmp_path, 1, NOW)
    put(tmp_path, 2, NOW + 1)
    put(tmp_path, 3, NOW + 1 + CARRY_SECONDS)
    found = served(tmp_path / "target")
    assert style_of(2) in found  # superseded just now
    assert style_of(1) not in found


def test_a_changed_asset_is_not_carried_over(tmp_path: Path) -> None:
    put(tmp_path, 1)
    style = tmp_path / "target" / "current" / style_of(1)
    style.write_bytes(b"x" * style.stat().st_size)
    done = put(tmp_path, 2)
    assert style_of(1) in done.notes[0]
    assert style_of(1) not in served(tmp_path / "target")
    assert verify(target_in(tmp_path / "target")).findings == ()


def test_a_page_cannot_be_lost_by_accident(tmp_path: Path) -> None:
    put(tmp_path, 1)
    bundle, target = bundle_of(tmp_path, 2), target_in(tmp_path / "target")
    with pytest.raises(PublishError, match="/v/1/"):
        publish(bundle, target, Order(time=NOW))
    assert is_whole(served(tmp_path / "target"), 1)
    assert preview(bundle, target).removed == ("/v/1/",)
    publish(replace(bundle, moved=frozenset({"/v/1/"})), target, Order(time=NOW))
    assert is_whole(served(tmp_path / "target"), 2)


def test_preview_touches_nothing(tmp_path: Path) -> None:
    bundle, target = bundle_of(tmp_path, 1), target_in(tmp_path / "target")
    assert "/notice/" in preview(bundle, target).new
    assert not (tmp_path / "target").exists()
    put(tmp_path, 1)
    changes = preview(bundle_of(tmp_path, 2), target)
    assert changes.changed == ("/",)
    assert (changes.new, changes.removed, changes.made) == (("/v/2/",), ("/v/1/",), 2)


def test_two_at_once(tmp_path: Path) -> None:
    put(tmp_path, 1)
    target = target_in(tmp_path / "target")
    with target.lock(), pytest.raises(BusyError, match="主机 甲 上的进程 1") as caught:
        put(tmp_path, 2)
    assert "没有开始" in caught.value.message
    assert put(tmp_path, 2).fresh


def test_many_at_once(tmp_path: Path) -> None:
    bundles = [bundle_of(tmp_path, version) for version in range(4)]
    ends: list[str] = []

    def one(version: int) -> None:
        order = Order(time=NOW + version, allow_removal=True)
        try:
            publish(bundles[version], target_in(tmp_path / "target"), order)
            ends.append("done")
        except BusyError:
            ends.append("busy")

    for _ in range(5):
        threads = [threading.Thread(target=one, args=(version,)) for version in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = served(tmp_path / "target")
        assert any(is_whole(found, version) for version in range(4))
        assert verify(target_in(tmp_path / "target")).findings == ()
    assert len(ends) == 20
    assert "done" in ends


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda target: (target.mkdir(), (target / "x").write_text("", "utf-8")), "已有别的东西"),
        (lambda target: target.write_text("", "utf-8"), "不是文件夹"),
        (lambda target: (target / "current").mkdir(parents=True), "是文件夹，本应是链接"),
    ],
)
def test_a_folder_of_others_is_left_alone(tmp_path: Path, prepare: object, words: str) -> None:
    assert callable(prepare)
    prepare(tmp_path / "target")
    with pytest.raises(TargetError, match=words):
        put(tmp_path, 1)


def test_a_folder_whose_parent_is_missing(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="没有这个文件夹"):
        publish(bundle_of(tmp_path, 1), target_in(tmp_path / "no" / "target"), Order(time=NOW))


def test_nothing_published_yet(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="还没有发布过"):
        verify(target_in(tmp_path))


def test_a_list_may_shrink_and_no_other_address_may_go(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", 1)
    for name in ("notice/page-2", "notice/page-2b"):
        (site / name).mkdir()
        (site / name / "index.html").write_text("x", "utf-8")
    target = target_in(tmp_path / "target")
    publish(gather(site, tmp_path / "twins"), target, Order(time=NOW))
    for name in ("notice/page-2", "notice/page-2b"):
        shutil.rmtree(site / name)
    with pytest.raises(PublishError, match="：/notice/page-2b/；"):
        publish(gather(site, tmp_path / "twins"), target, Order(time=NOW))


def test_what_may_not_be_published(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", 1)
    (site / "link").symlink_to(site / "index.html")
    with pytest.raises(PublishError, match="不是普通文件"):
        gather(site, tmp_path / "twins")
    (site / "link").unlink()
    os.mkfifo(site / "pipe")
    with pytest.raises(PublishError, match="不是普通文件"):
        gather(site, tmp_path / "twins")
    (site / "pipe").unlink()
    for name in (".hidden", "a\\b.html", "a\nb.html", "manifest.txt", "index.html.gz"):
        (site / name).write_text("x", "utf-8")
        with pytest.raises(PublishError, match=r"文件名|重名"):
            gather(site, tmp_path / "twins")
        (site / name).unlink()
    assert gather(site, tmp_path / "twins").manifest.bytes > 0
    (site / "index.html").unlink()
    with pytest.raises(PublishError, match="没有首页"):
        gather(site, tmp_path / "twins")


def test_a_site_that_changes_while_it_is_published(tmp_path: Path) -> None:
    put(tmp_path, 1)
    bundle = bundle_of(tmp_path, 2)
    for text in (page_of(9), page_of(9) + "longer"):
        (tmp_path / "site-2" / "index.html").write_text(text, "utf-8")
        with pytest.raises(PublishError, match=r"发布途中 index\.html 被改动"):
            publish(bundle, target_in(tmp_path / "target"), Order(time=NOW, allow_removal=True))
    (tmp_path / "site-2" / "index.html").unlink()
    with pytest.raises(PublishError, match="读不了要发布的"):
        publish(bundle, target_in(tmp_path / "target"), Order(time=NOW, allow_removal=True))
    assert is_whole(served(tmp_path / "target"), 1)
    assert not (tmp_path / "target" / "releases" / ".new").exists()


def test_threads_or_none_make_the_same_bundle(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", 1)
    one = gather(site, tmp_path / "one", workers=1)
    assert one.manifest == gather(site, tmp_path / "many", workers=4).manifest
    assert LocalTarget(tmp_path, "x", workers=4).name == str(tmp_path)


def test_a_strict_mask_does_not_hide_the_site(tmp_path: Path) -> None:
    mask = os.umask(0o077)
    try:
        put(tmp_path, 1)
    finally:
        os.umask(mask)
    for path in (tmp_path / "target", *(tmp_path / "target").rglob("*")):
        if not path.is_symlink() and path.name != ".lock":
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
