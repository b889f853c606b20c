"""A list of units as offices print it: where one name ends, and which prefix it shares."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.patterns import pattern
from gongkai.terms.brackets import outside, read_brackets, split_outside
from gongkai.terms.fold import simplify
from gongkai.terms.role_words import role_of_word
from gongkai.terms.roles import Role


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit as printed (trimmed, without 等).

    candidates: the names to look up, in order: as printed, then with the prefix it shares.
    """

    printed: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit in a list. role: by a bracket of its own (市发改委（牵头）), else None."""

    unit: PrintedUnit
    role: Role | None


@dataclass(frozen=True, slots=True)
class UnitList:
    """The units between two commas, in printed order; open_ended: the list ends in 等."""

    units: tuple[ListedUnit, ...]
    open_ended: bool


class UnreadableError(Exception):
    """Words that cannot be read as responsibilities; the message says why, in Chinese."""


_REGION = r"(?:自治区|自治州|自治县|省|市|县|区|州|旗|盟|镇|乡)"
# 市场监管局, 市政公用局, 市民中心 and the like only look as if they began with a prefix.
_WHOLE_WORD = (
    r"(?:市场|市政(?!府|协|务|法|研)|市民(?!政|宗|族|委|革|盟|建|进|防)|市容|[县区省]域|省际|区块)"
)
_PREFIX = pattern(rf"(?!{_WHOLE_WORD})(?P<region>{_REGION})(?P<seat>党?委|人民政府|政府)?(?=.)")
_NAMED_PREFIX = pattern(
    rf"(?P<region>[\u4e00-\u9fff]{{2,3}}{_REGION})(?P<seat>党?委|人民政府|政府)?(?=.)"
)
# Names that stand for themselves: they neither lend a prefix nor borrow one.
_STANDALONE = pattern(r"各|其他|其它|有关|相关|所有|全|本|[省市县区州旗乡镇][级属直管辖]")

# 各市、县（市、区）政府 is one name: divisions of one family joined by 、 after 各.
_COUNTIES = r"(?:自治区|直辖市|设区市|地区|区县|县区|旗县|市县|县市|市|州|盟|县|区|旗)"
_TOWNS = r"(?:乡镇|镇街|街镇|镇|乡|街道|社区|村)"
_HALLS = ("政府", "办事处", "党委")
_HALL = rf"(?:人民)?(?:{'|'.join(_HALLS)})?"
_DIVISIONS = tuple(
    (pattern(rf"各{family}"), pattern(rf"{family}(?:[（(〔\[].*[）)〕\]])?{_HALL}"))
    for family in (_COUNTIES, _TOWNS)
)

_OPEN_END = pattern(
    r"等(?:\s*(?:\d+|[一二三四五六七八九十]+)\s*(?:个|家))?(?:各|有关|相关)?(?:市级|县级|省级|市直)?"
    r"(?:部门和单位|部门|单位|地方)?$"
)
_JOINT = pattern(r"\s*(?P<jointly>会同)\s*|\s*(?:以及|[和及与])\s*|\s+")
_ENDING = pattern(
    r"(?:[局委办部厅院室处科所站队组团联行署司关库馆园台社校班街县区市镇乡村州旗盟协府会]"
    r"|中心|部门|单位|机构|机关|组织|企业|公司|集团|大学|中学|学会|街道|各地|各级|方面|电视台)"
    r"(?:[（(〔\[].*[）)〕\]])?$"
)
_NO_ENDING = pattern(r"(?:社会|机会|会议|执行|进行|运行|实行|推行|全部|好处|到处|举办|主办|参与)$")
_NO_NAME = pattern(
    r"[：:“”\"《》！!？?…%。；;]|的|(?<!自)由|应当|必须"
    r"|^(?:督促|要求|明确|确定|压实|强化|加强|推动|推进|引导|鼓励|将|把|对|请|凡|谁|未|不|各自|认真|切实)"
    r"|^(?:指导|组织|协调|监督|支持|配合|协助|联合|带动|落实)(?=[各有相全])"
)
_LONGEST = 40


def read_units(words: str) -> UnitList:
    """The units of a list without commas.

    、 splits, but not inside brackets nor inside 各市、县（市、区）政府. 和, 及, 与 and a blank
    split only between a unit and one that has a prefix of its own or begins with 各 (住房和城乡
    建设局 is one); 会同 splits after any unit. A name without a prefix shares that of the nearest
    one before it: in 市教体局、公安局 the second is looked up as 公安局, then as 市公安局; in
    市委宣传部、网信办 as 市委网信办, too.
    Raises UnreadableError for an empty place in the list.
    """
    open_end = _OPEN_END.search(simplify(words.rstrip()))
    listed = words[: open_end.start()] if open_end else words
    names = [name.strip() for part in _parts(listed) for name in _joint_names(part)]
    if open_end and len(names) > 1 and not names[-1]:  # 甲、乙、等
        names.pop()
    if not all(names):
        raise UnreadableError("单位名单中有空缺" if any(names) else "没有写单位")
    return UnitList(tuple(_listed(names)), bool(open_end))


def looks_like_unit(name: str) -> bool:
    """Whether words are built like the name of a unit: they end as one and hold no prose."""
    plain = simplify(name)
    return (
        1 < len(plain) <= _LONGEST
        and bool(_ENDING.search(plain))
        and not _NO_ENDING.search(plain)
        and not _NO_NAME.search(plain)
    )


def ends_like_unit(name: str) -> bool:
    """Whether words at least end as names of units do."""
    return bool(_ENDING.search(simplify(name.strip()))) and not _NO_ENDING.search(simplify(name))


def _parts(words: str) -> list[str]:
    """The parts between 、 with 各市、县（市、区）政府 left whole."""
    parts: list[str] = []
    for part in split_outside(words, "、"):
        if parts and _continues(parts[-1], part):
            parts[-1] += f"、{part}"
        else:
            parts.append(part)
    return parts


def _continues(before: str, part: str) -> bool:
    """Whether a part goes on with a name like 各市 that the part before it began."""
    plain = simplify(part.strip())
    first, *middle = (name.strip() for name in split_outside(simplify(before), "、"))
    complete = (middle[-1] if middle else first).endswith(_HALLS)
    return not complete and any(
        opening.fullmatch(first) and following.fullmatch(plain) for opening, following in _DIVISIONS
    )


def _joint_names(part: str) -> Iterator[str]:
    """The names in a part: 各镇街和市级有关部门 are two, 市住房和城乡建设局 is one."""
    plain = simplify(part)
    free = outside(part)
    start = 0
    for match in _JOINT.finditer(plain):
        before, after = plain[start : match.start()], plain[match.end() :]
        if match.start() == 0:  # 、以及各镇街
            start = match.end()
        elif not free[match.start()] or not looks_like_unit(before):
            continue
        elif match["jointly"] or _begins_anew(after):
            yield part[start : match.start()]
            start = match.end()
    yield part[start:]


def _begins_anew(after: str) -> bool:
    return bool(_STANDALONE.match(after) or _PREFIX.match(after)) and ends_like_unit(after)


def _listed(names: list[str]) -> Iterator[ListedUnit]:
    prefixes: tuple[str, ...] = ()
    for name in names:
        printed, role = _own_role(name)
        own = _prefixes(printed)
        prefixes = own or prefixes
        borrows = not own and not _STANDALONE.match(simplify(printed))
        candidates = (printed, *(prefix + printed for prefix in prefixes if borrows))
        yield ListedUnit(PrintedUnit(printed, candidates), role)


def _own_role(name: str) -> tuple[str, Role | None]:
    pairs = read_brackets(name).pairs
    if pairs and pairs[-1][1] == len(name) and pairs[-1][0] > 0:
        start, end = pairs[-1]
        if role := role_of_word(name[start + 1 : end - 1]):
            return name[:start].rstrip(), role
    return name, None


def _prefixes(name: str) -> tuple[str, ...]:
    """The prefixes a name lends to those after it: 市委宣传部 市委 and 市, 义乌市财政局 义乌市."""
    plain = simplify(name)
    match = _PREFIX.match(plain) or _NAMED_PREFIX.match(plain)
    if not match or _STANDALONE.match(plain):
        return ()
    region, seat = name[slice(*match.span("region"))], name[slice(*match.span("seat"))]
    return tuple(dict.fromkeys((region + seat, region)))
