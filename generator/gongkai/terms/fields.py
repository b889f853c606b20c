"""The one table of field names: Chinese key, English key, label on pages, meaning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field. zh: key a clerk writes; en: key in code and JSON; label: on pages; meaning."""

    zh: str
    en: str
    label: str
    meaning: str


def _fields(*rows: tuple[str, str, str]) -> tuple[Field, ...]:
    """Fields whose label is their Chinese key."""
    return tuple(Field(zh, en, zh, meaning) for zh, en, meaning in rows)


# In the order in which the State Council's document pages print them (the head table), then ours.
RECORD = _fields(
    ("索引号", "index_number", "本目录中识别这份信息的编号"),
    ("主题分类", "subject", "按国务院文件主题分类填写，如 综合政务\\政务公开"),
    ("体裁", "genre", "文种，如 通知、意见、公告"),
    ("发文机关", "issuer", "制发这份文件的机关，联合发文写牵头机关"),
    ("成文日期", "written", "文件落款的日期"),
    ("标题", "title", "文件的标题，与原文一致"),
    ("发文字号", "number", "机关代字、年份和序号，如 义政办发〔2021〕24号"),
    ("发布日期", "published", "在网上公开的日期，可以带时间"),
    ("施行日期", "effective", "开始生效的日期"),
    ("有效性", "validity", "有效、已修改、已废止或已失效"),
    ("公开属性", "disclosure", "主动公开、依申请公开或不予公开；只发布主动公开的"),
    ("来源", "source", "文本取自何处"),
    ("关键词", "keywords", "便于查找的词"),
    ("残缺", "incomplete", "来源文本在哪里中断、缺了什么"),
    ("勘误", "corrections", "来源文本的错漏和修复"),
    ("附件", "attachments", "随文附件"),
)

PLAN = _fields(
    ("地区", "region", "要点所属的地区"),
    ("年度", "year", "要点所管的年度"),
    ("导语", "preamble", "第一章之前的全部文字"),
    ("章节", "sections", "各章"),
    ("结语", "closing", "最后一章之后的文字"),
    ("通则", "rules", "对全部任务都适用的责任规定"),
    ("统称", "definitions", "原文自己定义的统称"),
    ("依据", "basis", "原文引用的文号"),
    ("完成情况", "progress", "各项任务的完成情况"),
    ("章", "heading", "章的标题，如 一、加强重点领域信息公开"),
    ("条", "item_heading", "条的标题，如 （一）推进……信息公开"),
    ("条目", "items", "章下的各条"),
    ("内容", "content", "章或条下的任务和段落，按原文顺序"),
    ("任务", "task", "任务编号，在要点内永久不变"),
    ("段", "paragraph", "不属于任何任务的段落"),
    ("正文", "text", "原文文字"),
    ("接上段", "joined", "与前文在同一自然段"),
    ("责任", "responsibility", "原文的责任标注"),
    ("分工", "parties", "责任标注所写的角色和单位"),
    ("角色", "role", "牵头、责任、配合或指导"),
    ("单位", "units", "责任单位"),
    ("方式", "manner", "如 分别、按职责分工"),
    ("等", "open_ended", "单位名单以“等”结尾"),
    ("印作", "printed", "原文中的写法"),
    ("所指", "meaning", "统称所指的单位"),
)

DOCUMENT = _fields(
    ("栏目", "column", "文件所在的栏目"),
    ("责任单位", "concerned_units", "文件涉及的责任单位"),
)

PORTAL = _fields(
    ("网站名称", "site_name", "网站的规范名称"),
    ("网址", "url", "网站首页的地址，以 / 结尾"),
    ("网站标识码", "id_code", "政府网站标识码；没有就不写"),
    ("主办单位", "organizer", "网站主办单位"),
    ("联系方式", "contact", "主办单位的联系方式"),
    ("ICP备案号", "icp", "ICP 备案编号"),
    ("公安备案号", "police", "公安机关备案号"),
    ("声明", "statement", "写在每页页脚：这是什么网站"),
    ("简介", "description", "一句话介绍，供搜索引擎和订阅使用"),
    ("首页说明", "introduction", "首页上的说明，可用 Markdown"),
    ("主题", "theme", "页面主题的名称"),
    ("主题选项", "theme_options", "主题的选项"),
    ("检索", "search", "全文检索的设置"),
    ("引擎", "engine", "检索引擎：pagefind 或 bigram"),
    ("离线", "offline", "检索不经过网站服务器也能用，如拷在光盘上；只有 bigram 可以"),
    ("栏目", "columns", "栏目树"),
    ("标识", "slug", "地址中的英文标识，发布后不再改变"),
    ("名称", "name", "显示的名称"),
    ("类型", "kind", "栏目的类型"),
    ("说明", "note", "补充说明"),
    ("下级", "children", "下级栏目"),
    ("层级", "level", "行政层级"),
    ("代码", "code", "行政区划代码（GB/T 2260）"),
    ("上级", "parent", "上一级地区"),
    ("全称", "full_name", "单位全称"),
    ("类别", "unit_kind", "政府部门、党委机构、其他机构或统称"),
    ("别名", "aliases", "单位的其他写法"),
    ("曾用名", "former_names", "单位过去的名称"),
    ("设立", "since", "设立时间"),
    ("撤销", "until", "撤销时间"),
    ("承继", "successor", "承继其职责的单位"),
    ("承继名称", "successor_name", "承继单位在本站没有页面时的名称"),
    ("成员", "members", "统称所包括的单位"),
    ("原文", "found", "来源文本的写法"),
    ("改为", "mended", "发布的写法"),
    ("文件", "file", "附件文件的路径"),
    ("状态", "status", "完成情况：进行中、已完成、未按期完成"),
    ("日期", "date", "日期"),
)

REDIRECT = _fields(
    ("旧地址", "old_address", "已经公开过、现在没有网页的地址，如 /plans/yiwu-2020/"),
    ("新地址", "new_address", "内容现在的地址，或另一个网站的网址"),
    ("已撤销", "gone", "内容为什么撤下，没有新地址时填写"),
)

ALL = RECORD + PLAN + DOCUMENT + PORTAL


def label(en: str) -> str:
    """The Chinese label of an English key. Raises KeyError for a key that is not in the table."""
    return _LABELS[en]


_LABELS = {field.en: field.label for field in ALL}
