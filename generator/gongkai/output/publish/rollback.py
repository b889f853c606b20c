"""Roll back: an earlier release becomes live again, but only after it is proved to be unchanged."""

from gongkai.output.publish.carry import Past, carried, contributing, is_trusted, present
from gongkai.output.publish.changes import changes_between
from gongkai.output.publish.compare import Finding
from gongkai.output.publish.failures import LIVE_UNTOUCHED, TamperedError, TargetError, explained
from gongkai.output.publish.manifest import NAME, SIGNATURE, Manifest
from gongkai.output.publish.procedure import Published
from gongkai.output.publish.release import State, before, next_time
from gongkai.output.publish.signature import NOBODY, Trust
from gongkai.output.publish.target import Target
from gongkai.output.publish.verify import (
    inspect,
    manifest_or_none,
    notes_of,
    past_of,
    verify_release,
)


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
        manifest = manifest_or_none(target.read(wanted, NAME))
        past = past_of(target, state, next_time(time, state)) if wanted != state.live else None
        changes = changes_between(past.manifest if past else None, manifest or Manifest(()))
        if wanted == state.live:
            return Published(release=wanted, changes=changes, fresh=False)
        notes = _lend(target, wanted, past, state.live, trust)
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
    target: Target, wanted: str, past: Past | None, live: str, trust: Trust
) -> tuple[str, ...]:
    """Give an earlier release the assets of the live one, for pages that are open now."""
    signed = bool(target.read(wanted, SIGNATURE))
    if past is None or not is_trusted(past, signed, trust):
        return ("现在的版本没有可信的清单，它的样式和脚本没有带过去，已打开的网页要刷新一次。",)
    there = {each.path for each in target.list(wanted)}
    assets = present(carried([past], there), target.list(live))
    for file, (data, time) in notes_of(contributing([past], there)).items():
        target.note(wanted, file, data, time)
    target.carry(assets, live, wanted)
    target.settle()
    seen = inspect(target, wanted, trust, sm3=False).findings
    bad = sorted({finding.path for finding in seen if finding.path in assets})
    target.drop(wanted, bad)
    return (f"现在版本的 {'、'.join(bad)} 已被改动，没有带过去。",) if bad else ()
