"""gongkai verify: shows that nobody changed what was published."""

from argparse import ArgumentParser, Namespace

from gongkai.cli.command import DONE, REFUSED, Command
from gongkai.cli.console import Console


def _arguments(parser: ArgumentParser) -> None:
    from gongkai.cli.targets import add_signers, add_ssh_config

    parser.add_argument(
        "target", metavar="目标", help="发布用的文件夹、ssh://用户@主机/路径、网址，或 .zip 发布包"
    )
    add_ssh_config(parser)
    parser.add_argument(
        "--release", metavar="版本", default="", help="核对哪个版本（不写就是线上的）"
    )
    add_signers(parser)


def _run(found: Namespace, console: Console) -> int:
    from gongkai.cli.targets import tell_findings, trust_of
    from gongkai.cli.verifying import look_at

    verdict = look_at(found, trust_of(found), console)
    what = str(found.target)
    if not what.startswith(("http://", "https://")):
        what += f"（{verdict.release}）"
    if verdict.findings:
        tell_findings(console, tuple(map(str, verdict.findings)))
        console.tell(f"{what} 有 {len(verdict.findings)} 处与发布时不一样。")
        return REFUSED
    size = f"{verdict.files} 个文件，{verdict.bytes / 1_000_000:.1f} MB"
    digests = "SHA-256 和国密 SM3" if verdict.sm3 else "SHA-256"
    console.tell(f"{what} 与发布时完全一样：核对了 {size}（{digests}）。")
    if verdict.signer:
        console.tell(f"清单的签名有效，签名人：{verdict.signer}。")
    elif verdict.signed:
        console.talk(
            "没有核对签名：清单有签名，用 --signers 给出签名人名单，才能证明清单没有被换过。"
        )
    else:
        console.talk("清单没有签名：发布时用 --key 签名，才能证明清单和网页没有被一起换过。")
    return DONE


COMMAND = Command(
    name="verify",
    summary="核对线上网站有没有被改动",
    text="把发布出去的每个文件与清单逐一核对；给网址时像读者一样读遍每个网页，压缩和不压缩的都读。",
    arguments=_arguments,
    run=_run,
)
