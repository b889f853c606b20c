"""A target that cannot take a release: one plain sentence each, and the live site untouched."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from small_site import NOW, bundle_of, is_whole, served, target_in

from building import lack
from gongkai.output.publish.failures import PublishError, SpaceError, TargetError
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.procedure import Order, publish

Mount = Callable[[str], None]


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Mount]:
    """A file system in memory at a folder; the block may change its options."""
    if os.geteuid() != 0:
        lack("the right to mount")
    folder.mkdir()

    def mount(words: str) -> None:
        command = ["mount", "-t", "tmpfs", "-o", words, "none", str(folder)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            lack("the right to mount")

    mount(options)
    try:
        yield lambda words: mount(f"remount,{words}")
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def refused(folder: Path, kind: type[PublishError], words: str) -> None:
    """Publishing version 2 is refused with those words, and version 1 is as it was."""
    bundle, target = bundle_of(folder, 2), target_in(folder / "disk" / "target")
    with pytest.raises(kind, match=words) as caught:
        publish(bundle, target, Order(time=NOW, allow_removal=True))
    assert "线上网站没有改动" in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint
    assert is_whole(served(target.folder), 1)


def first(folder: Path) -> None:
    """Publish version 1."""
    publish(bundle_of(folder, 1), target_in(folder / "disk" / "target"), Order(time=NOW))


def fill(disk: Path, left: int) -> None:
    """Leave only so many bytes of a disk free; once is enough."""
    free = os.statvfs(disk)
    with (disk / "filler").open("ab") as file:
        file.write(b"x" * max(0, free.f_bavail * free.f_frsize - left))


def test_read_only(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=4m") as remount:
        first(tmp_path)
        remount("ro")
        refused(tmp_path, TargetError, "是只读的")
        remount("rw")


def test_no_space(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=100k"):
        first(tmp_path)
        fill(tmp_path / "disk", 20_000)
        refused(tmp_path, SpaceError, "空间不够：需要 .* MB，只剩 .* MB")
        assert not (tmp_path / "disk" / "target" / "releases" / ".new").exists()


def test_no_inodes(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=4m,nr_inodes=40"):
        first(tmp_path)
        refused(tmp_path, SpaceError, r"能存的文件数不够：需要 \d+ 个，只剩 \d+ 个")


def test_space_runs_out_on_the_way(tmp_path: Path) -> None:
    """Somebody else fills the disk between our look at it and our writing."""
    with mounted(tmp_path / "disk", "size=200k"):
        first(tmp_path)
        bundle, target = bundle_of(tmp_path, 2), target_in(tmp_path / "disk" / "target")

        class Filling:
            """Sources that fill the disk when they are first read."""

            shared = False

            def open(self, file: str) -> object:
                fill(tmp_path / "disk", 5_000)
                return bundle.sources.open(file)

        filling = replace(bundle, sources=Filling())  # type: ignore[arg-type]
        with pytest.raises(SpaceError, match="满了"):
            publish(filling, target, Order(time=NOW, allow_removal=True))
        assert is_whole(served(target.folder), 1)
        (tmp_path / "disk" / "filler").unlink()
        publish(bundle, target, Order(time=NOW, allow_removal=True))
        assert is_whole(served(target.folder), 2)


def test_no_permission(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    (tmp_path / "disk").mkdir()
    first(tmp_path)
    releases = tmp_path / "disk" / "target" / "releases"
    releases.chmod(0o555)
    refused(tmp_path, TargetError, "没有权限读写")
    releases.chmod(0o755)


def test_a_full_disk_is_no_excuse_for_a_wrong_sentence(tmp_path: Path) -> None:
    target = LocalTarget(tmp_path / "a" / "b", "x")
    with pytest.raises(TargetError, match="没有这个文件夹"):
        publish(bundle_of(tmp_path, 1), target, Order(time=NOW))
