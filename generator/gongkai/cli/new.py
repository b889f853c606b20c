"""gongkai new: a small portal of an invented city, to begin with."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from gongkai.cli.command import DONE, Command
from gongkai.cli.console import Console
from gongkai.cli.files import folder_of, unwritable
from gongkai.problems import ProjectError


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="文件夹", help="新门户的文件夹，必须不存在或者是空的")


def _run(found: Namespace, console: Console) -> int:
    target = folder_of(found) / found.target
    files = tuple(starter_files())
    try:
        if target.is_dir() and any(target.iterdir()):
            raise ProjectError(f"文件夹 {target} 不是空的，没有动它", "换一个名字，或者先清空它")
        for name, data in files:
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise unwritable(target, error) from error
    console.talk(f"内容是虚构的“示例市”的，共 {len(files)} 个文件，照着改成自己的。")
    console.tell(f"已新建 {target}。下一步：gongkai build -C {target}")
    return DONE


def starter_files() -> Iterator[tuple[str, bytes]]:
    """Every file of the starter: path below the portal's folder, and bytes."""
    folder = Path(__file__).with_name("starter")
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()


COMMAND = Command(
    name="new",
    summary="新建一个门户",
    text="新建一个小门户，内容是虚构的“示例市”的，可以马上生成，照着改成自己的。",
    arguments=_arguments,
    run=_run,
)
