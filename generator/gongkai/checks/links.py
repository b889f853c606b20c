"""Links of the finished site: each leads somewhere, and every page can be reached."""

from collections.abc import Iterator

from gongkai.checks.check import Found, check
from gongkai.checks.site import HOME, NOT_FOUND, Site, grouped, place_of, web_address
from gongkai.model.redirect import WITHDRAWN
from gongkai.problems import Weight

_INDEX = "search/index/"  # the search page asks for it ahead; a build may leave it out


@check(Weight.ERROR, "WEB-21")
def broken_link(site: Site) -> Iterator[Found]:
    """站内的链接必须都能打开。

    错链、断链是网站检查的扣分项，群众点了也打不开。这里核对每一页的每一个站内链接，
    以及页面要用的图片、样式和脚本。
    正文里的链接，请在文件里改正地址；页面框架里的，请改主题。
    """

    def hits() -> Iterator[tuple[str, str, str]]:
        for address, page in site.pages.items():
            for kind, references in (("链接", page.links), ("所用的文件", page.loaded)):
                for target, _ in references:
                    if target not in site.addresses and not target.startswith(_INDEX):
                        yield address, f"{kind}「{web_address(target)}」打不开", _hint(site, target)

    return grouped(hits())


def _hint(site: Site, target: str) -> str:
    if f"{target}/{HOME}" in site.addresses:
        return f"地址要以 / 结尾：{web_address(target)}/"
    if target.startswith("../"):
        return "链接退出了网站，少写一个 ../"
    return "站内没有这个页面或文件，改正链接的地址"


@check(Weight.ERROR, "WEB-21")
def broken_anchor(site: Site) -> Iterator[Found]:
    """链接到页内某处的，那一处必须存在。

    带 # 的链接跳到页内某一处；那一处没有了，读者就停在页首，找不到要看的内容。
    请改正 # 后面的标识，或者去掉它。
    """
    ids = {address: {"", "top", *page.ids} for address, page in site.pages.items()}

    def hits() -> Iterator[tuple[str, str, str]]:
        for address, page in site.pages.items():
            for target, fragment in page.links:
                if fragment and fragment not in ids.get(target, (fragment,)):
                    said = f"链接「{web_address(target)}#{fragment}」所指的位置不存在"
                    yield address, said, "改正 # 后面的标识，或者去掉它"

    return grouped(hits())


@check(Weight.WARNING)
def unreachable_page(site: Site) -> Iterator[Found]:
    """每一页都要能从首页一步步点到。

    只有检索才能找到的页面，等于没有公开：没有脚本的浏览器、读屏软件和搜索引擎都到不了。
    请把它所属的栏目放进栏目树；主题改过的，看看是不是去掉了链接。
    """
    reached, waiting = {HOME}, [HOME]
    while waiting:
        page = site.pages.get(waiting.pop())
        new = {target for target, _ in page.links} - reached if page else set()
        reached |= new
        waiting.extend(new & site.pages.keys())
    for address in site.pages:
        if address not in reached and not address.startswith((NOT_FOUND, WITHDRAWN)):
            yield Found(
                place_of(address),
                f"从首页点不到「{web_address(address)}」这一页",
                "把它所属的栏目放进 portal.yaml 的栏目树，或者看看主题是否去掉了链接",
            )
