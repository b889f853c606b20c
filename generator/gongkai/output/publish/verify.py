"""Verify a release on a target: its manifest, who signed it, and everything that lies there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.output.publish.carry import Past, carried
from gongkai.output.publish.compare import Finding, differences, expect
from gongkai.output.publish.digests import NO_SM3
from gongkai.output.publish.failures import PublishError, TargetError
from gongkai.output.publish.inventory import FILE, Seen
from gongkai.output.publish.manifest import (
    CARRIED,
    NAME,
    SIGNATURE,
    Manifest,
    name_of,
    read_manifest,
)
from gongkai.output.publish.release import State
from gongkai.output.publish.signature import NOBODY, Trust
from gongkai.output.publish.target import Target

_MANIFEST = ".txt"  # ending of a note in CARRIED; the name before it is name_of
_SIGNED = b"-----BEGIN SSH SIGNATURE-----"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at a release found. signer: "" when no signature was checked or none is good.

    files, bytes: how much was read. signed: whether there is a signature at all.
    sm3: whether every file in the manifest was compared by SM3 as well as by SHA-256.
    """

    release: str
    findings: tuple[Finding, ...]
    files: int = 0
    bytes: int = 0
    signed: bool = False
    signer: str = ""
    sm3: bool = False


def verify(target: Target, trust: Trust = NOBODY, release: str = "", sm3: bool = True) -> Verdict:
    """Look at everything in a release; "" is the live one.

    Raises TargetError when there is no such release, OSError when it cannot be read.
    """
    state = target.state()
    return verify_release(target, release or live_of(target, state), trust, sm3)


def live_of(target: Target, state: State) -> str:
    """The live release. Raises TargetError when current does not lead to one."""
    if state.live:
        return state.live
    if state.link:
        raise TargetError(
            f"{target.name} 的 current 指向 {state.link}，不是发布过的版本",
            "有人改动了它；用 gongkai rollback 或 gongkai publish 恢复",
        )
    raise TargetError(f"{target.name} 还没有发布过网站", "先用 gongkai publish 发布")


def verify_release(target: Target, release: str, trust: Trust, sm3: bool = False) -> Verdict:
    """Look at everything in a release, or in the draft."""
    if release not in target.state().releases:
        raise TargetError(f"{target.name} 没有版本 {release}", "运行 gongkai releases 查看有哪些")
    data = target.read(release, NAME)
    findings = []
    if name_of(data)[:8] != release[-8:]:
        findings.append(Finding(NAME, f"不是版本 {release} 的清单"))
    return inspect(target, release, trust, sm3, tuple(findings))


def inspect(
    target: Target, folder: str, trust: Trust, sm3: bool, findings: tuple[Finding, ...] = ()
) -> Verdict:
    """Look at everything in a folder of releases/ that holds a manifest."""
    data, mark = target.read(folder, NAME), target.read(folder, SIGNATURE)
    signer = trust.signer(data, mark)
    if trust.signers and not signer:
        wrong = "签名不对，或不是名单上的人签的" if mark else "没有签名"
        findings += (Finding(SIGNATURE, wrong),)
    try:
        manifest = read_manifest(data, folder)
    except PublishError as error:
        damaged = Finding(NAME, error.message if data else "文件缺失")
        return Verdict(folder, (*findings, damaged), signed=bool(mark))
    seen = target.look(folder, sm3)
    # A release without a good signature is a finding as it is; its notes are like it.
    pasts = read_pasts(target, folder, seen, trust if signer else NOBODY)
    own = {entry.file for entry in manifest.entries}
    wrong_ones = differences(expect(manifest, carried(pasts, own), notes_of(pasts)), seen)
    return Verdict(
        release=folder,
        findings=tuple(sorted({*findings, *wrong_ones})),
        files=sum(each.kind == FILE for each in seen),
        bytes=sum(each.size for each in seen if each.kind == FILE),
        signed=bool(mark),
        signer=signer,
        sm3=any(each.sm3 for each in seen) and all(e.sm3 != NO_SM3 for e in manifest.entries),
    )


def read_pasts(
    target: Target, release: str, seen: tuple[Seen, ...], trust: Trust
) -> tuple[Past, ...]:
    """The earlier releases whose assets live on in this one: those notes that hold what they say.

    A note that is damaged, or whose signature is not good, is left out; so its files are findings.
    """
    return tuple(_read_pasts(target, release, seen, trust))


def _read_pasts(
    target: Target, release: str, seen: tuple[Seen, ...], trust: Trust
) -> Iterator[Past]:
    for each in seen:
        folder, _, name = each.path.rpartition("/")
        if folder != CARRIED or each.kind != FILE or not name.endswith(_MANIFEST):
            continue
        whole = target.read(release, each.path)
        at = whole.find(_SIGNED)
        data, mark = (whole[:at], whole[at:]) if at >= 0 else (whole, b"")
        if name != name_of(data) + _MANIFEST or (trust.signers and not trust.signer(data, mark)):
            continue
        manifest = manifest_or_none(data)
        if manifest:
            yield Past(manifest, data, mark, each.time)


def manifest_or_none(data: bytes) -> Manifest | None:
    """The manifest in the data, or None when it is damaged or missing."""
    try:
        return read_manifest(data, "")
    except PublishError:
        return None


def notes_of(pasts: Iterable[Past]) -> dict[str, tuple[bytes, int]]:
    """The notes in a release that carries assets of these: file -> bytes, time.

    Manifest and signature are one file, so that a kill cannot leave one without the other.
    """
    return {
        f"{CARRIED}/{name_of(past.data)}{_MANIFEST}": (past.data + past.signature, past.until)
        for past in pasts
    }


def past_of(target: Target, state: State, now: int) -> Past | None:
    """The live release as one that is about to be superseded; None when there is none to read."""
    if not state.live:
        return None
    data = target.read(state.live, NAME)
    manifest = manifest_or_none(data)
    if manifest is None or name_of(data)[:8] != state.live[-8:]:
        return None
    return Past(manifest, data, target.read(state.live, SIGNATURE), now)
