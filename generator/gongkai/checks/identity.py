"""Facts about the portal itself: address, identity code, registration numbers."""

from collections.abc import Iterator

from gongkai.checks.check import Found, check
from gongkai.model.portal import Portal
from gongkai.patterns import pattern
from gongkai.problems import Weight

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁"
_ID_CODE = pattern(r"\d{10}|bm\d{8}|N\d{9}")
_ICP = pattern(rf"[{_PROVINCES}]ICP备\d{{6,10}}号(?:-\d+)?")
_POLICE = pattern(rf"[{_PROVINCES}]公网安备\s?\d{{14}}号")


@check(Weight.NOTE, "WEB-20")
def site_address_missing(portal: Portal) -> Iterator[Found]:
    """没有写网址，就不能生成网站地图。

    网站地图（sitemap.xml）、订阅源和 SiteDomain 标签里要写完整的地址。
    请在 portal.yaml 里写“网址: https://……/”；还没有网址的，可以先不写。
    """
    if not portal.url:
        yield Found(
            portal.place,
            "portal.yaml 里没有写网址，不生成 sitemap.xml",
            "有了网址以后写“网址: https://……/”",
        )


@check(Weight.WARNING, "TAG-18")
def id_code_form(portal: Portal) -> Iterator[Found]:
    """网站标识码要写成规定的样子。

    政府网站标识码是 10 位：10 位数字，或 bm 加 8 位数字，或 N 加 9 位数字。
    没有标识码的网站不要编造，把这一项删去。
    """
    if portal.id_code and not _ID_CODE.fullmatch(portal.id_code):
        yield Found(
            portal.place,
            f"网站标识码「{portal.id_code}」不像标识码",
            "应是 10 位数字，或 bm 加 8 位数字，或 N 加 9 位数字；没有的不要写",
        )


@check(Weight.WARNING, "WEB-08")
def icp_form(portal: Portal) -> Iterator[Found]:
    """ICP 备案号要写成规定的样子。

    例如 浙ICP备12345678号，主体号后面可以有 -1 这样的网站序号。
    没有备案的不要编造，把这一项删去。
    """
    if portal.icp and not _ICP.fullmatch(portal.icp):
        yield Found(
            portal.place,
            f"ICP 备案号「{portal.icp}」不像备案号",
            "写成 浙ICP备12345678号-1 的样子；没有的不要写",
        )


@check(Weight.WARNING, "WEB-08")
def police_number_form(portal: Portal) -> Iterator[Found]:
    """公安备案号要写成规定的样子。

    例如 浙公网安备33010002000001号，数字是 14 位。
    没有备案的不要编造，把这一项删去。
    """
    if portal.police and not _POLICE.fullmatch(portal.police):
        yield Found(
            portal.place,
            f"公安备案号「{portal.police}」不像备案号",
            "写成 浙公网安备33010002000001号 的样子；没有的不要写",
        )
