"""YAML text to nodes, by the parser's events: no value is ever changed into something else.

Events are read one at a time without recursion, and reading stops at twenty levels, because the
C composer of PyYAML dies (segmentation fault) on a hundred thousand brackets.
"""

from collections.abc import Iterator
from typing import Final

import yaml
from yaml.reader import ReaderError

from gongkai.problems import Place, Problem
from gongkai.sources.decode import character_name, never_allowed
from gongkai.sources.node import Mapping, Node, Scalar, Sequence, scalar
from gongkai.sources.yaml_syntax import key_slip, slip, translate

DEPTH_LIMIT: Final = 20
_LOADER: Final = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_CAUSES: Final = frozenset(
    ("yaml-wide-colon", "yaml-colon-space", "yaml-wide-space", "yaml-alias", "yaml-tag")
)


def read_yaml(file: str, text: str, first_line: int = 1) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read one YAML document.

    first_line: line of the file on which the text begins. The node is None when the text is not
    YAML at all; with other problems it is what could be read, good enough to look for more.
    Hidden characters, some of which end the reading, were noted when the file was decoded.
    """
    reader = _Reader(file, text, first_line)
    try:
        reader.read(yaml.parse(text, Loader=_LOADER))
    except (_StopError, ReaderError):
        return None, tuple(reader.problems)
    except yaml.MarkedYAMLError as error:
        reader.stumble(error)
        return None, tuple(reader.problems)
    if isinstance(reader.root, Scalar):
        reader.look_for_key(reader.root)
    return reader.root, tuple(reader.problems)


class _StopError(Exception):
    """Nothing after this point can be understood; the problem is noted."""


class _Frame:
    """A list or mapping that is still being read; seen (key -> its line) is None for a list."""

    __slots__ = ("entries", "items", "key", "place", "seen")

    def __init__(self, place: Place, seen: dict[str, int] | None) -> None:
        self.place = place
        self.seen = seen
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.key: Scalar | None = None

    def close(self) -> Node:
        """The finished node."""
        if self.seen is None:
            return Sequence(tuple(self.items), self.place)
        return Mapping(tuple(self.entries), self.place)


class _Reader:
    """One reading of one text; lives no longer than read_yaml."""

    def __init__(self, file: str, text: str, first_line: int) -> None:
        self.file = file
        self.text = text
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._stack: list[_Frame] = []
        self._lines: list[str] = []
        self._has_comment = "#" in text
        self._aliased = False
        self._documents = 0

    def lines(self) -> list[str]:
        """The text's lines, cut when first asked for."""
        if not self._lines:
            self._lines = self.text.split("\n")
        return self._lines

    def read(self, events: Iterator[yaml.Event]) -> None:
        """Take the events in; leaves the result in root."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._add(self._scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._add(self._stack.pop().close())
            elif isinstance(event, yaml.AliasEvent):
                self._refuse_alias(event)
                self._add(scalar("", self._place(event)))
            elif isinstance(event, yaml.DocumentStartEvent):
                self._start_document(event)

    def stumble(self, error: yaml.MarkedYAMLError) -> None:
        """Note the parser's error, once: a slip noted just before it is its cause."""
        found = translate(self.file, error, self.lines(), self.first_line)
        last = self.problems[-1] if self.problems else None
        if last and last.code == "yaml-folded" and last.place.line + 1 >= found.place.line:
            self.problems.pop()  # it was no text in two lines, but a key in the wrong place
        elif last and last.code in _CAUSES and last.place.line + 1 >= found.place.line:
            return
        self.problems.append(found)

    def look_for_key(self, value: Scalar) -> None:
        """Note a key with a full-width colon that was read as text (the text has its own line)."""
        if value.style == "plain" and value.text and not self.problems:
            first = value.place.line - self.first_line
            found = slip(self.file, self.lines(), first, first, self.first_line)
            if found:
                self.problems.append(found)

    def _place(self, event: yaml.Event) -> Place:
        line, column = _start(event)
        return Place(self.file, self.first_line + line, column + 1)

    def _note(self, code: str, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(code, place, message, hint))

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._note(
                "yaml-documents",
                self._place(event),
                "一份文件里写了两份内容（多了一行“---”）",
                "删掉这一行，或者分成两个文件",
            )
            raise _StopError

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse_alias(event)
        if event.tag is not None:
            self._refuse_tag(event)
        place = self._place(event)
        if len(self._stack) == DEPTH_LIMIT:
            message = f"括号或缩进套了超过 {DEPTH_LIMIT} 层"
            self._note("yaml-depth", place, message, "检查这里的括号是否写多了")
            raise _StopError
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Frame(place, {} if is_mapping else None))

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if frame.seen is None:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(node, frame.seen)
        else:
            key, frame.key = frame.key, None
            if isinstance(node, Scalar) and node.place.line != key.place.line:
                self._look_between(key, node)
            if key.text not in frame.seen:
                frame.seen[key.text] = key.place.line
                frame.entries.append((key, node))

    def _key(self, node: Node, seen: dict[str, int]) -> Scalar:
        if not isinstance(node, Scalar):
            self._note("yaml-key", node.place, "键必须是文字，不能是列表或括号", "写成“键: 值”")
            return scalar("", node.place)
        if not node.text:
            self._note("yaml-key", node.place, "冒号前面没有键", "写成“键: 值”")
        elif node.text in seen:
            self._note(
                "yaml-duplicate-key",
                node.place,
                f"「{node.text}」写了两次，第 {seen[node.text]} 行已经有了",
                "两处合成一处，或者删掉一处",
            )
        elif node.style == "plain" and (found := key_slip(node)):
            self.problems.append(found)
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.anchor is not None:
            self._refuse_alias(event)
        if event.tag is not None:
            self._refuse_tag(event)
        place = self._place(event)
        if event.style in ("|", ">"):
            return self._block(event, place)
        start, end = _start(event), _end(event)
        if start[0] != end[0] and event.value:
            self._refuse_folding(event, place)
        if event.style in ('"', "'"):
            self._refuse_escaped(event, place)
            return scalar(event.value, place, "quoted")
        if self._has_comment:
            self._refuse_comment_after(end)
        return scalar(event.value, place)

    def _block(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        """A text behind |; its place is that of its first line, behind the indent."""
        if event.style == ">":
            self._refuse_folding(event, place)
        lines, header = self.lines(), _start(event)[0]
        if self._has_comment:
            self._refuse_comment_after(_start(event), "|>+-123456789")
        indent = next(
            (len(line) - len(line.lstrip(" ")) for line in lines[header + 1 :] if line.strip()), 0
        )
        if not event.value:
            return scalar("", place, "block")
        return Scalar(event.value, self.file, place.line + 1, indent + 1, "block")

    def _refuse_folding(self, event: yaml.ScalarEvent, place: Place) -> None:
        """YAML joins the lines of such a text with spaces, which no Chinese text wants."""
        first, last = _start(event)[0], _end(event)[0]
        if event.style not in ('"', "'", "|", ">"):
            found = slip(self.file, self.lines(), first, last, self.first_line)
            if found:
                self.problems.append(found)
                return
        self._note(
            "yaml-folded",
            place,
            "这段文字分成了几行，换行会变成空格",
            "写在一行里；要分段时在冒号后写 |，文字另起行缩进两格",
        )

    def _refuse_escaped(self, event: yaml.ScalarEvent, place: Place) -> None:
        bad = never_allowed(event.value)
        if bad:
            name = character_name(bad)
            self._note("hidden-character", place, f"这段文字里有不能发布的字符：{name}", "删掉它")

    def _refuse_comment_after(self, end: tuple[int, int], skipped: str = "") -> None:
        """`标题: 通知 #12 号`: YAML takes what follows # for a remark, and it would be lost."""
        line, column = end
        if line >= len(self.lines()):
            return
        rest = self.lines()[line][column:].lstrip(skipped).lstrip(" \t,")
        if rest.startswith("#"):
            self._note_comment(Place(self.file, self.first_line + line, column + 1), rest)

    def _look_between(self, key: Scalar, value: Scalar) -> None:
        """A value on a later line than its key: `标题: # 12 号`, or a key that was read as text."""
        if value.style == "block":
            return
        self.look_for_key(value)
        line = self.lines()[key.place.line - self.first_line]
        rest = line[key.place.column - 1 + len(key.text) :]
        if "#" in rest:
            self._note_comment(key.place, rest[rest.index("#") :])

    def _note_comment(self, place: Place, lost: str) -> None:
        self._note(
            "yaml-comment",
            place,
            f"「{lost.strip()[:30]}」从 # 起被当作注释，不会发布",
            "是正文就给整段文字加上英文双引号；是注释就另起一行写",
        )

    def _refuse_alias(self, event: yaml.NodeEvent) -> None:
        """Anchors and aliases: named once a file, a bomb holds thousands."""
        if self._aliased:
            return
        self._aliased = True
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        self._note(
            "yaml-alias",
            self._place(event),
            f"「{sign}{event.anchor}」是 YAML 的引用记号，这里不用",
            "是文字就给整段文字加上英文双引号；是引用就把内容写全",
        )

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self._note(
            "yaml-tag",
            self._place(event),
            f"「{event.tag}」是 YAML 的类型记号，这里不用",
            "是文字就给整段文字加上英文双引号；是记号就删掉",
        )


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event's beginning, counted from 0."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _end(event: yaml.Event) -> tuple[int, int]:
    """Line and column behind an event, counted from 0."""
    mark = event.end_mark
    return (mark.line, mark.column) if mark else (0, 0)
