"""Head tags (网页标签): what every page, every column and every article must declare."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from gongkai.checks.site import Fault, check_page_by_page
from gongkai.checks.summary import Summary
from gongkai.problems import Weight

_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
_KNOWN = frozenset((*_SITE, *_COLUMN, *_ARTICLE))
_NOTHING = frozenset(("", "null", "none", "undefined", "无"))
_NO_DOMAIN = re.compile(r"[/\s]")
_PUBLISHED = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")
_THEME = "改主题里的模板"

# A tag of the first column asks for that of the second. Facts nobody knows (标识码, 发布时间)
# are left out, not made up, so only the tags whose value is always known are demanded.
_ASKS = (
    (_COLUMN, "ColumnName"),
    (_ARTICLE, "ArticleTitle"),
)


def _values(page: Summary) -> Mapping[str, str]:
    return _known(page.metas)


@lru_cache(maxsize=16)  # three checks ask one after the other
def _known(metas: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {name: content.strip() for name, content in metas if name in _KNOWN}


@check_page_by_page(Weight.ERROR, "TAG-01", "TAG-16")
def head_tag_missing(page: Summary) -> Sequence[Fault]:
    """页面要有规定的网页标签。

    每一页都要有 SiteName；栏目页要有 ColumnName，文章页还要有 ArticleTitle。
    标签是累加的：文章页也要有网站的标签。不知道的事实（标识码、发布时间）不写，也不编造。
    请在 portal.yaml 里写网站名称；主题改过的，恢复标签。
    """
    values = _values(page)
    missing = [] if "SiteName" in values else ["SiteName"]
    for some, asked in _ASKS:
        if asked not in values and not values.keys().isdisjoint(some):
            missing.append(asked)
    return [(f"缺少网页标签 {name}", _THEME) for name in missing]


@check_page_by_page(Weight.ERROR, "TAG-16")
def head_tag_empty(page: Summary) -> Sequence[Fault]:
    """网页标签不能是空的，也不能写两次。

    有的网站标签写着 null，检查时按没有计算。
    不知道的事实整个标签都不写；同一个标签只写一次。
    """
    names = [name for name, _ in page.metas if name in _KNOWN]
    values = _values(page)
    faults: list[Fault] = []
    if len(names) > len(values):
        times = Counter(names).items()
        faults += ((f"网页标签 {name} 写了 {n} 次", _THEME) for name, n in times if n > 1)
    for name, content in values.items():
        if content.lower() in _NOTHING:
            faults.append((f"网页标签 {name} 的内容是「{content}」", "不知道的，整个标签不写"))
    return faults


@check_page_by_page(Weight.ERROR, "TAG-17", "TAG-20")
def head_tag_wrong(page: Summary) -> Sequence[Fault]:
    """网页标签要与页面上写的一致。

    ArticleTitle 要与页面的一级标题一字不差；PubDate 写成 2021-07-20 09:30，
    不知道时间的写到日；SiteDomain 只写域名，不带 https:// 和斜杠。
    请改主题里的模板。
    """
    values = _values(page)
    faults: list[Fault] = []
    title, published = values.get("ArticleTitle"), values.get("PubDate")
    if title and page.h1 and title != page.h1[0] and " ".join(title.split()) != page.h1[0]:
        faults.append((f"ArticleTitle「{title}」与一级标题「{page.h1[0]}」不一致", _THEME))
    if published and not _is_moment(published):
        faults.append((f"PubDate「{published}」不是日期或时间", "写成 2021-07-20 09:30 的样子"))
    if _NO_DOMAIN.search(values.get("SiteDomain", "")):
        faults.append((f"SiteDomain「{values['SiteDomain']}」不是域名", "只写域名"))
    return faults


def _is_moment(text: str) -> bool:
    """Tell whether text is a real date, with or without a time."""
    if not _PUBLISHED.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
