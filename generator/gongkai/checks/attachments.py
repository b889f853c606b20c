"""Attachments (附件): the files are there, can be downloaded and harm no reader."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath

from gongkai.checks.check import Found, check, check_each
from gongkai.checks.disclosure import Entry, entries
from gongkai.model.portal import Portal
from gongkai.model.record import Attachment
from gongkai.patterns import pattern
from gongkai.problems import Weight

BIG = 20 * 1024 * 1024  # bytes; over it a reader on a phone waits for minutes

# Characters that an address, a zip or a Windows server cannot carry as they are.
_BAD_NAME = pattern(r"[\x00-\x20\x7f#?%&<>:\"'|*\\+\u00a0\u3000]")
_RUNS = pattern(
    r"\.(?:html?|xhtml|svg|xml|js|mjs|css|php|jspx?|aspx?|exe|bat|cmd|sh|ps1|msi"
    r"|do[ct]m|xl[ast]m|p[op]tm|ppsm)$"  # Office files made to carry macros
)
# Files that the portal itself is made of.
_REGISTERS = frozenset(("portal.yaml", "regions.yaml", "units.yaml", "redirects.yaml"))
_PAPERS = pattern(r"(?:plans/.*\.(?:ya?ml|md)|(?:documents|pages)/.*\.md)$")


@dataclass(frozen=True, slots=True)
class Material:
    """What checks on files look at. content: the portal's content folder."""

    portal: Portal
    content: Path


def attached(portal: Portal) -> Iterator[Attachment]:
    """Every attachment that names a file."""
    for entry in entries(portal):
        for attachment in entry.attachments:
            if attachment.file:
                yield attachment


@check_each(entries, Weight.ERROR, "WEB-20")
def attachment_name(entry: Entry) -> Iterator[Found]:
    """附件的文件名要能放进地址。

    文件名里的空格、#、?、% 等字符在地址里另有含义，链接会断；
    一份文件的两个附件也不能同名。
    请改文件名，并把文件头里的“文件”一起改。汉字、字母、数字、短横、下划线、括号都可以用。
    """
    seen: set[str] = set()
    for attachment in entry.attachments:
        name = attachment.file.rsplit("/", 1)[-1]
        if bad := _BAD_NAME.search(name):
            said = f"附件的文件名「{name}」里有不能用的字符「{bad.group()}」"
            yield Found(attachment.place, said, "改文件名，并把文件头里的“文件”一起改")
        elif name and name.lower() in seen:
            said = f"两个附件的文件名都是「{name}」，会互相覆盖"
            yield Found(attachment.place, said, "给其中一个改名")
        seen.add(name.lower())


@check_each(entries, Weight.ERROR, "WEB-28")
def attachment_can_run(entry: Entry) -> Iterator[Found]:
    """附件不能是网页或程序。

    网页、脚本和程序作附件，会在读者的浏览器或电脑里运行，是安全隐患；
    带宏的 Office 文件（.docm、.xlsm、.pptm）也是程序。
    请换成 PDF、OFD、Word、Excel、CSV、图片或压缩包。
    """
    for attachment in entry.attachments:
        if _RUNS.search(attachment.file.lower()):
            yield Found(
                attachment.place,
                f"附件「{attachment.file}」是网页或程序，不能发布",
                "换成 PDF、OFD、Word、Excel、CSV、图片或压缩包",
            )


@check_each(entries, Weight.WARNING)
def attachment_ending_missing(entry: Entry) -> Iterator[Found]:
    """附件的文件名要有后缀。

    没有后缀（.pdf、.docx 等），读者的电脑不知道用什么打开，服务器也说不出它是什么。
    请给文件名加上后缀，并把文件头里的“文件”一起改。
    """
    for attachment in entry.attachments:
        name = attachment.file.rpartition("/")[2]
        if name and "." not in name.strip("."):
            yield Found(
                attachment.place,
                f"附件「{attachment.file}」的文件名没有后缀",
                "加上后缀，例如 .pdf，并把文件头里的“文件”一起改",
            )


@check_each(entries, Weight.ERROR)
def attachment_is_source(entry: Entry) -> Iterator[Found]:
    """附件不能是门户自己的内容文件。

    portal.yaml、units.yaml 等名册和要点、文件的原稿是给生成网站用的，不是给读者下载的；
    要点的 YAML 和 Markdown，网页上已经有下载。
    请改正“文件”；确要提供同样内容的，复制一份放到别的文件夹。
    """
    for attachment in entry.attachments:
        file = normpath(attachment.file)
        if file in _REGISTERS or _PAPERS.match(file):
            yield Found(
                attachment.place,
                f"附件「{attachment.file}」是门户自己的内容文件，不能作附件",
                "改正“文件”，写给读者下载的文件",
            )


