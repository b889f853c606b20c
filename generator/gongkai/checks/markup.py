"""Pages of the finished site as browsers, screen readers and the security policy need them."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from gongkai.checks.site import Fault, check_page_by_page
from gongkai.checks.summary import Summary
from gongkai.problems import Weight

_THEME = "改主题里的模板"


@check_page_by_page(Weight.ERROR, "ACC-03")
def page_title_missing(page: Summary) -> Sequence[Fault]:
    """每页都要有标题（title）。

    浏览器标签、收藏夹、搜索结果和读屏软件都靠它说明这是什么页面。
    请在主题的模板里写 title，或者给文件补上标题。
    """
    return () if page.title else (("页面没有标题（title）", _THEME),)


@check_page_by_page(Weight.ERROR, "ACC-03")
def page_language_missing(page: Summary) -> Sequence[Fault]:
    """每页都要写明语言。

    读屏软件按 html 标签上的 lang 选择语音；没有写，中文就可能用外语读出来。
    请在主题的 base.html 里写 lang="zh-CN"。
    """
    return () if page.lang else (("html 标签上没有写 lang", _THEME),)


@check_page_by_page(Weight.ERROR, "ACC-03")
def one_main_heading(page: Summary) -> Sequence[Fault]:
    """每页有一个、也只有一个一级标题（h1）。

    读屏软件的用户靠一级标题知道页面讲什么。
    页面标题已经是一级标题，文件正文里的标题请从 ## 写起；模板里的，请改主题。
    """
    if len(page.h1) == 1:
        return () if page.h1[0] else (("一级标题（h1）是空的", _THEME),)
    said = f"页面有 {len(page.h1)} 个一级标题（h1）" if page.h1 else "页面没有一级标题（h1）"
    return ((said, "正文里的标题从 ## 写起；模板里的，改主题"),)


@check_page_by_page(Weight.WARNING, "ACC-03")
def heading_skip(page: Summary) -> Sequence[Fault]:
    """标题不要跳级。

    二级标题下面直接写四级标题，读屏软件的用户会以为漏读了一级。
    文件正文里的，请把 #### 改为 ###；模板里的，请改主题。
    """
    before, after = _skip(page.headings)
    if not after:
        return ()
    said = f"标题从 h{before} 跳到 h{after}" if before else f"第一个标题是 h{after}"
    return ((said, "一级一级地写：## 下面用 ###"),)


@lru_cache(maxsize=500)  # most papers are built like many others
def _skip(headings: tuple[int, ...]) -> tuple[int, int]:
    """The first two levels, one after the other, that leave out one between; else (0, 0)."""
    for before, after in zip((0, *headings), headings, strict=False):
        if after > before + 1:
            return before, after
    return 0, 0


@check_page_by_page(Weight.ERROR, "WEB-24")
def id_repeated(page: Summary) -> Sequence[Fault]:
    """一页之内，标识（id）不能重复。

    标识重复，页内的跳转和标签就会指错地方。
    正文里的标题重名的，请改其中一个；模板里的，请改主题。
    """
    if len(set(page.ids)) == len(page.ids):
        return ()
    return tuple(
        (
            f"标识（id）「{name}」在一页里出现了 {times} 次",
            "改其中一个标题；模板里的，改主题",
        )
        for name, times in Counter(page.ids).items()
        if times > 1
    )


@check_page_by_page(Weight.ERROR, "ACC-03")
def image_alt_missing(page: Summary) -> Sequence[Fault]:
    """图片要有替代文字。

    看不见图片的人靠替代文字知道图上是什么。
    正文里写成 ![图上的内容](图片地址)；只起装饰作用的，模板里写 alt=""。
    """
    return tuple(
        (f"图片「{source}」没有替代文字（alt）", "写成 ![图上的内容](图片地址)")
        for source in page.unnamed_images
    )


@check_page_by_page(Weight.ERROR, "WEB-28")
def inline_code(page: Summary) -> Sequence[Fault]:
    """页面里不能夹带脚本和样式。

    网站按严格的内容安全策略发布，写在页面里的脚本、样式和 onclick 之类一概不会执行。
    请把它们放进主题的 scripts 和 styles 文件夹。
    """
    return tuple(
        (f"页面里夹带了代码：{words}", "放进主题的 scripts 或 styles 文件夹")
        for words in page.inline
    )
