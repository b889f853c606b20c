"""Why the YAML parser stumbled, in plain Chinese: common slips first, then a table of its words."""

import re
from collections.abc import Sequence

import yaml

from gongkai.problems import Place, Problem
from gongkai.sources.node import Mapping, Node, Scalar, kind_words

_KEY = r"^(\s*(?:- +)*)([^\s:：，。、；/\"'#-][^:：，。、；/\"'#]{0,19})"
# 标题：通知 — a key of up to twenty characters and a full-width colon where ": " was meant.
_WIDE_COLON = re.compile(_KEY + r"：(?!.*: )")
_NO_SPACE = re.compile(_KEY + r":(?=[^\s/:])(?!.*: )")
_WIDE_AFTER = re.compile(_KEY + r":[ \t]*([\u3000\u00a0])(?!.*: )")
_WIDE_INDENT = re.compile(r"^[ \t-]*([\u3000\u00a0])")
_WIDE_SPACES = ("\u3000", "\u00a0")
_TAB_INDENT = re.compile(r"^ *\t")

# Words of libyaml and of PyYAML (they differ) -> what to say and how to mend it. First match wins.
_TABLE = (
    ("mapping values are not allowed", "这一行里多了一个“: ”，读不出哪个是键",
     "键要从行首对齐写；文字里有英文冒号加空格时，给整段文字加上英文双引号"),
    ("could not find expected ':'", "这一行没有“: ”，读不出键和值",
     "写成“键: 值”，英文冒号后空一格"),
    ("block sequence entries are not allowed", "列表的“- ”不能写在“键: ”的同一行",
     "列表换到下一行写，每项一行，以“- ”开头"),
    ("cannot start any token", "值不能以这个字符开头",
     "给整段文字加上英文双引号；缩进请用空格，不要用制表符"),
    ("tab character", "缩进里有制表符", "缩进请用空格"),
    ("end of stream", "英文引号没有配对，到文件末尾也没有等到后一个引号",
     "在文字末尾补上引号；文字里本来就有英文引号的，改用 | 另起一行书写"),
    ("document separator", "英文引号没有配对", "在文字末尾补上引号"),
    ("unknown escape character", "双引号里的反斜杠后面跟了不认识的字符",
     "反斜杠要写两遍（\\\\），或者去掉双引号"),
    ("hexdecimal number", "双引号里 \\x、\\u 后面应当是十六进制数字",
     "反斜杠要写两遍（\\\\），或者去掉双引号"),
    ("hexadecimal", "双引号里 \\x、\\u 后面应当是十六进制数字",
     "反斜杠要写两遍（\\\\），或者去掉双引号"),
    ("',' or ']'", "方括号没有配对，或者列表的各项之间缺少英文逗号",
     "写成 [甲, 乙]，用英文逗号和英文方括号"),
    ("',' or '}'", "花括号没有配对，或者各项之间缺少英文逗号",
     "写成 {键: 值, 键: 值}，用英文逗号和英文花括号"),
    ("'-' indicator", "列表还没写完，这一行却不以“- ”开头", "检查这一行的缩进，键要与上级的键对齐"),
    ("alphabetic or numeric", "值以 * 或 & 开头，会被当作引用记号", "给整段文字加上英文双引号"),
    ("comment or line break", "| 后面不能再写文字", "文字从 | 的下一行开始写，并缩进两格"),
    ("expected node content", "这里缺少内容，或者多了一个逗号、括号", "检查这一行的括号和逗号"),
    ("expected whitespace or line break", "! 开头的文字会被当作类型记号",
     "给整段文字加上英文双引号"),
    ("tag", "! 开头的文字会被当作类型记号", "给整段文字加上英文双引号"),
    ("directive", "% 开头的行是 YAML 指令，这里用不着", "删掉这一行，或给文字加上英文双引号"),
    ("<document start>", "一份文件里只能有一份内容", "检查这一行前面的缩进和“---”"),
    ("did not find expected key", "这一行与上面的键没有对齐，或者引号后面还有文字",
     "同一级的键左端要对齐；引号要包住整段文字"),
    ("<block end>", "这一行与上面的键没有对齐，或者引号后面还有文字",
     "同一级的键左端要对齐；引号要包住整段文字"),
)  # fmt: skip
_UNKNOWN = ("这里的写法读不懂", "检查缩进、冒号和引号；拿不准时给整段文字加上英文双引号")


