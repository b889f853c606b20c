"""文号: a document's number as text, in canonical form, and where a text cites others."""

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.patterns import pattern
from gongkai.terms.fold import simplify

_YEARS = range(1949, 2100)
_SERIAL_YEAR_ENDINGS = ("公告", "通告")  # 国家税务总局公告2021年第3号
# Characters of 机关代字: 财税 to 中华人民共和国…令; longer than _LONG it may have prose in front.
_SHORTEST, _LONG, _LONGEST = 2, 8, 20


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """发文字号. agency: 机关代字 (义政办发); year: None only for orders (国务院令第711号)."""

    agency: str
    year: int | None
    serial: int

    @property
    def canonical(self) -> str:
        """The form of GB/T 9704: 义政办发〔2021〕24号; of orders and notices their own form."""
        if self.year is None:
            return f"{self.agency}第{self.serial}号"
        if self.agency.endswith(_SERIAL_YEAR_ENDINGS):
            return f"{self.agency}{self.year}年第{self.serial}号"
        return f"{self.agency}〔{self.year}〕{self.serial}号"

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number cited in a text: text[start:end] is printed."""

    number: DocumentNumber
    start: int
    end: int
    printed: str


_SQUARE = r"(?:[〔［\[【]\s*(?P<year>\d{4})\s*[〕］\]】])"
_ROUND = r"(?:[（(]\s*(?P<round_year>\d{4})\s*[）)])"
_BRACKETED = rf"(?:{_SQUARE}|{_ROUND})\s*第?\s*(?P<serial>\d+)"
_ORDER = r"(?<=令)\s*第?\s*(?P<order>\d+)"
_NOTICE = r"(?<=[公通]告)\s*(?P<notice_year>\d{4})\s*年\s*第\s*(?P<notice>\d+)"
# Everything of a number right of its 机关代字. A house has a number, too (（2021）3号楼).
_REST = pattern(rf"\s*(?:{_BRACKETED}|{_ORDER}|{_NOTICE})\s*[号號](?![楼院线路门机井])")
_NARROW = str.maketrans("０１２３４５６７８９﹝﹞", "0123456789〔〕")
_RUN = pattern(r"[\u3400-\u9fff]+\Z")
_ENDINGS = pattern(r"(?:[发函字令电办通告呈任纪议规文]|[发函]电|[公通]告)\Z")

# Words that end before 机关代字 begins.
_VERBS = (
    r"根据|依据|依照|遵照|参照|按照|对照|落实|贯彻|执行|完成|实施|印发|转发|下发|制定|出台|废止|修订|修改"
    r"|替代|代替|取代|按|见|以及|以|与|及|的|了|在|把|被|由|对(?!外|口)|号"
    r"|文件|精神|通知|意见|办法|方案|规定|规划|要求|决定|条例|[我本该][省市县区州盟旗局厅委办院部]"
)
# The same, unless they are part of it: 和政发 is of 和政县, 市委办发 of a 市委.
_DOUBTFUL = (
    r"和|同|原|(?:中共)?中央(?:办公厅)?|国务院(?:办公厅)?|(?:人民)?政府(?:办公[厅室])?"
    r"|[省市县区州]委(?:办公[厅室])?"
)
_BEFORE = pattern(rf"(?:{_VERBS}|(?:{_DOUBTFUL})(?![政府委党办厅发函字令电]))(?=..)")
_HEADS = "国中京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新兵"
_KNOWN = pattern(rf"[{_HEADS}][政府委党办厅公开发函字令电明传人财教卫环建税]{{1,7}}\Z")


# The canonical form, which is what nearly every paper has.
_EVERYDAY = pattern(r"([\u3400-\u9fff]{2,20})〔([0-9]{4})〕([0-9]+)号")


@lru_cache(maxsize=500)  # whoever reads a paper asks first, two checks of it at once thereafter
def parse_number(text: str) -> DocumentNumber | None:
    """The number a text is, None when it is none; nothing may stand before or after it.

    Read are 〔2021〕 in any bracket, blanks, full-width digits, 第 and leading zeros, and 國辦發…號
    in traditional script; also 国务院令第711号 and …公告2021年第3号.
    """
    everyday = _EVERYDAY.fullmatch(text)
    if everyday and _is_whole(everyday[1]):
        year, serial = int(everyday[2]), int(everyday[3])
        return DocumentNumber(everyday[1], year, serial) if year in _YEARS and serial else None
    printed = text.strip()
    found = find_numbers(printed, any_ending=True)
    return found[0].number if found and found[0].printed == printed else None


def canonical_number(text: str) -> str:
    """The canonical form of a number, by which its spellings are one; other text as it is."""
    if _is_canonical(text):
        return text
    number = parse_number(text) if text else None
    return number.canonical if number else text


def _is_canonical(text: str) -> bool:
    """Whether a text is at once seen to be the canonical form of a number, as nearly all are."""
    found = _EVERYDAY.fullmatch(text)
    return (
        found is not None
        and not found[3].startswith("0")
        and int(found[2]) in _YEARS
        and not found[1].endswith(_SERIAL_YEAR_ENDINGS)
        and _is_whole(found[1])
    )


def find_numbers(text: str, *, any_ending: bool = False) -> tuple[FoundNumber, ...]:
    """Every number cited in a text, in order.

    Where 机关代字 begins is decided so: after anything that is no Chinese character (《 》 （ or
    a blank); else after the last word of a table of words that come before numbers (根据, 完成,
    精神, 国务院 …); else, in a long run, at the abbreviation of a province or 国, 中. Prose in
    front without such a word (各地学习义政办发〔2021〕24号) is not told apart and becomes part of
    the number. With round brackets 机关代字 must end as most do (发, 函, 字 …), unless any_ending
    is True. A damaged number (国办发〔201823号) is not found.
    """
    narrow = text.translate(_NARROW)
    plain = simplify(narrow)
    found: list[FoundNumber] = []
    for match in _REST.finditer(plain):
        run = _RUN.search(plain, found[-1].end if found else 0, match.start())
        length = _agency_length(run.group()) if run else 0
        if not _SHORTEST <= length <= _LONGEST:
            continue
        start, end = match.start() - length, match.end()
        if match["round_year"] and not (any_ending or _ENDINGS.search(plain[: match.start()])):
            continue
        # Only in a text in traditional script: 乾政发 is of 乾县, there is no 干县.
        source = plain if text[end - 1] == "號" else narrow
        if number := _make(source[start : match.start()], match):
            found.append(FoundNumber(number, start, end, text[start:end]))
    return tuple(found)


@lru_cache(maxsize=2_000)  # a portal's papers come from a few offices
def _is_whole(run: str) -> bool:
    """Tell whether a run of Chinese characters is 机关代字 from its first to its last."""
    return simplify(run) == run and _agency_length(run) == len(run)


def _agency_length(run: str) -> int:
    """How many characters at the end of a run of Chinese characters are 机关代字."""
    if (republic := run.find("中华人民共和国")) >= 0 and run.endswith("令"):
        return len(run) - republic
    cuts = [match.end() for match in _BEFORE.finditer(run)]
    agency = run[cuts[-1] :] if cuts else run
    if len(agency) > _LONG and (known := _KNOWN.search(agency)):
        return len(known.group())
    return len(agency)


def _make(agency: str, match: re.Match[str]) -> DocumentNumber | None:
    if match["order"]:
        return DocumentNumber(agency, None, int(match["order"]))
    year = int(match["year"] or match["round_year"] or match["notice_year"])
    serial = int(match["serial"] or match["notice"])
    return DocumentNumber(agency, year, serial) if year in _YEARS and serial else None
