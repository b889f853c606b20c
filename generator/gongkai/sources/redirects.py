"""content/redirects.yaml to redirects and tombstones: what became of addresses that went."""

import re
from collections.abc import Iterable
from pathlib import Path

from gongkai.model.redirect import Redirect
from gongkai.problems import Place, Problem
from gongkai.reasons import reason
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping, Node
from gongkai.sources.parsed import parse_file
from gongkai.sources.shapes.lists import only_mappings, report_repeats
from gongkai.terms.fields import REDIRECT

FILE = "redirects.yaml"
_WORDS = vocabulary((REDIRECT, "旧地址 新地址 已撤销"))
_ADDRESS = re.compile(r"/(?:(?!\.)[^\s/\\\"'<>?#%$;{}]+/)*(?!\.)[^\s/\\\"'<>?#%$;{}]*")
_BAD = re.compile(r"[\s\\\"'<>?#%$;{}]")
_URL = re.compile(r"https?://[^\s\\\"'<>$;{}]+")


def load_redirects(content: Path, root: Path) -> tuple[tuple[Redirect, ...], tuple[Problem, ...]]:
    """The redirects of a portal and what is wrong with them; none when the file is missing.

    root: the folder that the names of files in messages start from.
    """
    path = content / FILE
    file = path.relative_to(root).as_posix()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        problem = Problem("unreadable", Place(file), f"读不了这个文件：{reason(error)}", "检查权限")
        return (), (problem,)
    parsed = parse_file(file, data)
    found = list(parsed.problems)
    redirects = read_redirects(parsed.node, found) if parsed.node else ()
    return redirects, tuple(found)


def read_redirects(node: Node, problems: list[Problem]) -> tuple[Redirect, ...]:
    """The redirects, in the order of the file."""
    items = only_mappings(node, "地址变更", problems)
    redirects = tuple(_redirect(item, problems) for item in items)
    report_repeats([(each.old, each.place) for each in redirects], "旧地址", problems)
    _report_chains(redirects, problems)
    return redirects


def _redirect(mapping: Mapping, problems: list[Problem]) -> Redirect:
    fields = Fields(mapping, _WORDS, problems)
    old, new = fields.required("old_address"), fields.text("new_address")
    gone = fields.text("gone")
    if old and (old == "/" or not _ADDRESS.fullmatch(old)):
        fields.error(
            "bad-address",
            "old_address",
            f"「{old}」不是本站的地址：{_why(old)}",
            "写成 /plans/yiwu-2020/ 这样",
        )
    if new and not (_ADDRESS.fullmatch(new) or _URL.fullmatch(new)):
        fields.error(
            "bad-address",
            "new_address",
            f"「{new}」不是地址：{_why(new)}",
            "写成 /plans/x/ 或 https://… 这样",
        )
    if bool(new) == bool(gone):
        fields.error(
            "redirect-target",
            "old_address",
            f"「{old}」要么写新地址，要么写已撤销的说明，二者取一",
            "有新的网页就写“新地址”，没有就写“已撤销”",
        )
    return Redirect(old=old, new=new, gone=gone, place=mapping.place)


def _why(address: str) -> str:
    """What keeps a text from being an address."""
    if bad := _BAD.search(address):
        name = "空格" if bad.group().isspace() else f"「{bad.group()}」"
        return f"第 {bad.start() + 1} 个字符是{name}，地址里不能有"
    if not address.startswith("/"):
        return "要从 / 开始"
    if address == "/":
        return "首页不能转走"
    return "有两个连着的 /" if "//" in address else "有一段以 . 开头"


def _report_chains(redirects: Iterable[Redirect], problems: list[Problem]) -> None:
    """A new address that is itself an old one: readers would be sent on, or round in a circle."""
    old = {each.old: each.place for each in redirects}
    for each in redirects:
        if each.new in old:
            message = f"新地址「{each.new}」自己也在旧地址里（{old[each.new]}）"
            problems.append(Problem("redirect-chain", each.place, message, "直接写最后到达的地址"))
