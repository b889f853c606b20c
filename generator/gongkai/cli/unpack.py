"""gongkai unpack: publishes what a zip file brought over an air gap."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gongkai.cli.command import DONE, Command
from gongkai.cli.console import Console


def _arguments(parser: ArgumentParser) -> None:
    from gongkai.cli.targets import add_signers, add_target

    parser.add_argument(
        "file", metavar="发布包", type=Path, help="gongkai publish --zip 打成的文件"
    )
    add_target(parser)
    parser.add_argument("--keep", metavar="个数", type=int, default=5, help="保留几个版本（5）")
    add_signers(parser)
    parser.add_argument("--allow-removal", action="store_true", help="允许已公开的地址消失")


def _run(found: Namespace, console: Console) -> int:
    from time import monotonic, time

    from gongkai.cli.publishing import tell_published
    from gongkai.cli.targets import findings_shown, open_target, refuse_none, trust_of
    from gongkai.output.publish.archive import accept, prove, read_archive
    from gongkai.output.publish.procedure import Order, publish

    refuse_none(found.keep)
    start = monotonic()
    trust = trust_of(found)
    order = Order(time=int(time()), keep=found.keep, trust=trust, allow_removal=found.allow_removal)
    with read_archive(found.file) as bundle:
        accept(bundle, trust, str(found.file))
        prove(bundle, str(found.file))
        with findings_shown(console), open_target(found) as target:
            done = publish(bundle, target, order)
            tell_published(console, done, target.name, monotonic() - start)
    return DONE


COMMAND = Command(
    name="unpack",
    summary="发布压缩包里的网站",
    text="核对 publish --zip 打成的压缩包，再像 publish 一样发布；中途出错，线上网站不变。",
    arguments=_arguments,
    run=_run,
)
