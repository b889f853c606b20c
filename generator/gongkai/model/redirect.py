"""Redirect 地址变更: where a published address leads now that it has no page."""

from dataclasses import dataclass, field

from gongkai.problems import Place

WITHDRAWN = "withdrawn/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """old: address from the site's root, "/plans/x/". new: such an address or a URL, or "".

    gone: why there is nothing any more, when new is "".
    """

    old: str
    new: str = ""
    gone: str = ""
    place: Place = field(compare=False, repr=False)

    @property
    def notice(self) -> str:
        """Address of the page that tells why, when new is "": withdrawn/plans/x/.

        It has a folder of its own, so that an earlier release, where the old address still has
        its page, never shows that page in its place.
        """
        return f"{WITHDRAWN}{self.old.strip('/')}/"
