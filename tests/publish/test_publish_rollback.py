"""Rolling back: an earlier release goes live again, proved, and in one step."""

from pathlib import Path

import pytest
from small_site import NOW, bundle_of, is_whole, served, style_of, target_in

from gongkai.output.publish.failures import PublishError, TargetError
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.rollback import rollback
from gongkai.output.publish.verify import verify


def put(folder: Path, version: int) -> None:
    """Publish a version to folder/target."""
    order = Order(time=NOW, allow_removal=True)
    publish(bundle_of(folder, version), target_in(folder / "target"), order)


def test_rolling_back_twice_goes_back_two(tmp_path: Path) -> None:
    for version in (1, 2, 3):
        put(tmp_path, version)
    target = target_in(tmp_path / "target")
    for version in (2, 1):
        rollback(target, NOW)
        assert is_whole(served(tmp_path / "target"), version)
    with pytest.raises(TargetError, match="没有更早的版本"):
        rollback(target, NOW)
    newest = target.state().releases[-1]
    rollback(target, NOW, release=newest)
    assert is_whole(served(tmp_path / "target"), 3)
    with pytest.raises(TargetError, match="没有版本"):
        rollback(target, NOW, release="20200101-000000-00000000")


def test_a_changed_release_does_not_go_live(tmp_path: Path) -> None:
    put(tmp_path, 1)
    first = target_in(tmp_path / "target").state().live
    put(tmp_path, 2)
    with (tmp_path / "target" / "releases" / first / "index.html").open("ab") as page:
        page.write(b"<p>added")
    with pytest.raises(PublishError, match="与发布时不一样，不能上线") as caught:
        rollback(target_in(tmp_path / "target"), NOW)
    assert "index.html：内容被改动" in getattr(caught.value, "details", ())
    assert is_whole(served(tmp_path / "target"), 2)


def test_rolling_back_what_was_never_published(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="没有更早的版本"):
        rollback(target_in(tmp_path / "target"), NOW)
    assert not (tmp_path / "target").exists()


def test_current_that_leads_elsewhere(tmp_path: Path) -> None:
    put(tmp_path, 1)
    current = tmp_path / "target" / "current"
    current.unlink()
    current.symlink_to(tmp_path)
    with pytest.raises(TargetError, match="不是发布过的版本"):
        verify(target_in(tmp_path / "target"))
    rollback(target_in(tmp_path / "target"), NOW)
    assert is_whole(served(tmp_path / "target"), 1)


def test_an_asset_changed_on_the_live_site_is_not_lent(tmp_path: Path) -> None:
    """A rollback lends the live release's assets; one of the same size with other bytes stays."""
    put(tmp_path, 1)
    put(tmp_path, 2)
    live = tmp_path / "target" / "current" / style_of(2)
    live.write_bytes(live.read_bytes().replace(b"2", b"9"))
    done = rollback(target_in(tmp_path / "target"), NOW + 9)
    assert [note for note in done.notes if style_of(2) in note and "已被改动" in note]
    assert is_whole(served(tmp_path / "target"), 1)
    assert style_of(2) not in served(tmp_path / "target")
    assert not verify(target_in(tmp_path / "target")).findings
