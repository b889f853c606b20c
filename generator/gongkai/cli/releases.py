"""gongkai releases: lists what stands on a target."""

from argparse import ArgumentParser, Namespace

from gongkai.cli.command import DONE, Command
from gongkai.cli.console import Console


def _arguments(parser: ArgumentParser) -> None:
    from gongkai.cli.targets import add_target

    add_target(parser)


def _run(found: Namespace, console: Console) -> int:
    from gongkai.cli.targets import open_target
    from gongkai.output.publish.failures import explained
    from gongkai.output.publish.listing import list_releases

    with open_target(found) as target, explained(target.name):
        listed = list_releases(target)
        for each in listed:
            size = (
                f"{each.files} 个文件，{each.bytes / 1_000_000:.1f} MB"
                if each.readable
                else "清单已损坏"
            )
            signed = "，已签名" if each.signed else ""
            live = "  ← 线上" if each.live else ""
            console.tell(f"{each.release}  {each.published}  {size}{signed}{live}")
        if not listed:
            console.tell(f"{target.name} 还没有发布过网站。")
        elif not any(each.live for each in listed):
            console.talk("注意：current 没有指向任何一个版本，网站现在打不开；请回滚或重新发布。")
    return DONE


COMMAND = Command(
    name="releases",
    summary="列出目标上的版本",
    text="列出目标上保留的版本：编号、发布时间（北京时间）、大小、有没有签名，哪一个在线上。",
    arguments=_arguments,
    run=_run,
)