def slip(file: str, lines: Sequence[str], first: int, last: int, base: int) -> Problem | None:
    """A common slip in lines[first..last] (counted from 0), or None.

    base: line number in the file of lines[0].
    """
    for index in range(max(first, 0), min(last, len(lines) - 1) + 1):
        found = _slip_in_line(file, lines[index], base + index)
        if found:
            return found
    return None


def _slip_in_line(file: str, line: str, number: int) -> Problem | None:
    if _TAB_INDENT.match(line):
        place = Place(file, number, line.index("\t") + 1)
        return Problem("yaml-tab", place, "缩进里有制表符（Tab）", "缩进请用空格，每级两格")
    wide = _WIDE_INDENT.match(line)
    if wide:
        return wide_indent(Place(file, number, wide.start(1) + 1))
    colon = _WIDE_COLON.match(line)
    if colon:
        return wide_colon(Place(file, number, colon.start(2) + 1), colon.group(2))
    after = _WIDE_AFTER.match(line)
    if after:
        return _wide_after(Place(file, number, after.start(3) + 1), after.group(2))
    tight = _NO_SPACE.match(line)
    if tight:
        key = tight.group(2)
        return Problem(
            "yaml-colon-space",
            Place(file, number, tight.end()),
            f"「{key}」后面的冒号没有空格",
            f"写成“{key}: ”，英文冒号后空一格",
        )
    return None


def wide_colon(place: Place, key: str) -> Problem:
    """A full-width colon after a key."""
    return Problem(
        "yaml-wide-colon",
        place,
        f"「{key}」后面用了中文冒号“：”",
        f"写成“{key}: ”，英文冒号后空一格；如果整行都是文字，加上英文双引号",
    )


def key_slip(key: Scalar) -> Problem | None:
    """A full-width or no-break space that became part of a key, or None."""
    if key.text[0] in _WIDE_SPACES:
        return wide_indent(key.place)
    name, colon, rest = key.text.partition(":")
    if colon and rest.startswith(_WIDE_SPACES):
        return _wide_after(key.place_at(len(name) + 1), name)
    return None


def wide_indent(place: Place) -> Problem:
    """A full-width or no-break space where an indent stands."""
    return Problem("yaml-wide-space", place, "缩进里有全角空格", "缩进请用半角空格，每级两格")


def _wide_after(place: Place, key: str) -> Problem:
    """A full-width or no-break space behind the colon of a key."""
    return Problem(
        "yaml-wide-space",
        place,
        f"「{key}」的冒号后面是全角空格",
        f"写成“{key}: ”，英文冒号后空半角的一格",
    )


def translate(file: str, error: yaml.MarkedYAMLError, lines: Sequence[str], base: int) -> Problem:
    """The parser's error as a problem: a common slip near it, else the table's words."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    context = error.context_mark.line if error.context_mark else line
    near = context if line - context <= 1 else line - 1
    found = slip(file, lines, near, line, base)
    if found:
        return found
    words = f"{error.context or ''}; {error.problem or ''}"
    problem, hint = next(
        ((say, mend) for key, say, mend in _TABLE if key in words),
        _UNKNOWN,
    )
    if "quoted scalar" in words and error.context_mark:
        line, column = context, error.context_mark.column
    if line >= len(lines) or not any(lines[line:]):
        line, column = _last_written(lines)
    return Problem(
        "yaml-syntax", Place(file, base + line, column + 1), problem, hint,
        detail=(f"这一行是：{lines[line].strip()[:60]}",) if lines[line:] else (),
    )  # fmt: skip


def _last_written(lines: Sequence[str]) -> tuple[int, int]:
    """End of the last line that is not blank: where a missing end is felt."""
    last = max((index for index, line in enumerate(lines) if line.strip()), default=0)
    return last, len(lines[last].rstrip()) if lines else 0


def as_mapping(node: Node, what: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The node when it is a mapping; else None and a problem that names `what` it should be."""
    if isinstance(node, Mapping):
        return node, ()
    message = f"{what}应当由“键: 值”组成，这里却是{kind_words(node)}"
    return None, (Problem("wrong-shape", node.place, message, "每行写“键: 值”，冒号后空一格"),)
