"""Codes: what each problem of the reader is, why it matters and how to mend it."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Code(NamedTuple):
    """One kind of problem: title, what it means for the portal, how to mend it."""

    title: str
    meaning: str
    mend: str


# In the order in which a file passes through the reader. Checks explain themselves in checks/.
CODES: Final[Mapping[str, Code]] = {
    # --- files
    "missing-file": Code(
        "缺少文件",
        "门户必须有 portal.yaml、regions.yaml、units.yaml；栏目的正文要在 content/pages/ 里。",
        "按提示的路径补上文件，或者改正写错的路径。",
    ),
    "unreadable": Code("读不了", "没有权限，或者磁盘有问题。", "检查文件和文件夹的权限。"),
    "unused-file": Code(
        "没有用到的文件",
        "这个文件不会发布。常见的是把 .docx 放进了内容文件夹，却没有写进任何文件的“附件”。",
        "附件写进所属文件的“附件”；正文转成 .md；不用的移走。",
    ),
    "leftover-file": Code("临时文件", "编辑软件留下的临时文件或备份，不会发布。", "不用就删去。"),
    "bad-name": Code(
        "文件名不能作网址",
        "文件名就是网址的一部分，发布后不再改变，所以只用小写字母、数字和短横线。",
        "改名，例如 yiwu-2021.md。",
    ),
    "name-encoding": Code(
        "文件名的编码不对", "文件名不是 UTF-8，别的机器上读不出来。", "把文件改名。"
    ),
    "plan-in-folder": Code(
        "要点放在了下级文件夹", "每份要点的网址只有一级。", "移到 content/plans/ 里。"
    ),
    "not-a-file": Code("不是普通文件", "管道、设备等不能当内容读。", "把它移走。"),
    "dead-link": Code("链接失效", "链接指向的文件不存在。", "删去链接，或者改正它。"),
    "link-loop": Code("链接成圈", "链接指回它所在的文件夹。", "删去链接。"),
    "link-outside": Code(
        "链接指向外面", "内容只能取自内容文件夹，以免泄露别处的文件。", "把文件复制进来。"
    ),
    "address-taken": Code(
        "地址重复", "两处内容要写到同一个网址，后写的会盖掉先写的。", "改掉其中一个的文件名或标识。"
    ),
    # --- bytes
    "empty-file": Code("空文件", "文件里什么也没有。", "写上内容，或者删去文件。"),
    "file-too-large": Code(
        "文件太大", "超过了上限，多半是误放的。", "拆成几个文件，或者作为附件。"
    ),
    "wrong-encoding": Code(
        "编码不对",
        "文件不是 UTF-8，常见的是用旧版记事本存成了 GBK。",
        "另存为 UTF-8；多数编辑软件的“另存为”里有“编码”一项。",
    ),
    "hidden-character": Code(
        "看不见的字符",
        "零宽空格、方向控制符、控制字符等看不见，却会使检索和核对失败，也可能改变文字的显示顺序。",
        "按提示的行和列删去；多半是从网页或 PDF 粘贴时带来的。",
    ),
    # --- YAML
    "yaml-syntax": Code(
        "读不懂的写法", "这里不合 YAML 的写法，后面的内容读不下去。", "检查缩进、冒号和引号。"
    ),
    "yaml-tab": Code("制表符", "YAML 的缩进不能用制表符。", "改成空格。"),
    "yaml-wide-colon": Code(
        "中文冒号", "键后面写了中文冒号“：”，整行会被当作一段文字。", "改成英文冒号加一个空格。"
    ),
    "yaml-colon-space": Code(
        "冒号后没有空格", "键后面的英文冒号没有空格，读不出键和值。", "英文冒号后空一格。"
    ),
    "yaml-wide-space": Code(
        "全角空格",
        "缩进里或者冒号后面有全角空格：缩进会改变结构，冒号后面的会使键和值读不出来。",
        "改成半角空格。",
    ),
    "yaml-wide-comma": Code(
        "中文逗号",
        "列表的各项之间写了中文的逗号、分号或顿号，几项会被当作一项。",
        "各项之间用英文逗号加一格；确是一项的，给它加上英文双引号。",
    ),
    "yaml-comment": Code(
        "# 吞掉文字", "空格加 # 之后的文字会被当作注释，不会发布。", "给整段文字加上英文双引号。"
    ),
    "yaml-folded": Code(
        "> 会折叠换行", "用 > 开头的文字，换行会变成空格。", "改用 | ，换行照原样保留。"
    ),
    "yaml-duplicate-key": Code("键重复", "同一个键写了两次，只有一个会算数。", "删去一处。"),
    "yaml-key": Code("键不是文字", "键只能是一小段文字。", "写成“键: 值”。"),
    "yaml-alias": Code(
        "引用记号", "& 和 * 是 YAML 的引用记号，这里不用。", "把内容写全；是文字就加上英文双引号。"
    ),
    "yaml-tag": Code("类型记号", "! 开头的文字是 YAML 的类型记号。", "给整段文字加上英文双引号。"),
    "yaml-documents": Code(
        "一个文件写了几份", "一个文件只能有一份内容。", "拆成几个文件，删去中间的 ---。"
    ),
    "yaml-depth": Code("嵌套太深", "超过 20 层，多半是括号或缩进写错了。", "检查括号和缩进。"),
    # --- shapes
    "wrong-shape": Code(
        "形状不对", "这里要的是列表、一组键值或一段文字，写的是另一种。", "照提示的写法改。"
    ),
    "one-line": Code("应当写在一行", "这一项只能是一行文字。", "写在一行里。"),
    "missing-key": Code("缺少必填项", "没有这一项，页面就说不清这是什么。", "补上。"),
    "unknown-key": Code(
        "不认识的键", "写错的键会使内容丢失，所以不放过。", "照提示改正；多余的删去。"
    ),
    "duplicate-key": Code("同一项写了两次", "中文键和英文键是同一项。", "删去一处。"),
    "bad-slug": Code(
        "标识不合规定", "标识是网址的一部分，发布后不再改变。", "用小写字母、数字和短横线。"
    ),
    "bad-date": Code(
        "日期不对",
        "读不出日期，或者没有这一天。",
        "写成 2021-07-16；发布日期知道时间的，写成 2021-07-16 09:30。",
    ),
    "bad-year": Code("年度不对", "年度是四位数字。", "写成 2021 这样。"),
    "bad-choice": Code("不在可选的词里", "这一项只能写规定的几个词。", "照提示的词选一个。"),
    "bad-code": Code("代码不对", "行政区划代码是六位数字。", "按 GB/T 2260 填写。"),
    "bad-url": Code("网址不对", "网址用来生成站点地图和订阅。", "写成 https://…/ 的样子。"),
    "bad-address": Code("站内地址不对", "转向表里的地址要从 / 开始。", "照提示的写法改。"),
    "given-twice": Code("重复登记", "同一个标识或名称登记了两次。", "改掉其中一个。"),
    "alias-shared": Code(
        "一个写法指两个单位", "读到这个名称时分不清是谁。", "只在一个单位下保留这个写法。"
    ),
    "members-of-one": Code(
        "不是统称却有成员", "只有统称（各镇街、各行政机关）才有成员。", "删去成员，或者改类别。"
    ),
    "kind-twice": Code("同类栏目有两个", "这类栏目只有一个地址。", "删去一个。"),
    "body-of-list": Code("列表栏目写了正文", "只有“页面”栏目有正文。", "删去正文或者改类型。"),
    "empty-correction": Code(
        "勘误是空的", "勘误要写明来源文本的写法和发布的写法。", "补上，或者删去这一条。"
    ),
    "unknown-region": Code("没有登记的地区", "地区要先登记才有页面。", "在 regions.yaml 登记。"),
    "unknown-unit": Code(
        "没有登记的责任单位",
        "原文点到的单位要能查到它的页面；写法不同的，登记为别名。",
        "在 units.yaml 登记这个单位，或者把这个写法加进已有单位的别名。",
    ),
    "unknown-column": Code(
        "没有这个栏目", "文件要放进一个类型为“文件”的栏目。", "改正栏目名称，或者先加栏目。"
    ),
    "unknown-task": Code("没有这项任务", "完成情况要对上任务的编号。", "照要点页面上的编号写。"),
    "unit-without-region": Code(
        "有责任单位没有地区", "不同地区有同名的单位，要知道是哪里的。", "补上地区。"
    ),
    # --- Markdown
    "head-missing": Code(
        "没有目录信息", "文件开头要有标题、日期等目录信息。", "第一行写 ---，写完再写一行 ---。"
    ),
    "head-unclosed": Code("目录信息没有结束", "找不到第二个 ---。", "在正文之前加一行 ---。"),
    "heading-empty": Code("标题是空的", "# 后面没有文字。", "补上标题，或者删去这一行。"),
    "heading-deep": Code("标题级别太多", "要点只有章（##）和条（###）两级。", "改成 ## 或 ###。"),
    "heading-order": Code(
        "标题的位置不对", "条要在章里，结语在最后一章之后。", "照提示移动或者改级别。"
    ),
    "heading-unmarked": Code(
        "像标题却没有标记",
        "以“一、”“（一）”开头的短行多半是标题；没有 ## 或 ###，就只当作正文。",
        "是标题就加上 ## 或 ###。",
    ),
    "plan-markup": Code(
        "要点里有 Markdown 记号",
        "要点的正文就是公文原文，不用加粗、列表、链接和表格，写了会照原样显示。",
        "误写就删去；原文如此就不用管。",
    ),
    "responsibility-unread": Code(
        "读不懂的责任标注",
        "看上去写的是责任单位，但不是认识的写法，所以不猜：文字照样发布，只是不列入任务分工。",
        "误写就按原文改正；常见写法见 README 的“加一份要点”。",
    ),
    "task-empty": Code(
        "责任标注没有任务", "标注前面没有文字，不知道是什么任务。", "标注写在任务文字的末尾。"
    ),
    "nothing-to-join": Code("没有可以接的段落", "“接上段”前面没有段落。", "删去“接上段”。"),
    "stated-differs": Code(
        "写的与读出的不同",
        "YAML 里写的编号、责任、分工与正文按规则读出的不同；两者必须一致，转换才不丢内容。",
        "照提示里读出的改，或者按原文改正正文。",
    ),
    "formats-disagree": Code(
        "两种格式不一致",
        "同一份要点的 .md 和 .yaml 写的不一样，不知道以哪个为准。",
        "看差别，按原文改正；只改了一个时，用 gongkai convert 写出另一个。",
    ),
    "markdown-html": Code(
        "HTML 不起作用", "内容里的 HTML 一律当文字显示，以防脚本。", "用 Markdown 的写法。"
    ),
    "markdown-link": Code(
        "不安全的链接", "javascript: 等地址不会做成链接。", "改用 https:// 等普通地址。"
    ),
    "markdown-nesting": Code("嵌套太深", "再深的文字会丢失，所以不生成。", "减少嵌套。"),
    "markdown-table": Code(
        "表格的格子太多",
        "表格有几列由表头决定，一行里多出来的格子不会显示，文字就丢了。",
        "给表头和分隔行补上列；一格里的竖线写成 \\|。",
    ),
    "markdown-size": Code("正文太大", "太大的页面读不动。", "拆开，或者作为附件。"),
    # --- redirects
    "redirect-chain": Code("转向连着转向", "旧地址应当直接转到最后的地址。", "改成最后的地址。"),
    "redirect-target": Code(
        "转向没有去处",
        "旧地址要么转到新地址，要么说明已撤销。",
        "“新地址”和“已撤销”写其中一项，不能都写，也不能都不写。",
    ),
}
