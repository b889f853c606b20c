"""Which assets of the last release live on in the next, so that pages already read keep working."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.output.headers import is_hashed
from gongkai.output.publish.inventory import FILE, Seen
from gongkai.output.publish.manifest import Entry, Manifest
from gongkai.output.publish.signature import Trust

CARRY_SECONDS = 24 * 60 * 60  # a page left open overnight still finds its search parts


@dataclass(frozen=True, slots=True)
class Past:
    """A release that was live: its manifest as published, when it was superseded (seconds)."""

    manifest: Manifest
    data: bytes
    signature: bytes
    until: int


def recent(pasts: Iterable[Past], now: int) -> tuple[Past, ...]:
    """Those whose pages may still be open somewhere, the newest first."""
    kept = [past for past in pasts if now - past.until < CARRY_SECONDS]
    return tuple(sorted(kept, key=lambda past: (-past.until, past.data)))


def carried(pasts: Iterable[Past], taken: Iterable[str]) -> dict[str, Entry]:
    """Assets that pages of past releases may ask for, by file; those taken are left out."""
    left_out, found = set(taken), dict[str, Entry]()
    for past in pasts:
        for entry in _assets(past, left_out):
            found.setdefault(entry.file, entry)
    return found


def contributing(pasts: Iterable[Past], taken: Iterable[str]) -> tuple[Past, ...]:
    """Those past releases that have an asset which is not among the taken or an earlier one's."""
    held, kept = set(taken), []
    for past in pasts:
        own = [entry.file for entry in _assets(past, held)]
        if own:
            kept.append(past)
            held.update(own)
    return tuple(kept)


def _assets(past: Past, left_out: set[str]) -> list[Entry]:
    return [e for e in past.manifest.entries if e.file not in left_out and is_hashed(e.file)]


def is_trusted(past: Past, signed: bool, trust: Trust) -> bool:
    """Whether a release may take assets from a past one. signed: whether it is signed itself.

    A signed release takes only signed assets, or its own signature would prove less.
    """
    if trust.signers:
        return bool(trust.signer(past.data, past.signature))
    return bool(past.signature) or not signed


def present(assets: Mapping[str, Entry], seen: Iterable[Seen]) -> dict[str, Entry]:
    """Those assets that lie among what was seen as they should, by kind and size."""
    here = {(each.path, each.size) for each in seen if each.kind == FILE}
    return {file: entry for file, entry in assets.items() if (file, entry.size) in here}
