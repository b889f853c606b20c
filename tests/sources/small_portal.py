"""A small portal of 示例市 on disk, to which tests add files."""

from pathlib import Path

from gongkai.model.portal import Portal
from gongkai.problems import Problem
from gongkai.sources.load import load

FILES = {
    "portal.yaml": (
        "网站名称: 示例市政府信息公开示例平台\n"
        "栏目:\n"
        "  - {标识: yaodian, 名称: 工作要点, 类型: 要点}\n"
        "  - {标识: tongzhi, 名称: 通知公告, 类型: 文件}\n"
    ),
    "regions.yaml": "- {标识: shilishi, 名称: 示例市, 层级: 地市级}\n",
    "units.yaml": (
        "示例市:\n"
        "  - {标识: caizhengju, 名称: 市财政局, 全称: 示例市财政局, 别名: [财政局]}\n"
        "  - {标识: jiaoyuju, 名称: 市教育局}\n"
        "  - {标识: xuanchuanbu, 名称: 市委宣传部, 类别: 党委机构}\n"
        "  - {标识: gebumen, 名称: 各部门, 类别: 统称, 成员: [政府部门]}\n"
    ),
}
HEAD = "---\n标题: 示例市2025年政务公开工作要点\n地区: 示例市\n年度: 2025\n---\n"
PLAN_MD = (
    HEAD + "\n根据《示例办法》（国办发〔2019〕54号）制定。\n\n"
    "## 一、加强公开\n\n### （一）财政信息\n\n"
    "公开预算。（牵头单位：市财政局、教育局）公开决算。（责任单位：各部门）\n\n其他事项照办。\n"
)


def write(root: Path, **files: str) -> Path:
    """The content folder below root with the portal's files and these (path: text; __ is /)."""
    content = root / "content"
    for name, text in {**FILES, **{key.replace("__", "/"): v for key, v in files.items()}}.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return content


def add(content: Path, path: str, text: str | bytes = "") -> Path:
    """One more file."""
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def loaded(content: Path) -> tuple[Portal | None, list[str]]:
    """The portal, and its problems as "path:line:column code"."""
    portal, problems = load(content, content.parent)
    return portal, [told(each) for each in problems]


def told(problem: Problem) -> str:
    """A problem as place (without the content folder) and code."""
    return f"{str(problem.place).removeprefix('content/')} {problem.code}"
