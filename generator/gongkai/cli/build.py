"""gongkai build: makes the site."""

import shlex
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path
from time import monotonic

from gongkai.cli.command import DONE, Command
from gongkai.cli.console import Console
from gongkai.cli.files import folder_of
from gongkai.cli.progress import Progress
from gongkai.cli.report import explain_text, in_order, problem_text
from gongkai.making.report import Look, Report, look
from gongkai.problems import Weight
from gongkai.project import Project


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--no-search", action="store_true", help="不编制检索索引（较快）")
    parser.add_argument(
        "--cluster",
        metavar="地址",
        help="用 Dask 集群生成，如 tcp://主机:8786（要装 gongkai[cluster]）",
    )
    parser.add_argument(
        "--precompress",
        action="store_true",
        help="生成后先把网页压缩好（.gz、.br），发布时不用再等",
    )
    parser.add_argument("--timings", action="store_true", help="列出各步骤所用的时间")


def _run(found: Namespace, console: Console) -> int:
    start = monotonic()
    project = Project.find(folder_of(found))
    search = not found.no_search
    seen = look(project.root, project.cache, project.site, search=search, ready=_get_ready)
    report = seen.report or _build(project, found, console, seen)
    shown = tuple(p for p in in_order(report.problems) if p.weight is not Weight.NOTE)
    for problem in shown:
        console.talk(problem_text(problem, console.err_colour))
    if shown:
        console.talk(explain_text(shown))
    packed = _precompress(project, console) if found.precompress else ""
    notes = len(report.problems) - len(shown)
    if notes:
        console.talk(f"另有 {notes} 条提示，运行 gongkai check 查看。")
    if found.timings:
        for name, seconds in report.timings:
            console.talk(f"{seconds:8.3f} 秒  {name}")
    changes = f"写入 {report.written} 个、删除 {report.removed} 个文件"
    if not report.written and not report.removed:
        changes = "没有改动"
    console.tell(
        f"已生成 {report.pages} 页，{changes}{packed}，用时 {monotonic() - start:.1f} 秒。"
        f"{how_to_look(project.site)}"
    )
    return DONE


def _get_ready() -> None:
    """Import what a build takes: it is heavy, and most often nothing has changed."""
    import_module("gongkai.build")


def _build(project: Project, found: Namespace, console: Console, seen: Look) -> Report:
    _get_ready()
    from gongkai.build import Options, build

    options = Options(search=not found.no_search, last=True, look=seen)
    with Progress(console) as progress:
        if not found.cluster:
            return build(project, options, progress)
        from gongkai.making.cluster import cluster

        with cluster(found.cluster) as crew:
            return build(project, options, progress, crew)


def _precompress(project: Project, console: Console) -> str:
    """Lay the compressed files ready for publishing; tells of how many there were none."""
    from gongkai.making.lock import alone, waiting_text
    from gongkai.output.publish.bundle import precompress

    with (
        Progress(console) as progress,
        alone(project.cache, lambda process: progress(waiting_text(process), 0, 0)),
    ):
        progress("压缩网页", 0, 0)
        made = precompress(project.site, project.twins)
    return f"，新压缩 {made} 个文件" if made else "，压缩件都已备好"


def how_to_look(site: Path) -> str:
    """How to see the built site in a browser."""
    serve = f"python3 -m http.server --bind 127.0.0.1 -d {shlex.quote(str(site))}"
    return f"查看：运行 {serve}，打开 http://127.0.0.1:8000/"


COMMAND = Command(
    name="build",
    summary="生成网站",
    text="由 content 文件夹生成 site 文件夹里的网站。内容有错误时，site 里原有的网站不动。",
    arguments=_arguments,
    run=_run,
)
