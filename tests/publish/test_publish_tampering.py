"""Every kind of tampering with a release is a finding; a new modification time is none."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import NOW, bundle_of, style_of, target_in

from gongkai.output.publish.bundle import Bundle, gather
from gongkai.output.publish.manifest import NAME, SIGNATURE, manifest_of, name_of
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.signature import Trust, sign, trust_own
from gongkai.output.publish.verify import verify

Tamper = Callable[[Path], object]


def forge(root: Path) -> None:
    """Change a page and write a manifest to match, as one does who has no key."""
    target, copy = root.parents[1], root.parents[2] / "copy"
    skipped = shutil.ignore_patterns(NAME, SIGNATURE, ".carried", "*.gz", "*.br")
    shutil.copytree(root, copy, ignore=skipped)
    (copy / "index.html").write_text("<!DOCTYPE html><p>forged</p>", "utf-8")
    forged = gather(copy, root.parents[2] / "twins").manifest
    shutil.copyfile(copy / "index.html", root / "index.html")
    for twin in (".gz", ".br"):
        (root / f"index.html{twin}").unlink()
    (root / NAME).write_bytes(forged.data())
    name = root.name[:-8] + name_of(forged.data())[:8]
    root.rename(root.with_name(name))
    (target / "current").unlink()
    (target / "current").symlink_to(f"releases/{name}")


def replace_by_link(path: Path) -> None:
    """A symlink to an equal copy elsewhere."""
    copy = path.parents[3] / "elsewhere"
    shutil.copytree(path, copy) if path.is_dir() else shutil.copy2(path, copy)
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    path.symlink_to(copy)


def append(path: Path) -> None:
    """One more byte."""
    with path.open("ab") as file:
        file.write(b" ")


def flip(path: Path) -> None:
    """One other byte: same size, same time."""
    found = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def old_twin(root: Path) -> None:
    """The compressed twin of the page before: readers who take gzip would see the past."""
    shutil.copyfile(min(root.parent.glob("2*")) / "index.html.gz", root / "index.html.gz")


def instead(path: Path, make: Callable[[Path], object]) -> None:
    """Something else in a file's place."""
    path.unlink()
    make(path)


def swap(root: Path) -> None:
    """Two pages change places."""
    one, two, aside = root / "index.html", root / "404.html", root / "aside"
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


TAMPERINGS: dict[str, tuple[Tamper, str]] = {
    "a page is changed": (lambda r: append(r / "index.html"), "index.html"),
    "a byte is changed, size and time are not": (lambda r: flip(r / "index.html"), "index.html"),
    "a page is emptied": (lambda r: (r / "index.html").write_bytes(b""), "index.html"),
    "a page is gone": (lambda r: (r / "notice" / "index.html").unlink(), "notice/index.html"),
    "a folder is gone": (lambda r: shutil.rmtree(r / "notice"), "notice/index.html"),
    "two pages changed places": (swap, "404.html"),
    "a page more": (lambda r: (r / "x.html").write_text("x", "utf-8"), "x.html"),
    "a hidden file more": (lambda r: (r / ".htaccess").write_text("x", "utf-8"), ".htaccess"),
    "an asset more": (lambda r: (r / style_of(7)).write_text("x", "utf-8"), style_of(7)),
    "an empty folder": (lambda r: (r / "empty").mkdir(), "empty"),
    "a file is a link to an equal copy": (lambda r: replace_by_link(r / "404.html"), "404.html"),
    "a folder is a link to an equal copy": (lambda r: replace_by_link(r / "notice"), "notice"),
    "everybody may write": (lambda r: (r / "404.html").chmod(0o666), "404.html"),
    "set-uid": (lambda r: (r / "404.html").chmod(0o4644), "404.html"),
    "everybody may write to a folder": (lambda r: (r / "notice").chmod(0o777), "notice"),
    "a hard link from outside": (
        lambda r: os.link(r / "404.html", r.parents[1] / "outside"),
        "404.html",
    ),
    "a pipe": (lambda r: os.mkfifo(r / "pipe"), "pipe"),
    "a page is a pipe": (lambda r: instead(r / "404.html", os.mkfifo), "404.html"),
    "a page is a folder": (lambda r: instead(r / "404.html", os.mkdir), "404.html"),
    "a twin is changed": (lambda r: append(r / "index.html.gz"), "index.html.gz"),
    "a twin is that of the page before": (old_twin, "index.html.gz"),
    "a twin is gone": (lambda r: (r / "index.html.br").unlink(), "index.html.br"),
    "a carried asset is changed": (lambda r: flip(r / style_of(1)), style_of(1)),
    "the manifest is changed": (lambda r: append(r / NAME), NAME),
    "the manifest is gone": (lambda r: (r / NAME).unlink(), NAME),
    "the manifest is that of the last release": (
        lambda r: shutil.copyfile(min(r.parent.glob("2*")) / NAME, r / NAME),
        NAME,
    ),
    "the signature is gone": (lambda r: (r / SIGNATURE).unlink(), SIGNATURE),
    "the signature is changed": (lambda r: flip(r / SIGNATURE), SIGNATURE),
    "page and manifest are changed together": (forge, SIGNATURE),
}


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and a target where two signed versions were published."""
    folder = tmp_path_factory.mktemp("signed")
    key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "key")]
    subprocess.run(key, check=True)
    for version in (1, 2):
        bundle = bundle_of(folder, version)
        mark = sign(bundle.manifest.data(), folder / "key")
        order = Order(time=NOW, trust=trust_own(folder / "key"), allow_removal=True)
        signed_one = Bundle(bundle.manifest, bundle.sources, mark)
        assert publish(signed_one, target_in(folder / "target"), order).notes == ()
    return folder


def trust(folder: Path) -> Trust:
    """Trust in that key, under the operator's name."""
    return Trust("运维 " + (folder / "key.pub").read_text("utf-8"))


