"""gongkai explain: what a code in a report means, why it matters and how to mend it."""

from argparse import ArgumentParser, Namespace
from itertools import groupby

from gongkai.cli.command import DONE, Command, UsageError
from gongkai.cli.console import Console, pad
from gongkai.cli.parser import did_you_mean


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="代码", nargs="?", help="方括号里的代码；不写就列出全部代码"
    )


def _run(found: Namespace, console: Console) -> int:
    console.tell(explanation_text(found.code) if found.code else list_text())
    return DONE


def explanation_text(code: str) -> str:
    """All that is known of a code. Raises UsageError when there is no such code."""
    from gongkai.checks.catalogue import all_codes, explain

    wanted = code.strip("[]").lower()
    explanation = explain(wanted)
    if explanation is None:
        near = did_you_mean(wanted, all_codes())
        raise UsageError(f"没有「{code}」这个代码", near or "运行 gongkai explain 列出全部代码")
    weight = f"　{explanation.weight}" if explanation.weight else ""
    lines = [f"{explanation.code}{weight}　{explanation.title}", "", explanation.text]
    if explanation.basis:
        lines += ["", "依据：", *(f"  {source}" for source in explanation.basis)]
    return "\n".join(lines)


def list_text() -> str:
    """Every code with its title, by when it is found."""
    from gongkai.checks.catalogue import all_codes, explain

    known = [explanation for code in all_codes() if (explanation := explain(code))]
    column = max(len(explanation.code) for explanation in known) + 2
    lines = []
    for kind, group in groupby(known, key=lambda explanation: explanation.kind):
        lines += [f"{kind}时发现的：", *(f"  {pad(e.code, column)}{e.title}" for e in group), ""]
    return "\n".join(lines).rstrip()


COMMAND = Command(
    name="explain",
    summary="解释报告里的代码",
    text="说明报告里方括号中的代码是什么意思、为什么、怎么改；不写代码就列出全部。",
    arguments=_arguments,
    run=_run,
)
