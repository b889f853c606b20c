"""Roll back: an earlier release becomes live again, but only after it is proved to be unchanged."""

from collections.abc import Mapping

from gongkai.output.publish.carry import Past, carried, contributing, is_trusted, present
from gongkai.output.publish.changes import changes_between
from gongkai.output.publish.compare import Finding, differences, expect
from gongkai.output.publish.failures import LIVE_UNTOUCHED, TamperedError, TargetError, explained
from gongkai.output.publish.manifest import NAME, SIGNATURE, Entry, Manifest, read_manifest
from gongkai.output.publish.procedure import Published
from gongkai.output.publish.release import State, before, next_time
from gongkai.output.publish.signature import NOBODY, Trust
from gongkai.output.publish.target import Target
from gongkai.output.publish.verify import notes_of, past_of, verify_release

_NOT_LENT = "现在的版本没有可信的清单，它的样式和脚本没有带过去，已打开的网页要刷新一次。"


def rollback(target: Target, time: int, trust: Trust = NOBODY, release: str = "") -> Published:
    """Make an earlier release live after proving it; "" is the one before the live one.

    Raises TamperedError when it is not what its manifest says; the live site is then untouched.
    """
    with explained(target.name):
        _refuse_empty(target)
    with explained(target.name), target.lock():
        target.clear()
        state = target.state()
        wanted = release or before(state) or _none_earlier(target, state)
        verdict = verify_release(target, wanted, trust)
        refuse_tampered(wanted, verdict.findings)
        manifest = read_manifest(target.read(wanted, NAME), wanted)
        past = past_of(target, state, next_time(time, state)) if wanted != state.live else None
        changes = changes_between(past.manifest if past else None, manifest)
        if wanted == state.live:
            return Published(release=wanted, changes=changes, fresh=False)
        notes: tuple[str, ...] = (_NOT_LENT,)
        if past and is_trusted(past, bool(target.read(wanted, SIGNATURE)), trust):
            notes = _lend(target, wanted, manifest, past, state.live)
        target.switch(wanted)
        return Published(release=wanted, changes=changes, notes=notes)


def _refuse_empty(target: Target) -> None:
    """Raise TargetError where nothing was published: the lock would make a folder there."""
    if not target.state().releases:
        _none_earlier(target, State())


def _none_earlier(target: Target, state: State) -> str:
    if not state.live and state.releases:
        return state.releases[-1]  # current is damaged: the newest release mends it
    raise TargetError(f"{target.name} 没有更早的版本可以回滚", "运行 gongkai releases 查看有哪些")


def refuse_tampered(release: str, findings: tuple[Finding, ...]) -> None:
    """Raise TamperedError when there are findings."""
    if findings:
        raise TamperedError(
            f"版本 {release} 与发布时不一样，不能上线；{LIVE_UNTOUCHED}",
            "用 gongkai releases 查看，换一个版本回滚，或重新发布",
            tuple(map(str, findings)),
        )


def _lend(
    target: Target, wanted: str, manifest: Manifest, past: Past, live: str
) -> tuple[str, ...]:
    """Give an earlier release the assets of the live one, for pages that are open now."""
    own = {entry.file for entry in manifest.entries}
    if not carried([past], own):
        return ()
    there = {each.path for each in target.list(wanted)} | own
    assets = present(carried([past], there), target.list(live))
    notes = notes_of(contributing([past], there))
    for file, (data, time) in notes.items():
        target.note(wanted, file, data, time)
    target.carry(assets, live, wanted)
    with target.settling(sum(entry.size for entry in assets.values())):
        bad = _not_as_lent(target, wanted, assets, notes)
    target.drop(wanted, bad)
    return (f"现在版本的 {'、'.join(bad)} 已被改动，没有带过去。",) if bad else ()


def _not_as_lent(
    target: Target,
    release: str,
    assets: Mapping[str, Entry],
    notes: Mapping[str, tuple[bytes, int]],
) -> list[str]:
    """Those assets that, read back, are not what they should be. All else was proved before."""
    if any(target.read(release, file) != data for file, (data, _) in notes.items()):
        return sorted(assets)
    seen = target.look(release, only=frozenset({"", *assets}))
    found = differences(expect(Manifest(tuple(assets.values())), {}, notes), seen)
    return sorted({finding.path for finding in found if finding.path in assets})
