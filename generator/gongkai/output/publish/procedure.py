"""Publish: the steps, in the order that keeps the served site whole at every moment."""

from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass

from gongkai.output.publish.bundle import Bundle
from gongkai.output.publish.carry import Past, carried, contributing, is_trusted, present, recent
from gongkai.output.publish.changes import Changes, changes_between, is_kept
from gongkai.output.publish.compare import Finding
from gongkai.output.publish.digests import digest
from gongkai.output.publish.disk import changed_meanwhile, source_of
from gongkai.output.publish.failures import (
    LIVE_UNTOUCHED,
    PublishError,
    SpaceError,
    TamperedError,
    explained,
)
from gongkai.output.publish.inventory import Seen
from gongkai.output.publish.manifest import NAME, SIGNATURE, Entry, Manifest, name_of
from gongkai.output.publish.release import DRAFT, next_time, release_id, surplus
from gongkai.output.publish.signature import NOBODY, Trust, trust_same
from gongkai.output.publish.target import Target
from gongkai.output.publish.verify import inspect, notes_of, past_of, read_pasts, verify_release

BLOCK = 4096  # bytes a file takes at least
SPARE_INODES = 16  # lock, links, the folders of a release itself

_NOT_SIGNED = (
    "上一个版本有签名，这个版本没有，verify --signers 会指出来；要签名，用 --key 再发布一次。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How to publish. time: now, in seconds since 1970; keep: releases to keep, at least 1.

    trust: whose signatures count where assets are carried over from the last release.
    allow_removal: let addresses go without.
    """

    time: int
    keep: int = 5
    trust: Trust = NOBODY
    allow_removal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did. fresh: False when the live site was this already and stays as it is.

    notes: sentences about what was done besides or could not be done.
    """

    release: str
    changes: Changes
    fresh: bool = True
    notes: tuple[str, ...] = ()


def publish(bundle: Bundle, target: Target, order: Order) -> Published:
    """Make the bundle the live site, or raise and leave the live site as it was.

    Lock, clear away leftovers, refuse lost addresses, room, write, sync and verify, switch, prune.
    """
    with explained(target.name), target.lock():
        target.clear()
        state = target.state()
        past = past_of(target, state, next_time(order.time, state))
        changes = changes_between(past.manifest if past else None, bundle.manifest)
        if past and not changes and _is_live(bundle, past, target, state.live):
            return Published(release=state.live, changes=changes, fresh=False)
        if not order.allow_removal:
            refuse_lost(changes, bundle)
        release = release_id(next_time(order.time, state), name_of(bundle.manifest.data()))
        try:
            notes = _write(bundle, target, order, past, state.live)
        except (OSError, PublishError):
            with suppress(OSError, PublishError):  # the next publisher clears it otherwise
                target.clear()
            raise
        target.adopt(release)
        target.switch(release)
        if past and past.signature and not bundle.signature:
            notes += (_NOT_SIGNED,)
        return Published(
            release=release, changes=changes, notes=(*notes, *_prune(target, order.keep))
        )


def _is_live(bundle: Bundle, past: Past, target: Target, live: str) -> bool:
    """Whether the live release is this bundle, signed by the same if it is, and not changed."""
    return (
        past.manifest == bundle.manifest
        and _is_signed_alike(bundle, past)
        and not verify_release(target, live, NOBODY).findings
    )


def _is_signed_alike(bundle: Bundle, past: Past) -> bool:
    """Whether who signed the bundle signed the past release, too; nobody asks for less."""
    if bundle.signature in (b"", past.signature):
        return True
    # Some kinds of key never sign twice alike.
    return bool(trust_same(bundle.signature).signer(past.data, past.signature))


def refuse_lost(changes: Changes, bundle: Bundle) -> None:
    """Raise PublishError when addresses would go that nothing stands for."""
    lost = [each for each in changes.removed if is_kept(each) and each not in bundle.moved]
    if lost:
        shown = "、".join(lost[:5]) + (f" 等 {len(lost)} 个" if len(lost) > 5 else "")
        raise PublishError(
            f"这次发布会丢掉已公开的地址：{shown}；{LIVE_UNTOUCHED}",
            "在 content/redirects.yaml 里写明新地址或撤销说明；确实不要了就加 --allow-removal",
        )


def _write(
    bundle: Bundle, target: Target, order: Order, past: Past | None, live: str
) -> tuple[str, ...]:
    """Write the draft, make it durable and read it back. Gives notes for the operator."""
    now = next_time(order.time, target.state())
    seen = target.list(live) if past else ()
    known = (past, *read_pasts(target, live, seen, order.trust)) if past else ()
    pasts, notes = _worth_carrying(bundle, order.trust, known, now)
    own = bundle.manifest.by_file()
    pasts = contributing(pasts, own)
    assets = present(carried(pasts, own), seen)
    _need_room(bundle.manifest, assets, target)
    small = {NAME: bundle.manifest.data()}
    if bundle.signature:
        small[SIGNATURE] = bundle.signature
    times = _times(bundle.manifest, past, seen, now) | dict.fromkeys(small, now)
    target.receive(bundle, small, times, live if past else "")
    for file, (data, time) in notes_of(pasts).items():
        target.note(DRAFT, file, data, time)
    target.carry(assets, live, DRAFT)
    with target.settling(bundle.manifest.bytes):
        findings = inspect(target, DRAFT, NOBODY, sm3=False).findings
    return notes + _proved(target, bundle, assets, findings)


def _worth_carrying(
    bundle: Bundle, trust: Trust, known: tuple[Past, ...], now: int
) -> tuple[tuple[Past, ...], tuple[str, ...]]:
    """The earlier releases whose assets to carry, and a note when the last one cannot be."""
    signed = bool(bundle.signature)
    good = tuple(past for past in recent(known, now) if is_trusted(past, signed, trust))
    if known and known[0] not in good:
        return good, (
            "上一个版本没有可信的签名，它的样式和脚本没有带过来，已打开的网页要刷新一次。",
        )
    return good, ()


def _need_room(manifest: Manifest, assets: Mapping[str, Entry], target: Target) -> None:
    """Raise SpaceError unless all of it fits, files and folders counted in whole blocks."""
    entries = (*manifest.entries, *assets.values())
    folders = {entry.file.rpartition("/")[0] for entry in entries}
    size = sum(-(-entry.size // BLOCK) for entry in entries) * BLOCK + len(folders) * BLOCK
    room = target.room()
    if size > room.bytes:
        raise SpaceError(
            f"{target.name} 的空间不够：需要 {_megabytes(size)}，只剩 {_megabytes(room.bytes)}；"
            f"{LIVE_UNTOUCHED}",
            "清理磁盘，或用 --keep 少留几个旧版本，再发布一次",
        )
    needed = len(entries) + len(folders) + SPARE_INODES
    if room.inodes is not None and needed > room.inodes:
        raise SpaceError(
            f"{target.name} 能存的文件数不够：需要 {needed} 个，只剩 {room.inodes} 个；"
            f"{LIVE_UNTOUCHED}",
            "请管理员增加这个文件系统的 inode，或清理小文件，再发布一次",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _times(
    manifest: Manifest, past: Past | None, seen: tuple[Seen, ...], now: int
) -> dict[str, int]:
    """Modification times: an unchanged file keeps its own, so that browsers need not ask again."""
    old = past.manifest.by_file() if past else {}
    times = {each.path: each.time for each in seen}
    return {
        entry.file: times.get(entry.file, now) if old.get(entry.file) == entry else now
        for entry in manifest.entries
    }


def _proved(
    target: Target, bundle: Bundle, assets: Mapping[str, Entry], findings: tuple[Finding, ...]
) -> tuple[str, ...]:
    """Leave behind what was carried and is not what it should be; refuse any other finding."""
    bad = sorted({each.path for each in findings if each.path in assets})
    if bad:
        target.drop(DRAFT, bad)
        findings = inspect(target, DRAFT, NOBODY, sm3=False).findings
    if findings:
        _refuse_changed({each.path for each in findings}, bundle)
        raise TamperedError(
            f"写到 {target.name} 的文件读回来不一样；{LIVE_UNTOUCHED}",
            "磁盘可能有问题，请管理员检查，再发布一次",
            tuple(map(str, findings)),
        )
    return (f"上一个版本的 {'、'.join(bad)} 已被改动，没有带过来。",) if bad else ()


def _refuse_changed(files: Container[str], bundle: Bundle) -> None:
    """Raise PublishError when one of these files is no longer what the manifest says at home."""
    for entry in bundle.manifest.entries:
        if entry.file in files:
            with source_of(bundle.sources, entry.file) as source:
                if digest(source, sm3=False).sha256 != entry.sha256:
                    raise changed_meanwhile(entry.file)


def _prune(target: Target, keep: int) -> tuple[str, ...]:
    """Remove old releases. The new one is live: what fails here is a note, not a failure."""
    try:
        for release in surplus(target.state(), keep):
            target.remove(release)
    except (OSError, PublishError) as error:
        return (f"旧版本没有清理完（{error}），下次发布时再清理。",)
    return ()


def preview(bundle: Bundle, target: Target) -> Changes:
    """What publishing would change; the target is only read."""
    with explained(target.name):
        past = past_of(target, target.state(), 0)
        return changes_between(past.manifest if past else None, bundle.manifest)
