"""gongkai export: writes what a portal holds in a form that other programs read."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from gongkai.cli.command import DONE, Command
from gongkai.cli.console import Console
from gongkai.cli.files import folder_of, unwritable

_INDEX = "gongkai"


def _arguments(parser: ArgumentParser) -> None:
    what = "search：供全文检索的文档"
    parser.add_argument("what", metavar="内容", choices=("search",), help=what)
    parser.add_argument("-o", "--output", metavar="文件", help="写到哪里（不写就直接输出）")
    parser.add_argument("--index", metavar="名称", default=_INDEX, help="检索服务器上索引的名称")


def _run(found: Namespace, console: Console) -> int:
    lines = _search_lines(found)
    if found.output is None:
        for line in lines:
            console.out.write(f"{line}\n")
        return DONE
    target = Path(found.output)
    count = 0
    try:
        with target.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(f"{line}\n")
                count += 1
    except OSError as error:
        raise unwritable(target, error) from error
    console.tell(f"已写入 {target}：{count // 2} 个文档。")
    return DONE


def _search_lines(found: Namespace) -> Iterator[str]:
    """Raises ContentRefused when the content cannot be read."""
    from gongkai.output.searching.bulk import bulk_lines
    from gongkai.pages.site_map import site_map
    from gongkai.problems import ContentRefused, has_errors
    from gongkai.project import Project
    from gongkai.rendering.filing import Filings
    from gongkai.rendering.texts import search_text
    from gongkai.sources.load import load

    project = Project.find(folder_of(found))
    portal, problems = load(project.content, project.root)
    if portal is None or has_errors(problems):
        raise ContentRefused(problems)
    filings = Filings(portal)
    texts = (search_text(page, filings) for page in site_map(portal))
    return bulk_lines(filter(None, texts), found.index, portal.url)


COMMAND = Command(
    name="export",
    summary="导出文档，供检索服务器使用",
    text="导出全部网页的文字，每页两行 JSON，可以直接批量导入 OpenSearch 或 Elasticsearch。",
    arguments=_arguments,
    run=_run,
)
