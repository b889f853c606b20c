"""gongkai serve: shows the portal in a browser and keeps it up to date while one writes."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gongkai.cli.command import DONE, Command
from gongkai.cli.console import Console
from gongkai.cli.files import folder_of


def _port(text: str) -> int:
    """A port number. Raises ValueError."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", metavar="端口", type=_port, help="网址里的端口（默认 8000，被占用就用下一个）"
    )
    parser.add_argument(
        "--host",
        metavar="地址",
        default="127.0.0.1",
        help="让别的电脑也能看：写这台电脑的地址（默认只有本机能看）",
    )
    parser.add_argument("--open", action="store_true", help="打开浏览器")
    parser.add_argument("--no-search", action="store_true", help="不编制检索索引")
    parser.add_argument(
        "--poll", action="store_true", help="反复查看每个文件（内容在网络共享盘上时用）"
    )


def _run(found: Namespace, console: Console) -> int:
    import webbrowser

    from gongkai.cli.serving import Teller
    from gongkai.making.garbage import FOR_LONG, seldom
    from gongkai.preview.guard import is_loopback
    from gongkai.preview.serve import Wishes, serve
    from gongkai.project import Project

    seldom(FOR_LONG)
    project = Project.find(Path(folder_of(found)))
    if not is_loopback(found.host):
        console.talk("注意：同一网络里的人都能看到还没有公开的内容。")
    wishes = Wishes(host=found.host, port=found.port, search=not found.no_search, poll=found.poll)
    serve(project, wishes, Teller(console, webbrowser.open if found.open else None))
    return DONE


COMMAND = Command(
    name="serve",
    summary="在浏览器里预览，改了内容自动更新",
    text="在本机预览网站：保存内容以后网页自动更新；内容有错误时列出错误。site 文件夹不动。",
    arguments=_arguments,
    run=_run,
)
