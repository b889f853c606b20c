"""The nearest known words to a word nobody knows, for messages."""

from collections.abc import Iterable

_CLOSE = 0.6  # share of common characters from which two names look alike
_ABBREVIATION = 0.75  # how near 人社局 is to 人力资源和社会保障局 at least


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """At most `limit` candidates that look like the word, nearest first, the same in any order.

    Near means many characters in common, or that one is short for the other: all its characters
    stand in the other in the same order.
    """
    scored = [(-_likeness(word, candidate), candidate) for candidate in set(candidates)]
    return tuple(name for score, name in sorted(scored) if -score >= _CLOSE)[:limit]


def _likeness(word: str, candidate: str) -> float:
    from difflib import SequenceMatcher  # for messages alone

    ratio = SequenceMatcher(None, word, candidate, autojunk=False).ratio()
    shorter, longer = sorted((word, candidate), key=len)
    if len(shorter) > 1 and _stands_in(shorter, longer):
        return max(ratio, _ABBREVIATION)
    return ratio


def _stands_in(shorter: str, longer: str) -> bool:
    rest = iter(longer)
    return all(character in rest for character in shorter)
