"""What is known of files by their SHA-256 since an earlier publishing: SM3, and twins' digests."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gongkai.output.publish.digests import Digests

_NAME = 64  # characters of a SHA-256


@dataclass(frozen=True, slots=True)
class Known:
    """Of some bytes: their SM3 (or NO_SM3), and the digests of their twins by ending."""

    sm3: str
    twins: Mapping[str, Digests]


def read_known(place: Path) -> dict[str, Known]:
    """Known files by SHA-256; {} when nothing is noted there, or not as it was written."""
    try:
        head, _, body = place.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return {}
    if head.decode("ascii", "replace") != sha256(body).hexdigest():
        return {}
    return {line[:_NAME]: _known(line.split(" ")[1:]) for line in body.decode().splitlines()}


def _known(words: list[str]) -> Known:
    four = zip(words[1::4], words[2::4], words[3::4], words[4::4], strict=True)
    return Known(words[0], {end: Digests(int(size), sha, sm3) for end, size, sha, sm3 in four})


def write_known(place: Path, known: Mapping[str, Known]) -> None:
    """Note what is known, under a digest of its own: a damaged note is none. Raises OSError."""
    lines = []
    for name, each in sorted(known.items()):
        twins = [f"{end} {of.size} {of.sha256} {of.sm3}" for end, of in each.twins.items()]
        lines.append(" ".join((name, each.sm3, *twins)) + "\n")
    body = "".join(lines).encode()
    draft = place.with_name(f"{place.name}.new")
    draft.write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)
    draft.replace(place)
