"""Release: how releases are named and ordered, and what is known of a target's state."""

import re
from calendar import timegm
from dataclasses import dataclass
from time import gmtime, strftime

RELEASES = "releases"
CURRENT = "current"
LOCK = ".lock"
DRAFT = ".new"  # in releases/: what is being written
DOOMED = ".old"  # in releases/: what is being removed
NEXT = ".current"  # the link that will replace current

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
_FORM = "%Y%m%d-%H%M%S"
_CHINA = 8 * 60 * 60  # seconds east of Greenwich: names tell the operator's own time


@dataclass(frozen=True, slots=True)
class State:
    """What stands on a target. releases: ids, oldest first; live: one of them, or "" for none.

    link: where `current` leads as written, "" when it is missing or no link.
    """

    releases: tuple[str, ...] = ()
    live: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What a target has free. inodes: None where the file system makes them as needed."""

    bytes: int
    inodes: int | None


def is_release(name: str) -> bool:
    """Whether a folder's name is that of a release."""
    return _ID.fullmatch(name) is not None


def state_of(names: list[str], link: str) -> State:
    """The state, from the names in releases/ and from where `current` leads."""
    releases = tuple(sorted(name for name in names if is_release(name)))
    folder, _, name = link.rpartition("/")
    live = name if folder == RELEASES and name in releases else ""
    return State(releases, live, link)


def release_id(time: int, manifest: str) -> str:
    """Name of a release: when it was published (seconds since 1970), what it is (manifest name)."""
    return f"{strftime(_FORM, gmtime(time + _CHINA))}-{manifest[:8]}"


def time_of(release: str) -> int:
    """When a release was published, in seconds since 1970."""
    try:
        day, clock = release[:8], release[9:15]
        parts = (day[:4], day[4:6], day[6:], clock[:2], clock[2:4], clock[4:])
        return timegm((*map(int, parts), 0, 0, 0)) - _CHINA
    except ValueError:  # digits that are no date: somebody else made the folder
        return 0


def shown_time(release: str) -> str:
    """When a release was published, in China's time: 2026-11-22 18:55."""
    day, clock = release[:8], release[9:15]
    return f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}"


def next_time(now: int, state: State) -> int:
    """A time later than that of every release: two contents never share time and size.

    Web servers tell browsers by time and size whether a page is still the same.
    """
    return max([now, *(time_of(release) + 1 for release in state.releases)])


def before(state: State) -> str:
    """The newest release older than the live one, or "" when there is none."""
    older = [release for release in state.releases if release < state.live]
    return older[-1] if older else ""


def surplus(state: State, keep: int) -> tuple[str, ...]:
    """Releases to remove: all but the newest `keep` and the live one."""
    kept = {*state.releases[-keep:], state.live}
    return tuple(release for release in state.releases if release not in kept)
