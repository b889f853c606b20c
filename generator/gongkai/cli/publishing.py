"""What publishing commands share: the site as a bundle, and what is told of a publishing."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from time import monotonic, time

from gongkai.cli.console import Console
from gongkai.cli.targets import findings_shown, open_target, trust_of
from gongkai.model.redirect import Redirect
from gongkai.output.publish.archive import write_archive
from gongkai.output.publish.bundle import Bundle, gather
from gongkai.output.publish.changes import Changes
from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.procedure import Order, Published, preview, publish
from gongkai.output.publish.signature import Trust, sign, trust_own
from gongkai.output.site_list import first_difference, list_of, read_site_list
from gongkai.problems import ContentRefused, has_errors
from gongkai.project import Project
from gongkai.sources.redirects import load_redirects

_KINDS = (("新增", "new"), ("更改", "changed"), ("撤下", "removed"))


def pack(found: Namespace, folder: Path, console: Console) -> None:
    """Write the site as a zip file."""
    bundle = bundle_of(Project.find(folder), found.key)
    write_archive(bundle, found.zip)
    size = found.zip.stat().st_size / 1_000_000
    console.tell(
        f"已打包成 {found.zip}（{len(bundle.manifest.entries)} 个文件，{size:.1f} MB）。"
        f"拷到服务器上运行 gongkai unpack {found.zip.name} 目标文件夹。"
    )


def send(found: Namespace, folder: Path, console: Console) -> None:
    """Publish the site to the target, or tell what that would change."""
    start = monotonic()
    project = Project.find(folder)
    bundle = bundle_of(project, None if found.dry_run else found.key)
    moved = redirects_of(project)
    _refuse_shadows(bundle, moved)
    with findings_shown(console), open_target(found) as target:
        if found.dry_run:
            tell_preview(console, preview(bundle, target))
            return
        order = Order(
            time=int(time()),
            keep=found.keep,
            trust=_carry_trust(found),
            moved=frozenset(each.old for each in moved),
            allow_removal=found.allow_removal,
        )
        tell_published(console, publish(bundle, target, order), target.name, monotonic() - start)


def bundle_of(project: Project, key: Path | None) -> Bundle:
    """The site as it was built, signed when there is a key.

    Raises PublishError when the site is not what the last build made of it.
    """
    wanted = read_site_list(list_of(project.cache, project.site))
    if wanted is None:
        raise PublishError("还没有生成过网站", "先运行 gongkai build")
    bundle = gather(project.site, project.twins)
    entries = bundle.manifest.by_file()
    made = {f"{file}{ending}" for file in wanted for ending in (".gz", ".br")} - wanted.keys()
    found = {file: entry.sha256 for file, entry in entries.items() if file not in made}
    odd = first_difference(wanted, found)
    if odd:
        raise PublishError(
            f"site 里的 {odd} 与生成时不同：上次生成中途停了，或者有人改动过；什么也没有发布",
            "重新运行 gongkai build，再发布",
        )
    return replace(bundle, signature=sign(bundle.manifest.data(), key)) if key else bundle


def redirects_of(project: Project) -> tuple[Redirect, ...]:
    """The portal's redirects. Raises ContentRefused when they have errors."""
    redirects, problems = load_redirects(project.content, project.root)
    if has_errors(problems):
        raise ContentRefused(problems)
    return redirects


def _refuse_shadows(bundle: Bundle, moved: tuple[Redirect, ...]) -> None:
    """Raise PublishError when an old address has a page: the server would never show it."""
    files = bundle.manifest.by_file()
    for each in moved:
        file = each.old.removeprefix("/")
        if (f"{file}index.html" if file.endswith("/") else file) in files:
            raise PublishError(
                f"{each.place}：旧地址 {each.old} 现在有网页，会被跳转挡住；什么也没有发布",
                "删去 content/redirects.yaml 里的这一条",
            )


def _carry_trust(found: Namespace) -> Trust:
    """Those whose assets may be carried over: the named signers, and the operator himself."""
    own = trust_own(found.key).signers if found.key else ""
    return Trust("\n".join(text for text in (own, trust_of(found).signers) if text))


def tell_published(console: Console, done: Published, name: str, seconds: float) -> None:
    """What was published."""
    for note in done.notes:
        console.talk(f"注意：{note}")
    if not done.fresh:
        console.tell(f"{name} 线上已是这个网站（版本 {done.release}），没有改动。")
        return
    console.tell(
        f"已发布到 {name}：版本 {done.release}，{count_text(done.changes)}，用时 {seconds:.1f} 秒。"
    )


def tell_preview(console: Console, changes: Changes) -> None:
    """Which addresses publishing would bring, change and take away."""
    for word, name in _KINDS:
        for address in getattr(changes, name):
            console.tell(f"{word}  {address}")
    if not changes:
        console.tell("与线上相同，没有要发布的。")
        return
    made = f"；另有 {changes.made} 个样式、脚本和检索文件不同" if changes.made else ""
    console.tell(f"共{count_text(changes)}{made}。这次只是查看，没有发布。")


def count_text(changes: Changes) -> str:
    """新增 3 个、更改 2 个、撤下 0 个地址."""
    counts = (f"{word} {len(getattr(changes, name))} 个" for word, name in _KINDS)
    return "、".join(counts) + "地址"
