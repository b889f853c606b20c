"""gongkai check: says everything that a build would say, and changes nothing."""

from argparse import ArgumentParser, Namespace

from gongkai.cli.command import DONE, REFUSED, Command
from gongkai.cli.console import Console
from gongkai.cli.files import folder_of
from gongkai.cli.progress import Progress
from gongkai.cli.report import (
    count_text,
    explain_text,
    in_order,
    problem_text,
    problems_json,
)
from gongkai.problems import LATER, ContentRefused, Problem, Weight, has_errors


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供程序使用")
    parser.add_argument("--strict", action="store_true", help="有警告也算不通过")


def _run(found: Namespace, console: Console) -> int:
    told, complete = _problems(found, console)
    problems = in_order(told)
    if found.json:
        import json  # every command would wait for it

        console.tell(json.dumps(problems_json(problems), ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            console.tell(problem_text(problem, console.out_colour))
        console.tell(count_text(problems))
        if not complete:
            console.tell(LATER)
        if problems:
            console.talk(explain_text(problems))
    warned = any(problem.weight is Weight.WARNING for problem in problems)
    return REFUSED if has_errors(problems) or (found.strict and warned) else DONE


def _problems(found: Namespace, console: Console) -> tuple[tuple[Problem, ...], bool]:
    """What is wrong, and whether everything could be checked."""
    from gongkai.build import Options, build
    from gongkai.project import Project

    project = Project.find(folder_of(found))
    with Progress(console) as progress:
        try:
            options = Options(search=False, commit=False, last=True)
            return build(project, options, progress).problems, True
        except ContentRefused as refused:
            return refused.problems, refused.complete


COMMAND = Command(
    name="check",
    summary="检查内容和网页，不改动网站",
    text="把内容和由它生成的网页检查一遍，说出所有的错误、警告和提示，不改动网站。",
    arguments=_arguments,
    run=_run,
)
