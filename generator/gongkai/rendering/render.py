"""A page as HTML: its view in the template of its kind."""

import re
from collections.abc import Mapping
from hashlib import sha256

from jinja2 import BytecodeCache, TemplateError

from gongkai import __version__
from gongkai.pages.page import Page
from gongkai.pages.parts import SiteView
from gongkai.rendering.environment import MISTAKES, make_environment, theme_error
from gongkai.rendering.frame import Frame
from gongkai.rendering.theme import Theme

_BLANK_LINES = re.compile(r"\n[ \t\n]*\n")
_VERBATIM = re.compile(r"(<pre\b.*?</pre>)", re.S)


class Renderer:
    """Renders the pages of one portal with one theme.

    options: what Theme.options gave for this portal.
    compiled: keeps compiled templates for the next run.
    digest: of all that a page's bytes depend on besides the page itself.
    """

    def __init__(
        self,
        theme: Theme,
        portal: SiteView,
        options: Mapping[str, str],
        compiled: BytecodeCache | None = None,
    ) -> None:
        self._theme = theme
        self._environment = make_environment(theme, compiled)
        self._environment.globals |= {"portal": portal, "theme": options}
        links = (asset.address for asset in theme.loaded)
        self._frame = Frame(portal, links, dict(self._environment.globals))
        self._environment.work_in(self._frame)
        self._kinds = frozenset(template.path for template in theme.templates)
        parts = (__version__, theme.digest, repr(portal), repr(sorted(options.items())))
        self.digest = sha256("\0".join(parts).encode()).hexdigest()

    def knows(self, kind: str) -> bool:
        """Whether the theme has a template for pages of that kind."""
        return f"pages/{kind}.html" in self._kinds

    def render(self, page: Page) -> str:
        """The page as HTML. Raises ThemeError with template and line."""
        try:
            self._frame.turn_to(page)
            template = self._environment.get_template(f"pages/{page.kind}.html")
            html = template.render(page=page, view=page.view)
        except (TemplateError, *MISTAKES) as error:
            raise theme_error(error, self._theme) from error
        return tidy(html)


def tidy(html: str) -> str:
    """HTML without the blank lines that template blocks leave, but for what stands in <pre>."""
    if "<pre" not in html:
        return _BLANK_LINES.sub("\n", html).strip() + "\n"
    parts = _VERBATIM.split(html)
    parts[::2] = [_BLANK_LINES.sub("\n", part) for part in parts[::2]]
    return "".join(parts).strip() + "\n"
