"""Listing: the releases of a target, as an operator is shown them."""

from dataclasses import dataclass

from gongkai.output.publish.manifest import NAME, SIGNATURE
from gongkai.output.publish.release import shown_time
from gongkai.output.publish.target import Target
from gongkai.output.publish.verify import manifest_or_none


@dataclass(frozen=True, slots=True)
class Listed:
    """A release. published: "2026-11-22 18:55" in China's time; files, bytes: by its manifest."""

    release: str
    published: str
    live: bool
    readable: bool
    signed: bool
    files: int
    bytes: int


def list_releases(target: Target) -> tuple[Listed, ...]:
    """The releases of a target, oldest first."""
    state = target.state()
    return tuple(_listed(target, each, each == state.live) for each in state.releases)


def _listed(target: Target, release: str, live: bool) -> Listed:
    manifest = manifest_or_none(target.read(release, NAME))
    return Listed(
        release=release,
        published=shown_time(release),
        live=live,
        readable=manifest is not None,
        signed=bool(target.read(release, SIGNATURE)),
        files=len(manifest.entries) if manifest else 0,
        bytes=manifest.bytes if manifest else 0,
    )
