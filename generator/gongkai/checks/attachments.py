"""Attachments (附件): the files are there, can be downloaded and harm no reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.checks.check import Found, check, check_each
from gongkai.checks.disclosure import Entry, entries
from gongkai.model.portal import Portal
from gongkai.model.record import Attachment
from gongkai.patterns import pattern
from gongkai.problems import Weight

BIG = 20 * 1024 * 1024  # bytes; over it a reader on a phone waits for minutes

# Characters that an address, a zip or a Windows server cannot carry as they are.
_BAD_NAME = pattern(r"[\x00-\x20\x7f#?%&<>:\"'|*\\+\u00a0\u3000]")
_RUNS = pattern(r"\.(?:html?|xhtml|svg|xml|js|mjs|css|php|jspx?|aspx?|exe|bat|cmd|sh|ps1|msi)$")


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

    网页、脚本和程序作附件，会在读者的浏览器或电脑里运行，是安全隐患。
    请换成 PDF、OFD、Word、Excel、CSV、图片或压缩包。
    """
    for attachment in entry.attachments:
        if _RUNS.search(attachment.file.lower()):
            yield Found(
                attachment.place,
                f"附件「{attachment.file}」是网页或程序，不能发布",
                "换成 PDF、OFD、Word、Excel、CSV、图片或压缩包",
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
