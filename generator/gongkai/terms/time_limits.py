"""Time limits in the text of a task: by when, within what, how often."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from gongkai.terms.fold import simplify


class LimitKind(Enum):
    """What a time limit says; the value is the word shown to readers."""

    DATE = "截止"  # 2020年底前, 每年3月底前
    PERIOD = "期限"  # 30日内, 60个工作日内
    RECURRING = "周期"  # 每周, 按季度
    YEAR = "年度"  # 年内, 2017年下半年, 到2018年
    START = "起始"  # 从2017年起
    MINIMUM = "最短"  # 不得少于5个工作日


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One time limit as printed: text[start:end] is words."""

    words: str
    start: int
    end: int
    kind: LimitKind


_COUNT = r"(?:\d+|[〇零一二两三四五六七八九十百]+)"
_YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月份?"
_DAY = rf"{_COUNT}\s*日"
_SPAN = r"(?:个\s*)?(?:分钟|小时|工作日|自然日|日|天|周|星期|个?月|季度|年)"
_BEFORE = r"(?:\s*(?:之前|以前|前))"
_WITHIN = r"(?:之内|以内|内)"
_ANY_YEAR = rf"(?:{_YEAR}|[每今本当明次]年)"
_SOME_YEAR = rf"(?:{_ANY_YEAR}\s*)?"
_PART = r"(?:第?[一二三四1-4]\s*季度|[上下]半年)"  # of a year
_NOT_YEAR = r"\d去近往青少中成童老周〇零一二两三四五六七八九十百几数多半"  # before 年内

# Leftmost first; of two at one place the first in this table wins. None: words that look like a
# limit but tell of the past.
_GRAMMAR: tuple[tuple[LimitKind | None, tuple[str, ...]], ...] = (
    (
        None,
        (
            rf"截[至止]到?\s*{_SOME_YEAR}(?:年?(?:底|末)|{_MONTH}(?:底|末|{_DAY})?)",
            rf"(?:最?近|过去)\s*{_COUNT}\s*{_SPAN}{_WITHIN}?",
            rf"(?:去|往|近)年年?(?:底|末|{_WITHIN})",
        ),
    ),
    (
        LimitKind.MINIMUM,
        (
            rf"(?:一般)?(?:不得|不应|不能|不)(?:少|低|短)于\s*{_COUNT}\s*{_SPAN}",
            rf"至少\s*{_COUNT}\s*{_SPAN}(?![一二三四五1-9]次)",
        ),
    ),
    (
        LimitKind.DATE,
        (
            rf"(?:每个?月|每季度?)(?:末|底|{_DAY}){_BEFORE}?",
            rf"{_SOME_YEAR}{_MONTH}(?:(?:底|末|[上中下]旬){_BEFORE}?|(?:{_DAY})?{_BEFORE})",
            rf"[本当次下]?月(?:底|末){_BEFORE}",
            rf"(?:{_ANY_YEAR}\s*年?|年)(?:底(?!之?后){_BEFORE}?|末{_BEFORE})",
            rf"{_SOME_YEAR}{_PART}(?:(?:末|底){_BEFORE}?|{_BEFORE}|{_WITHIN})",
            rf"{_YEAR}{_BEFORE}",
        ),
    ),
    (
        LimitKind.START,
        (rf"(?:[从自]\s*)?{_YEAR}(?:\s*{_MONTH})?(?:\s*{_DAY})?(?:开始|起(?![草诉至]))",),
    ),
    (
        LimitKind.YEAR,
        (
            rf"{_YEAR}度?{_WITHIN}",
            rf"[今本当明]年度?{_WITHIN}",
            rf"(?<![{_NOT_YEAR}])年度?{_WITHIN}",
            rf"(?:{_YEAR}|[今明本]年)\s*[上下]半年",
            rf"(?<!达)到\s*{_YEAR}(?!\s*{_MONTH})",
        ),
    ),
    (
        LimitKind.PERIOD,
        (
            rf"(?<!\d){_COUNT}\s*{_SPAN}{_WITHIN}",
            rf"半\s*(?:个\s*)?(?:小时|天|月|年){_WITHIN}",
            rf"(?:最长)?(?:不得|不应|不能|不)(?:超过|多于)\s*{_COUNT}\s*{_SPAN}",
            rf"提前\s*{_COUNT}\s*{_SPAN}",
            rf"[当次]日{_WITHIN}",
            r"[当次]日(?=公开|发布|公布|回应|答复|办结|上报|报送)",
        ),
    ),
    (
        LimitKind.RECURRING,
        (
            rf"每\s*(?:{_COUNT}\s*)?(?:个\s*)?(?:工作日|日|天|周|星期|旬|月|季度?|半年|年度?)",
            r"[按逐](?:日(?![程期常照前后])|天|周(?![边期围])|旬|月份?|季度?)",
            r"按半?年(?=公开|公布|发布|更新|报送|通报|上报)",
            r"(?:月度|(?<![一二三四1-4])季度)(?:、(?:月度|季度|半年度|年度))+",
            rf"(?:半|{_COUNT})\s*个?(?:年|月|季度?|周)[一两二三四1-4]次",
        ),
    ),
)


@cache
def _any() -> re.Pattern[str]:
    """Any time limit, each kind under its name; compiled when first needed, as it takes long."""
    return re.compile(
        "|".join(
            f"(?P<{kind.name if kind else 'PAST'}>{'|'.join(f'(?:{form})' for form in forms)})"
            for kind, forms in _GRAMMAR
        )
    )


@lru_cache(maxsize=10_000)  # a task stands on the pages of its plan and of each of its units
def find_time_limits(text: str) -> tuple[TimeLimit, ...]:
    """Every time limit in a text, in order, none overlapping another; both scripts are read.

    Only what can be checked is a limit: a date, a number of days, a rhythm, a year. 定期, 及时,
    适时, 第一时间 and 规定时限内 are not. A bare date (2021年7月16日) or year (2021年要点) is no
    limit; it becomes one by 前, 底, 内, 起 or 到. Events are not read (评估开展前).
    """
    found = (
        (LimitKind.__members__.get(match.lastgroup or ""), match.start(), match.end())
        for match in _any().finditer(simplify(text))
    )
    return tuple(TimeLimit(text[start:end], start, end, kind) for kind, start, end in found if kind)
