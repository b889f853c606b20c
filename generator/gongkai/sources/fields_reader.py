"""A mapping that is asked for typed answers; what is wrong is noted, so one run shows it all."""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import TypeVar

from gongkai.model.record import PLACED, packed_spots
from gongkai.problems import Place, Problem
from gongkai.sources.commas import wide_comma
from gongkai.sources.node import Mapping, Node, Scalar, Sequence, kind_words
from gongkai.sources.slug import slug_problem
from gongkai.terms.dates import parse_date, parse_moment
from gongkai.terms.fields import Field
from gongkai.terms.nearest import nearest

Choice = TypeVar("Choice", bound=Enum)
_FLAGS = {"是": True, "true": True, "否": False, "false": False}
_NOWHERE = (0, 0)
_SEPARATORS = "、，,；;"
_WIDE_BRACKETS = ("【", "［")
_COMMAS = {"keywords": "、"}  # lists of which no item holds this sign, beside those of wide_comma


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys a mapping may have.

    english: every accepted spelling (Chinese or English) -> the English key used in code.
    chinese: English key -> the Chinese key shown in messages, in the order of the format.
    """

    english: Lookup[str, str]
    chinese: Lookup[str, str]


def vocabulary(*tables: tuple[tuple[Field, ...], str]) -> Vocabulary:
    """Keys picked from field tables: pairs of a table and its Chinese keys, blank-separated.

    Raises KeyError for a key that its table does not have.
    """
    chosen: list[Field] = []
    for table, keys in tables:
        by_name = {field.zh: field for field in table}
        chosen += [by_name[key] for key in keys.split()]
    english = {field.en: field.en for field in chosen} | {field.zh: field.en for field in chosen}
    return Vocabulary(english, {field.en: field.zh for field in chosen})


class Fields:
    """Typed questions to one mapping. Keys in the code are the English ones.

    A question that cannot be answered notes a problem and returns a stand-in ("", (), None);
    whoever reads a file discards what it made when the file had an error.
    """

    __slots__ = ("_chinese", "_keys", "_values", "mapping", "problems")

    def __init__(self, mapping: Mapping, words: Vocabulary, problems: list[Problem]) -> None:
        self.mapping = mapping
        self.problems = problems
        self._chinese = words.chinese
        self._keys: dict[str, Scalar] = {}
        self._values: dict[str, Node] = {}
        english, keys, values = words.english, self._keys, self._values
        for key, value in mapping.entries:
            name = english.get(key.text)
            if name is None:
                self._unknown(key)
            elif name in keys:
                self._twice(key, keys[name])
            else:
                keys[name] = key
                if not isinstance(value, Scalar) or value.text.strip():
                    values[name] = value

    def node(self, name: str) -> Node | None:
        """The value as a node; None when the key is absent or its value empty."""
        return self._values.get(name)

    def place(self, name: str) -> Place:
        """Where the value begins, else its key, else the mapping."""
        found = self._values.get(name) or self._keys.get(name) or self.mapping
        return found.place

    def spots(self) -> bytes:
        """Record.spots: of the value of each of PLACED, else of its key, else 0 and 0."""
        values, keys = self._values, self._keys
        found: list[int] = []
        for name in PLACED:
            node = values.get(name) or keys.get(name)
            if isinstance(node, Scalar):
                found += node[2:4]
            else:
                found += (node.place.line, node.place.column) if node else _NOWHERE
        return packed_spots(found)

    def error(self, code: str, name: str, message: str, hint: str) -> None:
        """Note an error at the value of a key."""
        self.problems.append(Problem(code, self.place(name), message, hint))

    def text(self, name: str) -> str:
        """One line of text without blanks around it; "" when absent."""
        node = self._values.get(name)
        value = node.text.strip() if isinstance(node, Scalar) else self.prose(name)
        if "\n" in value:
            self.error("one-line", name, f"「{self._chinese[name]}」分成了几行", "写在一行里")
            return " ".join(value.split())
        return value

    def prose(self, name: str) -> str:
        """Text of any number of lines without blanks around it; "" when absent."""
        value = self._values.get(name)
        if value is None:
            return ""
        if isinstance(value, Scalar):
            return value.text.strip()
        self._shape(name, "一段文字", value)
        return ""

    def required(self, name: str) -> str:
        """One line of text that must be there."""
        self.require(name)
        return self.text(name)

    def require(self, name: str) -> bool:
        """Note a missing key; tell whether there is a value."""
        if name in self._values:
            return True
        key = self._chinese[name]
        self.error("missing-key", name, f"缺少「{key}」", f"补上一行“{key}: ……”")
        return False

    def slug(self, name: str = "slug") -> str:
        """A required permanent address part (a-z, 0-9, -)."""
        value = self.required(name)
        if value:
            reason = slug_problem(value)
            if reason:
                self.error("bad-slug", name, f"标识「{value}」{reason}", "用小写字母、数字和短横线")
        return value

    def day(self, name: str) -> date | None:
        """A date without time."""
        value = self.text(name)
        if not value:
            return None
        found = parse_date(value)
        if isinstance(found, str):
            self._bad_date(name, found)
            return None
        return found

    def moment(self, name: str) -> tuple[date | None, str]:
        """A date and, where written, the time as "HH:MM", else ""."""
        value = self.text(name)
        if not value:
            return None, ""
        found = parse_moment(value)
        if isinstance(found, str):
            self._bad_date(name, found, "；写时间的，写成 2021-07-16 09:30")
            return None, ""
        return found.day, found.time

    def year(self, name: str) -> int:
        """A required year of four digits."""
        value = self.required(name)
        if not value:
            return 0
        if len(value) == 4 and value.isascii() and value.isdigit() and value >= "1949":
            return int(value)
        self.error("bad-year", name, f"「{value}」不是年度", "写成四位数字，如 2021")
        return 0

    def choice(self, name: str, among: type[Choice]) -> Choice | None:
        """A member of an enumeration by its Chinese value or English name; None when absent."""
        value = self.text(name)
        if not value:
            return None
        if value in _members(among):
            return among[_members(among)[value]]
        words = "、".join(str(member.value) for member in among)
        key = self._chinese[name]
        self.error("bad-choice", name, f"「{key}」不能写成「{value}」", f"可以写：{words}")
        return None

    def flag(self, name: str) -> bool:
        """是 or 否; absent means 否."""
        value = self.text(name)
        if value and value not in _FLAGS:
            key = self._chinese[name]
            self.error("bad-choice", name, f"「{key}」不能写成「{value}」", "可以写：是、否")
        return _FLAGS.get(value, False)

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """A list of texts with their places; one text alone counts as a list of one.

        An item in which a Chinese comma parts two is noted and left out.
        """
        value = self._values.get(name)
        if value is None:
            return ()
        if isinstance(value, Scalar):
            if value.text.startswith(_WIDE_BRACKETS) or any(
                sign in value.text for sign in _SEPARATORS
            ):
                key = self._chinese[name]
                hint = f"写成“{key}: [甲, 乙]”，用英文方括号和英文逗号"
                self.error("wrong-shape", name, f"「{key}」应当是列表", hint)
            return (value,)
        if isinstance(value, Mapping):
            self._shape(name, "一个列表", value)
            return ()
        texts: list[Scalar] = []
        for item in value.items:
            if isinstance(item, Scalar) and item.text:
                if found := wide_comma(item, _COMMAS.get(name, "")):
                    self.problems.append(found)
                    continue
                texts.append(item)
            if not isinstance(item, Scalar) or not item.text.strip():
                self._item_shape(name, "一段文字", item)
        return tuple(texts)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts without blanks around them."""
        return tuple(item.text.strip() for item in self.scalars(name))

    def mappings(self, name: str) -> tuple[Mapping, ...]:
        """A list of mappings."""
        value = self._values.get(name)
        if value is None:
            return ()
        if not isinstance(value, Sequence):
            self._shape(name, "一个列表，每项以“- ”开头", value)
            return ()
        return self.only_mappings(name, value)

    def only_mappings(self, name: str, sequence: Sequence) -> tuple[Mapping, ...]:
        """The mappings of a list; other items are noted."""
        for item in sequence.items:
            if not isinstance(item, Mapping):
                self._item_shape(name, "一组“键: 值”", item)
        return tuple(item for item in sequence.items if isinstance(item, Mapping))

    def entries(self, name: str) -> tuple[tuple[Scalar, Node], ...]:
        """A mapping with free keys."""
        value = self._values.get(name)
        if value is None:
            return ()
        if isinstance(value, Mapping):
            return value.entries
        self._shape(name, "一组“键: 值”", value)
        return ()

    # --- what is wrong

    def _unknown(self, key: Scalar) -> None:
        near = nearest(key.text, self._chinese.values(), 1) or nearest(key.text, self._chinese, 1)
        hint = f"是不是「{near[0]}」？" if near else f"可以写：{'、'.join(self._chinese.values())}"
        message = f"不认识的键「{key.text}」"
        self.problems.append(Problem("unknown-key", key.place, message, hint))

    def _twice(self, key: Scalar, first: Scalar) -> None:
        message = f"「{key.text}」与第 {first.place.line} 行的「{first.text}」是同一项"
        self.problems.append(Problem("duplicate-key", key.place, message, "删掉一处"))

    def _bad_date(self, name: str, reason: str, more: str = "") -> None:
        hint = f"写成 2021-07-16{more}"
        self.error("bad-date", name, f"「{self._chinese[name]}」：{reason}", hint)

    def _shape(self, name: str, wanted: str, node: Node) -> None:
        message = f"「{self._chinese[name]}」应当是{wanted}，这里却是{kind_words(node)}"
        self.error("wrong-shape", name, message, "检查缩进和冒号")

    def _item_shape(self, name: str, wanted: str, node: Node) -> None:
        message = f"「{self._chinese[name]}」的每一项应当是{wanted}，这里却是{kind_words(node)}"
        self.problems.append(Problem("wrong-shape", node.place, message, "检查缩进和冒号"))


@cache
def _members(among: type[Enum]) -> Lookup[str, str]:
    """Chinese value or English name of each member -> its name; the first member counts."""
    names: dict[str, str] = {}
    for member in among:
        names.setdefault(str(member.value), member.name)
        names.setdefault(member.name.lower(), member.name)
    return names
