"""The words that give a unit its role: labels (牵头单位：) and verbs (…分别牵头落实)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.patterns import pattern
from gongkai.terms.fold import simplify
from gongkai.terms.roles import Role

_STEMS: Mapping[str, Role] = {
    "牵头": Role.LEAD,
    "主办": Role.LEAD,
    "主责": Role.LEAD,
    "牵头责任": Role.LEAD,
    "责任": Role.RESPONSIBLE,
    "主要责任": Role.RESPONSIBLE,
    "负责": Role.RESPONSIBLE,
    "承办": Role.RESPONSIBLE,
    "落实": Role.RESPONSIBLE,
    "实施": Role.RESPONSIBLE,
    "配合": Role.SUPPORT,
    "协助": Role.SUPPORT,
    "协办": Role.SUPPORT,
    "协同": Role.SUPPORT,
    "参与": Role.SUPPORT,
    "参加": Role.SUPPORT,
    "指导": Role.GUIDE,
    "牵头指导": Role.GUIDE,
}
_NOUNS = ("单位", "部门", "机关", "机构", "处室", "科室")
_ALONE = ("牵头", "责任", "配合", "协助", "参与", "指导")  # labels without a noun: 牵头：甲

LABELS: Mapping[str, Role] = {
    **{stem + noun: role for stem, role in _STEMS.items() for noun in _NOUNS},
    **{stem: _STEMS[stem] for stem in _ALONE},
}
"""Every label of a list of units, with the role it gives."""

_OTHER_LABELS = ("完成时限", "完成时间", "完成期限", "时间要求", "时限要求", "时间节点", "时限")
"""Labels of clauses that name no unit and are passed over (their words stay in the annotation)."""

# Without 主办 and 协办: 市政协办 is a unit.
_VERBS: tuple[tuple[str, Role], ...] = (
    (r"(?:牵头|负责)?指导(?:落实|实施|推进)?", Role.GUIDE),
    (
        r"(?:负责)?牵头(?:负责|落实|抓落实|抓好落实|组织落实|组织实施|组织|实施|推进|协调|办理)?",
        Role.LEAD,
    ),
    (
        r"(?:负责)?(?:积极)?(?:配合|协助|参与|协同)(?:做好|抓好)?(?:落实|实施|推进)?",
        Role.SUPPORT,
    ),
    (
        r"(?:具体)?(?:负责|承办|办理)(?:落实|抓好落实|组织落实|组织实施|实施|推进|办理)?"
        r"|(?:具体|抓好|组织|贯彻|推进)?落实|(?:具体|组织)?实施",
        Role.RESPONSIBLE,
    ),
)
_DUTY = r"(?:各自|部门|工作)?(?:职责|职能|责任)(?:任务)?(?:和?(?:任务)?分工)?|(?:任务|职责)?分工"
_MANNER = rf"(?:(?:按照?|根据|依据|依照|依)(?:{_DUTY}))?(?:分别|共同|分头|各自|联合)?"
_TAILS = tuple(
    (pattern(rf"(?P<units>.*?)(?P<manner>{_MANNER})(?:{verb})\s*", re.S), role)
    for verb, role in _VERBS
)

_LABEL = pattern(
    rf"(?:省级|市级|县级|区级|省直|市直|具体)?"
    rf"(?P<word>{'|'.join(sorted((*LABELS, *_OTHER_LABELS), key=len, reverse=True))})\s*[：:]"
)
_BARE_LABEL = pattern("|".join(label for label in LABELS if label not in _ALONE))
_STRANGE_LABEL = pattern(r"\s*(?P<word>[^：:，,。；;、（）()\s]{2,10})\s*[：:]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands at a place. role is None for one that names no units (完成时限)."""

    words: str
    role: Role | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tail:
    """A verb at the end of words: units is what stands before it, manner 分别, 按职责分工 or ""."""

    units: str
    manner: str
    role: Role


def find_labels(words: str, *, anywhere: bool = False) -> tuple[Label, ...]:
    """Every known label with its colon (also 省级责任单位：) that opens the words or stands behind
    a mark or a blank; with anywhere behind other words, too.
    """
    return tuple(
        Label(match["word"], LABELS.get(match["word"]), match.start(), match.end())
        for match in _LABEL.finditer(simplify(words))
        if anywhere or match.start() == 0 or words[match.start() - 1] in "；;，,。、 \u00a0\u3000\t"
    )


def opening_label(words: str) -> str:
    """The words before the colon that words open with, known or not; "" when there are none."""
    match = _STRANGE_LABEL.match(simplify(words))
    return match["word"] if match else ""


def is_role_like(label: str) -> bool:
    """Whether an unknown label speaks of roles or units, too (责任人, 主管部门)."""
    return any(stem in label for stem in _STEMS) or label.endswith(_NOUNS)


def bare_label(words: str) -> str:
    """The label words open with, without its colon; "" when there is none."""
    match = _BARE_LABEL.match(simplify(words))
    return match.group() if match else ""


def is_noun_label(label: str) -> bool:
    """Whether a label names units itself (责任单位): prose hardly uses it, as it does 责任：."""
    return label not in _ALONE


def role_of_word(words: str) -> Role | None:
    """The role a bracket after a unit gives it: 市发改委（牵头）; None for other brackets."""
    return LABELS.get(simplify(words).strip()) or _STEMS.get(simplify(words).strip())


def read_tail(words: str) -> Tail | None:
    """The verb at the end of words with its manner; the longest that reads so; None without."""
    plain = simplify(words)
    found = [(match, role) for tail, role in _TAILS if (match := tail.fullmatch(plain))]
    if not found:
        return None
    match, role = min(found, key=lambda each: len(each[0]["units"]))
    units, manner = match.span("units"), match.span("manner")
    return Tail(words[slice(*units)], words[slice(*manner)], role)