@check(Weight.ERROR, "WEB-21")
def attachment_missing(material: Material) -> Iterator[Found]:
    """附件的文件必须在 content 文件夹里。

    文件不在，下载链接就是断的；文件是空的，读者下载了也打不开。
    请把文件放到所写的位置，或者改正“文件”。来源本来就没有附件的，不写“文件”，只写“名称”和“说明”。
    """
    root = material.content.resolve()
    for attachment in attached(material.portal):
        path = (root / attachment.file).resolve()
        if not path.is_relative_to(root):
            said, hint = "在 content 文件夹之外", "把文件放进 content 文件夹"
        elif not path.is_file():
            said, hint = "找不到", "把文件放到这个位置，或者改正“文件”（从 content 文件夹算起）"
        elif not path.stat().st_size:
            said, hint = "是空的", "换上完好的文件"
        else:
            continue
        yield Found(attachment.place, f"附件「{attachment.file}」{said}", hint)


@check(Weight.WARNING)
def attachment_big(material: Material) -> Iterator[Found]:
    """附件不宜太大。

    超过 20 兆字节的附件，用手机的群众要等很久。
    请压缩图片，或者分成几个文件。
    """
    for attachment in attached(material.portal):
        path = material.content / attachment.file
        if path.is_file() and path.stat().st_size > BIG:
            size = path.stat().st_size / 1024 / 1024
            yield Found(
                attachment.place,
                f"附件「{attachment.file}」有 {size:.0f} 兆字节，太大了",
                "压缩图片，或者分成几个文件",
            )


@check(Weight.WARNING)
def attachment_not_as_named(material: Material) -> Iterator[Found]:
    """附件的内容要与后缀相符。

    后缀是 .pdf，里面却不是 PDF（例如把 Word 文件改了名，或者下载时存成了网页），读者打不开。
    这里只看 PDF、Word、Excel、PowerPoint、WPS、压缩包和常见图片开头的几个字节。
    请换上完好的文件，或者改正后缀。
    """
    for attachment in attached(material.portal):
        ending = attachment.file.lower().rpartition(".")[2]
        wanted = _BEGINNINGS.get(ending)
        begins = _beginning(material.content / attachment.file) if wanted else b""
        if wanted is _PDF and _PDF in begins:
            continue  # every reader lets something stand before it
        if wanted and begins and not begins.startswith(wanted):
            kind = next((f"，像是 {name}" for sign, name in _KINDS if begins.startswith(sign)), "")
            yield Found(
                attachment.place,
                f"附件「{attachment.file}」的内容不是 .{ending} 文件{kind}",
                "换上完好的文件，或者改正后缀",
            )


_ZIP, _OLE, _PDF = b"PK", b"\xd0\xcf\x11\xe0", b"%PDF"
_PNG, _JPEG, _GIF, _RTF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", (b"GIF87a", b"GIF89a"), b"{\\rtf"
_OLD_OFFICE = (_OLE, _ZIP, _RTF)  # such programs open the newer kinds under an old name too
_BEGINNINGS: Mapping[str, bytes | tuple[bytes, ...]] = {
    **dict.fromkeys(("docx", "xlsx", "pptx", "zip", "ofd"), _ZIP),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et", "dps"), _OLD_OFFICE),
    **dict.fromkeys(("jpg", "jpeg"), _JPEG),
    "pdf": _PDF,
    "png": _PNG,
    "gif": _GIF,
}
_KINDS: tuple[tuple[bytes | tuple[bytes, ...], str], ...] = (
    (_PDF, "PDF"),
    (_PNG, "PNG 图片"),
    (_JPEG, "JPEG 图片"),
    (_GIF, "GIF 图片"),
    (_OLE, "旧版 Office 或 WPS 文件"),
    (_ZIP, "压缩包或新版 Office 文件"),
    ((b"<!", b"<h", b"<H", b"\r\n<"), "网页"),
)


def _beginning(path: Path) -> bytes:
    """The first bytes of a file; none when it cannot be read, which is told elsewhere."""
    try:
        opened = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.read(opened, 1024)
    except OSError:  # a folder
        return b""
    finally:
        os.close(opened)
