"""What publishing commands share: the site as a bundle, and what is told of a publishing."""

from argparse import Namespace
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from time import monotonic, time

from gongkai.checks.catalogue import check_moves
from gongkai.cli.console import Console
from gongkai.cli.targets import findings_shown, open_target, trust_of
from gongkai.making.seal import UNSTEADY, input_marks, read_seal
from gongkai.model.redirect import Redirect
from gongkai.output.publish.archive import write_archive
from gongkai.output.publish.bundle import Bundle, gather
from gongkai.output.publish.changes import Changes
from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.procedure import Order, Published, preview, publish, refuse_lost
from gongkai.output.publish.signature import Trust, sign, trust_own
from gongkai.output.site_list import first_difference, list_of, read_site_list
from gongkai.pages.address import file_of
from gongkai.problems import ContentRefused, has_errors
from gongkai.project import Project
from gongkai.sources.redirects import load_redirects

_KINDS = (("新增", "new"), ("更改", "changed"), ("撤下", "removed"))


def pack(found: Namespace, folder: Path, console: Console) -> None:
    """Write the site as a zip file."""
    project = Project.find(folder)
    bundle = bundle_of(project, found.key)
    tell_stale(console, project)
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
    tell_stale(console, project)
    order = Order(
        time=int(time()),
        keep=found.keep,
        trust=_carry_trust(found),
        allow_removal=found.allow_removal,
    )
    with findings_shown(console), open_target(found) as target:
        if found.dry_run:
            changes = preview(bundle, target)
            tell_preview(console, changes)
            if not found.allow_removal:
                refuse_lost(changes, bundle)
            return
        tell_published(console, publish(bundle, target, order), target.name, monotonic() - start)


def bundle_of(project: Project, key: Path | None) -> Bundle:
    """The site as it was built, signed when there is a key.

    Raises PublishError when the site is not what the last build made of it, and what
    redirects_of raises.
    """
    wanted = read_site_list(list_of(project.cache, project.site))
    if wanted is None or not project.site.is_dir():
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
    moved = frozenset(each.old for each in redirects_of(project, entries))
    signature = sign(bundle.manifest.data(), key) if key else b""
    return replace(bundle, signature=signature, moved=moved)


def redirects_of(project: Project, files: Collection[str]) -> tuple[Redirect, ...]:
    """The portal's redirects, which have to fit the site of those files; () stands for no site.

    Raises ContentRefused when they have errors, and PublishError when they are newer than it.
    """
    redirects, problems = load_redirects(project.content, project.root)
    if files and not has_errors(problems):
        problems = check_moves(redirects, files)
    if has_errors(problems):
        raise ContentRefused(problems)
    for each in redirects:
        if files and each.gone and file_of(each.notice) not in files:
            raise PublishError(
                f"{each.place}：已撤销的 {each.old} 还没有说明页，redirects.yaml 改过以后没有生成",
                "先运行 gongkai build",
            )
    return redirects


def built_files(project: Project) -> Collection[str]:
    """The files of the site as the last build wanted them, () when there was none."""
    return (read_site_list(list_of(project.cache, project.site)) or {}).keys()


def tell_stale(console: Console, project: Project) -> None:
    """Tell when the content is not what the site was built of, as far as size and time show.

    A file that changed just before the build is left out: its mark would tell nothing.
    """
    seal = read_seal(project.cache)
    if seal is None:
        return
    before, now = seal.inputs, input_marks(project.root)
    newer = sorted(
        path
        for path in before.keys() | now.keys()
        if before.get(path) != UNSTEADY
        and before.get(path, UNSTEADY)[:2] != now.get(path, UNSTEADY)[:2]
    )
    if newer:
        console.talk(
            f"注意：上次生成以后改过的内容不在这次发布里（{newer[0]}"
            f"{f' 等 {len(newer)} 个文件' if len(newer) > 1 else ''}）；"
            "要一起发布，先运行 gongkai build。"
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
