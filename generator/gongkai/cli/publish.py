"""gongkai publish: makes the built site live on a target, in one step."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gongkai.cli.command import DONE, Command, UsageError
from gongkai.cli.console import Console
from gongkai.cli.files import folder_of


def _arguments(parser: ArgumentParser) -> None:
    from gongkai.cli.targets import add_signers, add_target

    add_target(parser, nargs="?")
    parser.add_argument(
        "--zip", metavar="文件", type=Path, help="不发布，打成一个压缩包，供内外网之间拷贝"
    )
    parser.add_argument("--dry-run", action="store_true", help="只列出会新增、更改、撤下的地址")
    parser.add_argument("--keep", metavar="个数", type=int, default=5, help="保留几个版本（5）")
    parser.add_argument("--key", metavar="文件", type=Path, help="给清单签名的 SSH 私钥")
    add_signers(parser)
    parser.add_argument("--allow-removal", action="store_true", help="允许已公开的地址消失")


def _run(found: Namespace, console: Console) -> int:
    from gongkai.cli.publishing import pack, send
    from gongkai.cli.targets import refuse_none

    if bool(found.target) == bool(found.zip):
        raise UsageError(
            "要写一个目标，或者用 --zip 写压缩包的文件名", "如 gongkai publish /srv/gongkai"
        )
    refuse_none(found.keep)
    folder = folder_of(found)
    if found.zip:
        pack(found, folder, console)
    else:
        send(found, folder, console)
    return DONE


COMMAND = Command(
    name="publish",
    summary="发布网站",
    text="把 site 文件夹里的网站发布到目标：先完整写好并核对，再一步切换；中途出错，线上网站不变。",
    arguments=_arguments,
    run=_run,
)
