"""What a preview says on the terminal: its address, one line for each save, and errors."""

from collections.abc import Callable, Sequence
from time import localtime, strftime

from gongkai.cli.console import Console, paint
from gongkai.cli.progress import Progress
from gongkai.cli.report import explain_text, in_order, problem_text
from gongkai.preview.listener import Success
from gongkai.preview.messages import Changes, Trouble
from gongkai.preview.notice import errors_of
from gongkai.preview.reach import Reach

_NAMED = 5  # addresses in one line
_HOME = "index.html"


class Teller:
    """Says on a console what a preview does. open_browser: shows an address, or None."""

    def __init__(self, console: Console, open_browser: Callable[[str], object] | None) -> None:
        self.console = console
        self.open_browser = open_browser
        self.progress = Progress(console)

    def serving(self, reach: Reach, taken: int) -> None:
        """Say where the preview is."""
        if taken:
            self.console.talk(f"端口 {taken} 已被别的程序占用，换了一个。")
        self._tell(f"预览：{reach.address}（按 Ctrl-C 结束）")
        if reach.everywhere:
            self._tell(afar_text(reach.afar))
        if self.open_browser is not None:
            self.open_browser(reach.address)

    def step(self, stage: str, done: int, total: int) -> None:
        """Show how far a long build is."""
        self.progress(stage, done, total)

    def built(self, done: Success, changes: Changes) -> None:
        """Say which pages are new."""
        self._wipe()
        built = done.built
        seconds = f"用时 {built.seconds:.2f} 秒"
        if done.first:
            warned = (
                f"，{built.warnings} 个警告（运行 gongkai check 查看）" if built.warnings else ""
            )
            self._tell(f"{_now()} 已生成 {built.pages} 页，{seconds}{warned}。")
            return
        mended = "已改好。" if done.mended else ""
        self._tell(f"{_now()} {mended}{changes_text(changes)}，{seconds}。")

    def trouble(self, trouble: Trouble) -> None:
        """Say why nothing is new."""
        self._wipe()
        console = self.console
        errors = in_order(errors_of(trouble))
        for problem in errors:
            console.talk(problem_text(problem, console.err_colour))
        if errors:
            console.talk(f"{_now()} 内容有 {len(errors)} 处错误，网页没有更新。")
            console.talk(explain_text(errors))
            return
        if trouble.trace:
            console.talk(trouble.trace.rstrip())
        console.talk(f"{_now()} {paint('错误', '错误', console.err_colour)}：{trouble.message}")
        if trouble.hint:
            console.talk(f"    {trouble.hint}")

    def index_ready(self) -> None:
        """Say that search finds the new words."""
        self._tell(f"{_now()} 检索索引已更新。")

    def index_failed(self, trouble: Trouble) -> None:
        """Say that search does not work; the pages do."""
        why = trouble.message or "内容有错误"
        self.console.talk(f"{_now()} 检索索引没有更新：{why}")

    def polling(self) -> None:
        """Say that changes are found more slowly."""
        self.console.talk("系统不报告文件的改动，改为反复查看每个文件，更新会慢一些。")

    def _tell(self, text: str) -> None:
        self.console.tell(text)
        self.console.out.flush()

    def _wipe(self) -> None:
        """Take away the progress line; the next build has one of its own."""
        self.progress.__exit__(None, None, None)
        self.progress = Progress(self.console)


def afar_text(addresses: Sequence[str]) -> str:
    """What to open on other computers."""
    if addresses:
        return f"别的电脑打开：{'、'.join(addresses)}"
    return "别的电脑打开：把上面网址里的地址换成这台电脑在网络里的地址（到系统的网络设置里查）。"


def changes_text(changes: Changes) -> str:
    """/plans/x/、/ 等 12 页 有改动，另有 3 个文件，去掉 1 个文件."""
    pages = [file for file in changes.addresses if file.endswith(".html")]
    others = len(changes.addresses) - len(pages)
    parts = []
    if pages:
        named = "、".join("/" + page.removesuffix(_HOME) for page in pages[:_NAMED])
        more = f" 等 {len(pages)} 页" if len(pages) > _NAMED else ""
        parts.append(f"{named}{more} 有改动")
    if others:
        parts.append(f"另有 {others} 个文件" if pages else f"{others} 个文件有改动")
    if changes.gone:
        parts.append(f"去掉 {changes.gone} 个文件")
    return "，".join(parts) or "网页没有变化"


def _now() -> str:
    return strftime("%H:%M:%S", localtime())
