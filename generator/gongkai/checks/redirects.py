"""Redirects against the finished site: an old address has no page, and a new one has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.checks.check import Found, check
from gongkai.checks.site import HOME
from gongkai.model.redirect import Redirect
from gongkai.problems import Weight


@dataclass(frozen=True, slots=True)
class Moves:
    """Redirects, and every file of the site they belong to."""

    redirects: Iterable[Redirect]
    files: frozenset[str]

    def has(self, address: str) -> bool:
        """Whether the site answers an address with a file of its own."""
        file = address.removeprefix("/")
        return (f"{file}{HOME}" if not file or file.endswith("/") else file) in self.files


@check(Weight.ERROR)
def redirect_shadow(moves: Moves) -> Iterator[Found]:
    """旧地址不能还有网页。

    写进 content/redirects.yaml 的旧地址，服务器一律转到新地址，或者说明已撤销；
    那里要是还有网页，就再也没有人能打开。
    网页还要的，删去 redirects.yaml 里的这一条；不要的，删去网页的文件，再生成。
    """
    for each in moves.redirects:
        if moves.has(each.old):
            yield Found(
                each.place,
                f"旧地址「{each.old}」现在有网页，会被跳转挡住",
                "删去这一条；网页真的不要了，就删去它的文件，再生成",
            )


@check(Weight.ERROR, "WEB-21")
def redirect_nowhere(moves: Moves) -> Iterator[Found]:
    """新地址必须打得开。

    转到没有的网页，读者看到的还是“没有找到”，已公开的地址等于丢了。
    请改正 content/redirects.yaml 里的新地址；没有新网页的，改写“已撤销”的说明。
    """
    for each in moves.redirects:
        if each.new.startswith("/") and not moves.has(each.new):
            slashed = f"{each.new}/"
            hint = f"写成 {slashed}" if moves.has(slashed) else "改正新地址，或者改写“已撤销”"
            yield Found(each.place, f"新地址「{each.new}」打不开", hint)
