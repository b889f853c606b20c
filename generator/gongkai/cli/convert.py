"""gongkai convert: writes a plan in the other of its two formats."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gongkai.cli.command import DONE, REFUSED, Command, UsageError
from gongkai.cli.console import Console
from gongkai.cli.files import folder_of, unreadable, unwritable
from gongkai.cli.report import in_order, problem_text
from gongkai.problems import ProjectError

_OTHER = {".md": ".yaml", ".yaml": ".md"}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("plan", metavar="要点文件", help="content/plans 里的 .md 或 .yaml 文件")
    parser.add_argument("-o", "--output", metavar="文件", help="写到哪里（不写就在旁边，只换后缀）")
    parser.add_argument("--stdout", action="store_true", help="不写文件，直接输出")
    parser.add_argument("--force", action="store_true", help="已有的文件与结果不同时，覆盖它")


def _run(found: Namespace, console: Console) -> int:
    from gongkai.cli.plan_file import converted

    file = _file(found)
    if file.suffix not in _OTHER:
        raise UsageError(f"不认识「{file.name}」这种文件", "要点写在 .md 或 .yaml 文件里")
    if found.stdout and found.output:
        raise UsageError("--stdout 和 -o 不能同时使用", "留下一个")
    result = converted(file, _OTHER[file.suffix])
    for problem in in_order(result.problems):
        console.talk(problem_text(problem, console.err_colour))
    if found.stdout:
        console.out.write(result.text)
        return DONE
    target = Path(found.output) if found.output else file.with_suffix(_OTHER[file.suffix])
    return _write(target, result.text, found.force, console)


def _file(found: Namespace) -> Path:
    """The file meant: from here, or from the portal's folder of -C. Raises ProjectError."""
    for file in (Path(found.plan), folder_of(found) / found.plan):
        if file.is_file():
            return file
    raise ProjectError(
        f"没有这个文件：{found.plan}", "写要点文件的路径，如 content/plans/yiwu-2021.md"
    )


def _write(target: Path, text: str, force: bool, console: Console) -> int:
    """Write a file unless it is there and differs; force overwrites it."""
    old = _old(target)
    if old == text:
        console.tell(f"{target} 已经一致，没有改动。")
        return DONE
    if old is not None and not force:
        import difflib  # every command would wait for it

        for line in difflib.unified_diff(
            old.splitlines(), text.splitlines(), str(target), "转换的结果", n=1, lineterm=""
        ):
            console.tell(line)
        console.talk(f"{target} 已经有了，而且与转换的结果不同，没有改动。")
        console.talk("    核对上面的差别；要覆盖它，加 --force")
        return REFUSED
    draft = target.with_name(f".{target.name}.new")  # a crash never leaves half a plan
    try:
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    console.tell(f"已写入 {target}。")
    return DONE


def _old(target: Path) -> str | None:
    """What stands in the file now, None when there is none."""
    try:
        return target.read_text("utf-8", errors="replace") if target.exists() else None
    except OSError as error:
        raise unreadable(target, error) from error


COMMAND = Command(
    name="convert",
    summary="把要点转换成另一种格式",
    text="把一份要点从 Markdown 转换成 YAML，或者从 YAML 转换成 Markdown，内容一字不差。",
    arguments=_arguments,
    run=_run,
)
