"""Over an air gap: one zip, the same bytes from the same site, proved before it goes live."""

import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from faults import PATHS
from small_site import NOW, bundle_of, is_whole, served, target_in, write_site

from gongkai.output.publish.archive import accept, prove, read_archive, write_archive
from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.manifest import NAME
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.signature import Trust, sign
from gongkai.output.publish.verify import verify

PACK = """
import sys
sys.path[:0] = sys.argv[1].split(":")
from pathlib import Path
from gongkai.output.publish.archive import write_archive
from gongkai.output.publish.bundle import gather
write_archive(gather(Path(sys.argv[2]), Path(sys.argv[3])), Path(sys.argv[4]))
"""


def test_there_and_live(tmp_path: Path) -> None:
    write_archive(bundle_of(tmp_path, 1), tmp_path / "site.zip")
    with read_archive(tmp_path / "site.zip") as bundle:
        assert bundle.manifest == bundle_of(tmp_path, 1).manifest
        publish(bundle, target_in(tmp_path / "target"), Order(time=NOW))
    assert is_whole(served(tmp_path / "target"), 1)
    assert verify(target_in(tmp_path / "target")).findings == ()


def test_ten_shuffles_make_one_zip(tmp_path: Path) -> None:
    """File order, times, time zone, locale, folder, hash seed: nothing of them shows."""
    zips = set()
    for number in range(10):
        folder = tmp_path / f"folder-{number}"
        made = write_site(folder / "made", 1)
        files = sorted(path for path in made.rglob("*") if path.is_file())
        random.Random(number).shuffle(files)
        for path in files:
            copy = folder / "site" / path.relative_to(made)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, (number * 1e8, number * 1e8))
        words = [":".join(map(str, PATHS)), str(folder / "site"), str(folder / "t")]
        subprocess.run(
            [sys.executable, "-S", "-c", PACK, *words, str(folder / "x.zip")],
            check=True,
            env={
                "PYTHONHASHSEED": str(number),
                "TZ": random.Random(number).choice(["UTC", "Asia/Shanghai", "America/New_York"]),
                "LC_ALL": random.Random(number).choice(["C", "C.UTF-8", "POSIX"]),
            },
        )
        zips.add((folder / "x.zip").read_bytes())
    assert len(zips) == 1


def rewrite(file: Path, change: Callable[[str, bytes], bytes | None], more: bool = False) -> None:
    """Write a zip anew with members changed, dropped (None), or one more."""
    draft = file.with_suffix(".draft")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(draft, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        if more:
            new.writestr("../outside.html", b"x")
    draft.replace(file)


def cut(file: Path) -> None:
    """The end is missing, as after a broken copy."""
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def flip(file: Path) -> None:
    """A byte in the middle is another."""
    data = bytearray(file.read_bytes())
    at = data.find(b"<!DOCTYPE") if b"<!DOCTYPE" in data else 400
    data[at] ^= 1
    file.write_bytes(data)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": cut,
    "no zip": lambda file: file.write_bytes(b"hello"),
    "a page is another of the same size": lambda file: rewrite(
        file, lambda name, data: data.replace(b"same", b"SAME") if "notice" in name else data
    ),
    "a page is longer": lambda file: rewrite(
        file, lambda name, data: data + b" " if name == "404.html" else data
    ),
    "a page is missing": lambda file: rewrite(
        file, lambda name, data: None if name == "404.html" else data
    ),
    "a file more, outside": lambda file: rewrite(file, lambda name, data: data, more=True),
    "no manifest": lambda file: rewrite(file, lambda name, data: None if name == NAME else data),
    "a wrong manifest": lambda file: rewrite(
        file, lambda name, data: data[:-9] if name == NAME else data
    ),
    "a way out in the manifest": lambda file: rewrite(
        file, lambda name, data: data.replace(b" 404.html", b" ../x") if name == NAME else data
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_zip_changes_nothing(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    publish(bundle_of(tmp_path, 1), target_in(tmp_path / "target"), Order(time=NOW))
    write_archive(bundle_of(tmp_path, 2), tmp_path / "site.zip")
    damage(tmp_path / "site.zip")
    with pytest.raises(PublishError), read_archive(tmp_path / "site.zip") as bundle:
        publish(bundle, target_in(tmp_path / "target"), Order(time=NOW, allow_removal=True))
    with pytest.raises(PublishError), read_archive(tmp_path / "site.zip") as bundle:
        prove(bundle, "site.zip")
    assert is_whole(served(tmp_path / "target"), 1)
    assert not (tmp_path / "outside.html").exists()


def test_any_flipped_byte_is_noticed_or_harmless(tmp_path: Path) -> None:
    write_archive(bundle_of(tmp_path, 1), tmp_path / "site.zip")
    data = (tmp_path / "site.zip").read_bytes()
    for at in range(0, len(data), 7):
        changed = bytearray(data)
        changed[at] ^= 0x20
        (tmp_path / "x.zip").write_bytes(changed)
        try:
            with read_archive(tmp_path / "x.zip") as bundle:
                prove(bundle, "x.zip")
        except PublishError:
            continue
        assert bundle.manifest == bundle_of(tmp_path, 1).manifest


def test_a_signature_travels_along(tmp_path: Path) -> None:
    key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")]
    subprocess.run(key, check=True)
    trust = Trust("运维 " + (tmp_path / "key.pub").read_text("utf-8"))
    plain = bundle_of(tmp_path, 1)
    with pytest.raises(PublishError, match="没有签名"):
        accept(plain, trust, "x.zip")
    signed = replace(plain, signature=sign(plain.manifest.data(), tmp_path / "key"))
    write_archive(signed, tmp_path / "site.zip")
    with read_archive(tmp_path / "site.zip") as bundle:
        accept(bundle, trust, "site.zip")
        publish(bundle, target_in(tmp_path / "target"), Order(time=NOW, trust=trust))
    assert verify(target_in(tmp_path / "target"), trust).signer == "运维"
    wrong = replace(bundle, signature=sign(b"other", tmp_path / "key"))
    with pytest.raises(PublishError, match="签名不对"):
        accept(wrong, trust, "x.zip")


def test_where_it_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="不存在"):
        write_archive(bundle_of(tmp_path, 1), tmp_path / "no" / "site.zip")
    with pytest.raises(PublishError, match="没有这个文件"), read_archive(tmp_path / "no.zip"):
        pass
