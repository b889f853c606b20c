"""Links of the finished site: each leads somewhere, and every page can be reached."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeVar

from gongkai.checks.check import Found, check
from gongkai.checks.references import Reference, resolved
from gongkai.checks.site import HOME, NOT_FOUND, Site, grouped, place_of, web_address
from gongkai.model.redirect import WITHDRAWN
from gongkai.problems import Place, Weight

Answer = TypeVar("Answer")
_INDEX = "search/index/"  # the search page asks for it ahead; a build may leave it out
_DOCUMENTS = "content/documents/"
_HOW_TO_SHOW = (
    "图片要列为这份文件的附件：文件头里写“附件:”，下一行“  - 名称: 图”，"
    "再下一行“    文件: 图片在 content 里的路径”；正文写 ![图]({})，只写文件名"
)


class _Fault(NamedTuple):
    """A wrong address on a page: what is said of it, how it is mended, and the address itself.

    meant: target and fragment, "" for any fragment, or an address as it was written.
    """

    page: str
    said: str
    hint: str
    meant: tuple[str, str] | str
    is_picture: bool = False


def _told(site: Site, faults: Iterable[_Fault]) -> Iterator[Found]:
    """Each fault where it was written; those of the theme once, however many pages have them."""
    unplaced = []
    for fault in faults:
        places = tuple(_places(site, fault))
        for place in places:
            yield Found(place, fault.said, _hint_for(fault, place))
        if not places:
            unplaced.append((fault.page, fault.said, fault.hint))
    yield from grouped(unplaced)


def _places(site: Site, fault: _Fault) -> Iterator[Place]:
    """Where the address of a fault was written by hand."""
    folder = fault.page[: fault.page.rfind("/") + 1]
    for address, place in site.written(fault.page):
        if isinstance(fault.meant, str):
            same = address == fault.meant
        else:
            target, fragment = fault.meant
            found = resolved(fault.page, folder, (address,), site.root)
            same = any(target == there and fragment in ("", at) for there, at in found)
        if same:
            yield place


def _hint_for(fault: _Fault, place: Place) -> str:
    """How the writer of a text mends it."""
    if not fault.is_picture:
        return fault.hint
    first, address = "", fault.meant[0]
    if isinstance(fault.meant, str):
        first, address = "先把图片下载下来；", fault.meant
    name = address.partition("?")[0].rpartition("/")[2] or "图.png"
    if place.file.startswith(_DOCUMENTS):
        return first + _HOW_TO_SHOW.format(name)
    where = "../../documents/文件名/图.png"
    return f"{first}把图片列为某份文件的附件，这里写它的地址，例如 {where}"


@check(Weight.ERROR, "WEB-21")
def broken_link(site: Site) -> Iterator[Found]:
    """站内的链接必须都能打开。

    错链、断链是网站检查的扣分项，群众点了也打不开。这里核对每一页的每一个站内链接，
    以及页面要用的图片、样式和脚本。
    正文里的链接，请在文件里改正地址；要显示图片，先把它列为这份文件的附件，
    正文写 ![图](文件名)。页面框架里的，请改主题。
    """
    return _told(site, _dead(site))


def _dead(site: Site) -> Iterator[_Fault]:
    def dead(references: Iterable[Reference]) -> list[str]:
        found = (target for target, _ in references if target not in site.addresses)
        return [target for target in found if not target.startswith(_INDEX)]

    of_frame = _once(dead)
    for page, summary in site.pages.items():
        followed = *of_frame(summary.frame), *dead(summary.links)
        kinds = ("链接", followed, False), ("所用的文件", dead(summary.loaded), True)
        for kind, targets, is_picture in kinds:
            for target in dict.fromkeys(targets):
                said = f"{kind}「{web_address(target)}」打不开"
                yield _Fault(page, said, _hint(site, target), (target, ""), is_picture)


def _once(
    judge: Callable[[tuple[Reference, ...]], Answer],
) -> Callable[[tuple[Reference, ...]], Answer]:
    """The judge, asked but once of each frame of a site, however many pages it stands around."""
    known: dict[int, Answer] = {}

    def answer(frame: tuple[Reference, ...]) -> Answer:
        if id(frame) not in known:
            known[id(frame)] = judge(frame)
        return known[id(frame)]

    return answer


def _hint(site: Site, target: str) -> str:
    if f"{target}/{HOME}" in site.addresses:
        return f"地址要以 / 结尾：{web_address(target)}/"
    if target.startswith("../"):
        return "链接退出了网站，少写一个 ../"
    if target.endswith(".md"):
        return "链接写网页的地址，不写 .md 文件，例如 ../通知的文件名/"
    return "站内没有这个页面或文件，改正链接的地址"


@check(Weight.ERROR, "WEB-21")
def broken_anchor(site: Site) -> Iterator[Found]:
    """链接到页内某处的，那一处必须存在。

    带 # 的链接跳到页内某一处；那一处没有了，读者就停在页首，找不到要看的内容。
    请改正 # 后面的标识，或者去掉它。
    """

    @cache
    def ids(target: str) -> frozenset[str]:
        return frozenset(("", "top", *site.pages[target].ids))

    def lost(references: Iterable[Reference]) -> list[Reference]:
        named = [each for each in references if each[1]]
        return [each for each in named if each[0] in site.pages and each[1] not in ids(each[0])]

    of_frame = _once(lost)

    def faults() -> Iterator[_Fault]:
        for address, page in site.pages.items():
            for reference in dict.fromkeys((*of_frame(page.frame), *lost(page.links))):
                said = f"链接「{web_address(reference[0])}#{reference[1]}」所指的位置不存在"
                yield _Fault(address, said, "改正 # 后面的标识，或者去掉它", reference)

    return _told(site, faults())


@check(Weight.ERROR, "WEB-28")
def foreign_resource(site: Site) -> Iterator[Found]:
    """页面不能从别的网站加载东西。

    字体、脚本、图片若来自别的网站，那边出了问题，本站的页面就会坏，读者的行踪也会泄露出去。
    正文里的图片，请下载下来，列为这份文件的附件，正文写 ![图](文件名)；
    主题里的，请把文件放进主题。
    """
    return _told(
        site,
        (
            _Fault(address, f"页面从别的网站加载「{source}」", "把这个文件放进主题", source, True)
            for address, page in site.pages.items()
            for source in page.elsewhere
        ),
    )


@check(Weight.WARNING)
def unreachable_page(site: Site) -> Iterator[Found]:
    """每一页都要能从首页一步步点到。

    只有检索才能找到的页面，等于没有公开：没有脚本的浏览器、读屏软件和搜索引擎都到不了。
    请把它所属的栏目放进栏目树；主题改过的，看看是不是去掉了链接。
    """
    reached, waiting = {HOME}, [HOME] if HOME in site.pages else []
    framed: set[int] = set()  # ids of frames that were followed
    while waiting:
        page = site.pages[waiting.pop()]
        references = page.links if id(page.frame) in framed else page.links + page.frame
        framed.add(id(page.frame))
        for target, _ in references:
            if target not in reached:
                reached.add(target)
                if target in site.pages:
                    waiting.append(target)
    for address in site.pages:
        if address not in reached and not address.startswith((NOT_FOUND, WITHDRAWN)):
            yield Found(
                place_of(address),
                f"从首页点不到「{web_address(address)}」这一页",
                "把它所属的栏目放进 portal.yaml 的栏目树，或者看看主题是否去掉了链接",
            )
