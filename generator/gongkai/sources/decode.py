"""Bytes of a content file to text: UTF-8 only, with no character that a reader cannot see."""

import re
import unicodedata
from dataclasses import dataclass

from gongkai.problems import Place, Problem

FILE_LIMIT = 5 * 1024 * 1024  # bytes; a year of a gazette is far below
_SHOWN = 20  # hidden characters named one by one in a file; more would bury the other mistakes

# Characters that leave no trace on a page but change what is found, copied or compared.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffd\ufffe\uffff\ufdd0-\ufdef\U000e0001-\U000e007f]"
)
# The part of them that may not even be written by an escape: no web page can carry them safely.
_NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]"
)
_NAMES = {
    0x00: "空字符",
    0x0D: "孤立的回车符",
    0x85: "换行控制符",
    0xAD: "软连字符",
    0x200B: "零宽空格",
    0x200C: "零宽不连字",
    0x200D: "零宽连字",
    0x200E: "左至右标记",
    0x200F: "右至左标记",
    0x2028: "行分隔符",
    0x2029: "段分隔符",
    0x2060: "零宽连接符",
    0xFEFF: "零宽不换行空格（BOM）",
    0xFFFD: "替换符，原来的字已经丢失",
} | dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "文字方向控制符")

# The commonest characters of official writing, to tell which encoding makes sense of the bytes.
_COMMON = frozenset(
    "的一是不了在有和人这大中国为上个以会要到说时们年主产政府公开务信息工作单位市县区发"
    "办文件通知关于印管理部门責任這個國為時們產務單縣區發辦關於門"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with \\n line ends and no BOM; None when the bytes cannot be read as text."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def decode(file: str, data: bytes) -> Decoded:
    """Read the bytes of `file` as UTF-8 text; a BOM at the start and CRLF are taken off."""
    if len(data) > FILE_LIMIT:
        size = f"{len(data) / 1024 / 1024:.1f}"
        return _refused("file-too-large", Place(file), f"文件有 {size} MB，超过 5 MB 的上限")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Decoded(None, (_not_utf8(file, data, error.start),))
    if b"\0" in data and data.count(0) * 4 > len(data):
        return Decoded(None, (_utf16(file, "UTF-16"),))
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if not text or text.isspace():
        return _refused("empty-file", Place(file), "文件是空的", "写上内容，或者删掉这个文件")
    return Decoded(text, hidden_characters(file, text))


def hidden_characters(file: str, text: str) -> tuple[Problem, ...]:
    """A problem for each hidden character of the text, the first twenty of them."""
    if _is_visible(text):
        return ()
    problems: list[Problem] = []
    for found in _HIDDEN.finditer(text):
        if len(problems) == _SHOWN:
            rest = sum(1 for _ in _HIDDEN.finditer(text, found.start()))
            message = f"此后还有 {rest} 个看不见的字符"
            place = place_in(file, text, found.start())
            problems.append(Problem("hidden-character", place, message, "一并删掉"))
            break
        place = place_in(file, text, found.start())
        name = character_name(found.group())
        problems.append(
            Problem(
                "hidden-character",
                place,
                f"这里有一个看不见的字符：{name}",
                f"删掉它；它在「{_around(text, found.start())}」处（用 ▯ 标出）",
            )
        )
    return tuple(problems)


def _is_visible(text: str) -> bool:
    """Tell at a glance that no character is hidden; False also of some texts without any.

    What Python calls printable holds two that we call hidden; the test goes through all of them.
    """
    if "\ufffd" in text or "\ufffc" in text:
        return False
    return text.replace("\n", "").replace("\u3000", "").isprintable()


def never_allowed(text: str) -> str:
    """The first character that may not be published even when written as an escape, or ""."""
    found = _NEVER.search(text)
    return found.group() if found else ""


def is_hidden(text: str) -> bool:
    """Tell whether a text holds a character that may not stand raw in a content file."""
    return _HIDDEN.search(text) is not None


def character_name(char: str) -> str:
    """Name of a character for a message: U+200B 零宽空格."""
    code = ord(char)
    if code in _NAMES:
        return f"U+{code:04X} {_NAMES[code]}"
    kind = "控制字符" if unicodedata.category(char) == "Cc" else "不可见字符"
    return f"U+{code:04X} {kind}"


def place_in(file: str, text: str, offset: int) -> Place:
    """Line and column of an offset of a whole file's text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(file, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _around(text: str, offset: int) -> str:
    """A few characters on both sides of a hidden one, on its line."""
    before = text[max(0, offset - 8) : offset].rpartition("\n")[2]
    after = text[offset + 1 : offset + 9].partition("\n")[0]
    return _HIDDEN.sub("", before) + "▯" + _HIDDEN.sub("", after)


def _refused(code: str, place: Place, message: str, hint: str = "请拆成几个文件") -> Decoded:
    return Decoded(None, (Problem(code, place, message, hint),))


def _utf16(file: str, name: str) -> Problem:
    return Problem(
        "wrong-encoding",
        Place(file, 1, 1),
        f"文件的编码是 {name}，不是 UTF-8",
        "在编辑器里选择“另存为”，编码选 UTF-8",
    )


def _not_utf8(file: str, data: bytes, start: int) -> Problem:
    """What the bytes look like instead, and the line as that encoding reads it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.count(0) * 4 > len(data):
        return _utf16(file, "UTF-16")
    before = data[:start].decode("utf-8", "replace")
    line_start = data.rfind(b"\n", 0, start) + 1
    place = place_in(file, before, len(before))
    guess = _guess(data)
    if not guess:
        return Problem(
            "wrong-encoding",
            place,
            f"这里有一个字节 0x{data[start]:02X} 不是 UTF-8 文字，文件可能已损坏",
            "从原稿重新复制这一行，用 UTF-8 保存",
        )
    line = data[line_start:].split(b"\n", 1)[0].decode(guess, "replace").strip()
    return Problem(
        "wrong-encoding",
        place,
        f"文件的编码像是 {_ENCODING_NAMES[guess]}，不是 UTF-8",
        "在编辑器里选择“另存为”，编码选 UTF-8",
        detail=(f"按 {_ENCODING_NAMES[guess]} 读，这一行是：{line[:60]}",),
    )


_ENCODING_NAMES = {"gb18030": "GBK（GB18030）", "big5": "Big5"}


def _guess(data: bytes) -> str:
    """The encoding under which the whole file is text, the likelier one if both are; or ""."""
    best, best_score = "", -1.0
    for encoding in _ENCODING_NAMES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        wide = [char for char in text if ord(char) > 0x7F]
        score = sum(char in _COMMON for char in wide) / (len(wide) or 1)
        if score > best_score:
            best, best_score = encoding, score
    return best
