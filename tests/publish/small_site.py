"""A small site in versions that can be told apart, and a reader who takes it all in."""

from pathlib import Path

from gongkai.output.publish.bundle import Bundle, gather
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.release import CURRENT

NOW = 1_763_808_900  # 2025-11-22 18:55 in China
PAGE = "<!DOCTYPE html>\n<link rel=stylesheet href={style}>\n{body}<!--{version}-->\n"


def style_of(version: int) -> str:
    """The style sheet's address in a version."""
    return f"assets/site.{version:010x}.css"


def page_of(version: int) -> str:
    """The home page of a version: its first and last line both tell the version."""
    body = f"<!--{version}-->\n" * 130
    return f"<!--{version}-->\n" + PAGE.format(style=style_of(version), body=body, version=version)


def files_of(version: int) -> dict[str, bytes]:
    """Every file of a version. notice/ stays the same; each version has a page of its own."""
    return {
        "index.html": page_of(version).encode(),
        "404.html": b"<!DOCTYPE html><title>404</title>",
        "notice/index.html": b"<!DOCTYPE html><p>the same in all</p>",
        f"v/{version}/index.html": f"<!DOCTYPE html><p>{version}</p>".encode(),
        "notice/list.csv": b"a,b\n1,2\n",
        style_of(version): f"/* {version} */\n".encode() * 80,
    }


def write_site(folder: Path, version: int) -> Path:
    """Write a version into an empty folder."""
    for name, data in files_of(version).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def bundle_of(folder: Path, version: int) -> Bundle:
    """A version, ready to be published. folder: a place for it."""
    site = folder / f"site-{version}"
    if not site.exists():
        write_site(site, version)
    return gather(site, folder / "twins", workers=1)


def target_in(folder: Path) -> LocalTarget:
    """A target that reads with one thread."""
    return LocalTarget(folder, "主机 甲 上的进程 1（用户 乙）", workers=1)


def served(target: Path) -> dict[str, bytes]:
    """What a web server finds behind `current`: plain files of the live site, without notes."""
    root = (target / CURRENT).resolve(strict=True)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".carried" not in path.parts and "manifest" not in path.name
    }


def is_whole(found: dict[str, bytes], version: int) -> bool:
    """Whether what is served is all of a version, with nothing else but assets of others."""
    wanted = files_of(version)
    rest = {name for name in found if not name.startswith("assets/")}
    plain = {name for name in rest if not name.endswith((".gz", ".br"))}
    own = {name for name in wanted if not name.startswith("assets/")}
    return plain == own and all(found.get(name) == data for name, data in wanted.items())
