"""portal.yaml to the portal 门户 without its papers: what it says of itself, and its columns."""

from collections.abc import Mapping as Lookup
from dataclasses import replace
from urllib.parse import urlsplit

from gongkai.model.portal import Column, ColumnKind, Portal, SearchEngine, SearchSettings
from gongkai.problems import Place, Problem
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping, Node, Scalar, kind_words
from gongkai.sources.shapes.lists import report_repeats
from gongkai.terms.fields import PLAN, PORTAL, RECORD
from gongkai.terms.nearest import nearest

_WORDS = vocabulary(
    (
        PORTAL,
        "网站名称 网址 网站标识码 主办单位 联系方式 ICP备案号 公安备案号 声明 简介 首页说明 "
        "主题 主题选项 检索 栏目",
    ),
)
_COLUMN = vocabulary((PORTAL, "标识 名称 类型 说明 下级"), (RECORD, "关键词"), (PLAN, "正文"))
_SEARCH = vocabulary((PORTAL, "引擎 离线"))
_ONCE = (
    ColumnKind.PLANS,
    ColumnKind.YEARS,
    ColumnKind.REGIONS,
    ColumnKind.UNITS,
    ColumnKind.NUMBERS,
    ColumnKind.SEARCH,
    ColumnKind.DATA,
)

# Pages of running text: path inside the content folder -> text.
Bodies = Lookup[str, str]


def read_portal(node: Node, bodies: Bodies, problems: list[Problem]) -> Portal | None:
    """The portal without regions, units, plans and documents; None when it is no mapping."""
    if not isinstance(node, Mapping):
        message = f"门户的说明应当是一组“键: 值”，这里却是{kind_words(node)}"
        problems.append(Problem("wrong-shape", node.place, message, "每行写“键: 值”"))
        return None
    fields = Fields(node, _WORDS, problems)
    columns = _columns(fields, "columns", bodies)
    everything = [deep for column in columns for deep in column.walk()]
    report_repeats([(column.key, column.place) for column in everything], "标识", problems)
    report_repeats([(column.name, column.place) for column in everything], "栏目", problems)
    _report_kinds(everything, problems)
    portal = Portal(
        site_name=fields.required("site_name"),
        url=_url(fields),
        id_code=fields.text("id_code"),
        organizer=fields.text("organizer"),
        contact=fields.text("contact"),
        icp=fields.text("icp"),
        police=fields.text("police"),
        statement=fields.prose("statement"),
        introduction=fields.prose("introduction"),
        description=fields.prose("description"),
        theme_options=tuple(_options(fields)),
        search=_search(fields),
        columns=columns,
        place=node.place,
    )
    theme = fields.text("theme")
    return replace(portal, theme=theme) if theme else portal


def _url(fields: Fields) -> str:
    url = fields.text("url")
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.netloc and url.endswith("/")):
        message = f"网址「{url}」不完整"
        fields.error("bad-url", "url", message, "写成 https://www.example.cn/ 这样，以 / 结尾")
        return ""
    if parts.query or parts.fragment:
        fields.error("bad-url", "url", f"网址「{url}」带有 ? 或 #", "只写到最后一个 /")
        return ""
    return url


def _options(fields: Fields) -> list[tuple[str, str]]:
    found = []
    for key, value in fields.entries("theme_options"):
        if isinstance(value, Scalar):
            found.append((key.text, value.text))
        else:
            message = f"主题选项「{key.text}」应当是一段文字，这里却是{kind_words(value)}"
            problem = Problem("wrong-shape", value.place, message, "写在同一行")
            fields.problems.append(problem)
    return found


def _search(fields: Fields) -> SearchSettings:
    node = fields.node("search")
    if node is None:
        return SearchSettings()
    if not isinstance(node, Mapping):
        message = f"「检索」应当是一组“键: 值”，这里却是{kind_words(node)}"
        fields.error("wrong-shape", "search", message, "另起一行缩进，写“引擎: bigram”")
        return SearchSettings()
    told = Fields(node, _SEARCH, fields.problems)
    engine = told.choice("engine", SearchEngine) or SearchEngine.PAGEFIND
    offline = told.flag("offline")
    if offline and engine is not SearchEngine.BIGRAM:
        told.error("bad-choice", "offline", "pagefind 离线不能用", "把引擎改成 bigram")
    return SearchSettings(engine=engine, offline=offline, place=node.place)


def _columns(fields: Fields, name: str, bodies: Bodies) -> tuple[Column, ...]:
    return tuple(
        _column(Fields(row, _COLUMN, fields.problems), bodies) for row in fields.mappings(name)
    )


def _column(fields: Fields, bodies: Bodies) -> Column:
    fields.require("kind")
    kind = fields.choice("kind", ColumnKind) or ColumnKind.GROUP
    body, place = _body(fields, kind, bodies)
    return Column(
        key=fields.slug(),
        name=fields.required("name"),
        kind=kind,
        description=fields.prose("note"),
        keywords=fields.texts("keywords"),
        body=body,
        body_place=place,
        columns=_columns(fields, "children", bodies),
        place=fields.mapping.place,
    )


def _body(fields: Fields, kind: ColumnKind, bodies: Bodies) -> tuple[str, Place | None]:
    path = fields.text("text")
    if kind is not ColumnKind.PAGE:
        if path:
            message = "只有类型为“页面”的栏目才有正文"
            fields.error("body-of-list", "text", message, "删去正文，或者把类型改成 页面")
        return "", None
    if not fields.require("text"):
        return "", None
    if path not in bodies:
        near = nearest(path, bodies)
        hint = f"是不是 {near[0]}？" if near else "把文件放在 content/pages/ 里"
        fields.error("missing-file", "text", f"没有这个文件：content/{path}", hint)
        return "", None
    return bodies[path], Place(f"content/{path}", 1)


def _report_kinds(columns: list[Column], problems: list[Problem]) -> None:
    for kind in _ONCE:
        same = [column for column in columns if column.kind is kind]
        for column in same[1:]:
            message = f"类型为“{kind.value}”的栏目有两个：「{same[0].name}」和「{column.name}」"
            problems.append(Problem("kind-twice", column.place, message, "这种栏目只能有一个"))
