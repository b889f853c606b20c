"""gongkai serverconf: prints a server configuration made for the portal."""

from argparse import ArgumentParser, Namespace

from gongkai.cli.command import DONE, Command, UsageError
from gongkai.cli.console import Console
from gongkai.cli.files import folder_of

_TARGET = "/srv/gongkai"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("server", metavar="服务器", help="nginx 或 apache")
    parser.add_argument(
        "target", metavar="目标", nargs="?", default=_TARGET, help=f"发布用的文件夹（{_TARGET}）"
    )
    parser.add_argument("--port", metavar="端口", type=int, default=80, help="监听的端口（80）")


def _run(found: Namespace, console: Console) -> int:
    from gongkai.cli.publishing import built_files, redirects_of
    from gongkai.output.publish.serverconf import KINDS, Hosting, server_configuration
    from gongkai.problems import ContentRefused
    from gongkai.project import Project
    from gongkai.sources.load import load

    if found.server not in KINDS:
        raise UsageError(f"不认识「{found.server}」这种服务器", f"可以写：{'、'.join(KINDS)}")
    if not 0 < found.port < 65536:
        raise UsageError(f"没有 {found.port} 这个端口", "端口是 1 到 65535 的数")
    project = Project.find(folder_of(found))
    portal, problems = load(project.content, project.root)
    if portal is None:
        raise ContentRefused(problems)
    hosting = Hosting(
        title=portal.site_name,
        target=found.target.rstrip("/"),
        url=portal.url,
        port=found.port,
        redirects=redirects_of(project, built_files(project)),
    )
    console.tell(server_configuration(found.server, hosting).rstrip("\n"))
    if not portal.url:
        console.talk("portal.yaml 里没有写网址，配置里的域名暂写 localhost，请改成实际的域名。")
    return DONE


COMMAND = Command(
    name="serverconf",
    summary="打印 nginx 或 Apache 的配置",
    text="打印一份完整、带说明的服务器配置：安全响应头、缓存、压缩、404、跳转和撤销的地址都已写好。",
    arguments=_arguments,
    run=_run,
)
