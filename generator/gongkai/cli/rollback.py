"""gongkai rollback: makes an earlier release live again."""

from argparse import ArgumentParser, Namespace

from gongkai.cli.command import DONE, Command
from gongkai.cli.console import Console


def _arguments(parser: ArgumentParser) -> None:
    from gongkai.cli.targets import add_signers, add_target

    add_target(parser)
    parser.add_argument(
        "release",
        metavar="版本",
        nargs="?",
        default="",
        help="版本编号（不写就是线上版本的前一个）",
    )
    add_signers(parser)


def _run(found: Namespace, console: Console) -> int:
    from time import time

    from gongkai.cli.targets import findings_shown, open_target, trust_of
    from gongkai.output.publish.rollback import rollback

    with findings_shown(console), open_target(found) as target:
        done = rollback(target, int(time()), trust_of(found), found.release)
        for note in done.notes:
            console.talk(f"注意：{note}")
        if done.fresh:
            console.tell(f"{target.name} 已回滚到版本 {done.release}，文件全部核对无误。")
        else:
            console.tell(f"{target.name} 线上已是版本 {done.release}，文件全部核对无误，没有改动。")
    return DONE


COMMAND = Command(
    name="rollback",
    summary="回滚到以前的版本",
    text="先核对以前的版本，一个字节也没有被改动过，才一步切换成线上网站。",
    arguments=_arguments,
    run=_run,
)