def test_as_published(signed: Path) -> None:
    verdict = verify(target_in(signed / "target"), trust(signed))
    assert (verdict.findings, verdict.signer, verdict.signed) == ((), "运维", True)


@pytest.mark.parametrize(("tamper", "where"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_is_found(signed: Path, tmp_path: Path, tamper: Tamper, where: str) -> None:
    target = shutil.copytree(signed / "target", tmp_path / "target", symlinks=True)
    assert verify(target_in(target), trust(signed)).findings == ()
    tamper((target / "current").resolve())
    findings = verify(target_in(target), trust(signed)).findings
    assert any(where in finding.path for finding in findings), findings


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_another_owner_is_found(signed: Path, tmp_path: Path) -> None:
    target = shutil.copytree(signed / "target", tmp_path / "target", symlinks=True)
    os.chown(target / "current" / "404.html", 12345, 12345)
    (finding,) = verify(target_in(target), trust(signed)).findings
    assert finding.path == "404.html"
    assert "属主" in finding.wrong


def test_a_new_time_is_no_alarm(signed: Path, tmp_path: Path) -> None:
    target = shutil.copytree(signed / "target", tmp_path / "target", symlinks=True)
    for path in (target / "current").resolve().rglob("*"):
        os.utime(path, (1, 1))
    assert verify(target_in(target), trust(signed)).findings == ()


def test_a_stranger_signs(signed: Path, tmp_path: Path) -> None:
    key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")]
    subprocess.run(key, check=True)
    target = shutil.copytree(signed / "target", tmp_path / "target", symlinks=True)
    root = (target / "current").resolve()
    (root / SIGNATURE).write_bytes(sign((root / NAME).read_bytes(), tmp_path / "key"))
    (finding,) = verify(target_in(target), trust(signed)).findings
    assert (finding.path, finding.wrong) == (SIGNATURE, "签名不对，或不是名单上的人签的")


def test_a_signature_for_another_purpose_does_not_count(signed: Path) -> None:
    data = manifest_of([]).data()
    made = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-q", "-n", "file", "-f", str(signed / "key")],
        input=data,
        capture_output=True,
        check=True,
    )
    assert trust(signed).signer(data, made.stdout) == ""
    assert trust(signed).signer(data, sign(data, signed / "key")) == "运维"
    assert trust(signed).signer(data + b"\n", sign(data, signed / "key")) == ""


def test_an_unsigned_release_lends_nothing_to_a_signed_one(signed: Path, tmp_path: Path) -> None:
    target = target_in(tmp_path / "target")
    publish(bundle_of(tmp_path, 1), target, Order(time=NOW))
    bundle = bundle_of(tmp_path, 2)
    mark = sign(bundle.manifest.data(), signed / "key")
    order = Order(time=NOW, trust=trust_own(signed / "key"), allow_removal=True)
    done = publish(Bundle(bundle.manifest, bundle.sources, mark), target, order)
    assert "没有可信的签名" in done.notes[0]
    assert verify(target, trust(signed)).findings == ()
    assert not (tmp_path / "target" / "current" / style_of(1)).exists()
