"""A page as bytes: its view in the template of its kind."""

import re
from collections.abc import Mapping
from hashlib import sha256

from jinja2 import TemplateError

from gongkai import __version__
from gongkai.pages.page import Page
from gongkai.pages.parts import SiteView
from gongkai.rendering.environment import make_environment, theme_error
from gongkai.rendering.theme import Theme

# A block that starts its own line leaves blanks behind; only text in <pre> means them.
_BLANK_LINES = re.compile(r"[ \t]*\n\s*\n")
_VERBATIM = re.compile(r"(<pre\b.*?</pre>)", re.S)


class Renderer:
    """Renders the pages of one portal with one theme.

    options: what Theme.options gave for this portal.
    digest: of all that a page's bytes depend on besides the page itself.
    """

    def __init__(self, theme: Theme, portal: SiteView, options: Mapping[str, str]) -> None:
        self._theme = theme
        self._environment = make_environment(theme)
        self._environment.globals |= {"portal": portal, "theme": options}
        self._kinds = frozenset(template.path for template in theme.templates)
        parts = (__version__, theme.digest, repr(portal), repr(sorted(options.items())))
        self.digest = sha256("\0".join(parts).encode()).hexdigest()

    def knows(self, kind: str) -> bool:
        """Whether the theme has a template for pages of that kind."""
        return f"pages/{kind}.html" in self._kinds

    def render(self, page: Page) -> bytes:
        """The page as HTML in UTF-8. Raises ThemeError with template and line."""
        try:
            template = self._environment.get_template(f"pages/{page.kind}.html")
            html = template.render(page=page, view=page.view)
        except (TemplateError, TypeError) as error:
            raise theme_error(error, self._theme) from error
        return tidy(html).encode()


def tidy(html: str) -> str:
    """HTML without blank lines, but for what stands in <pre>."""
    parts = _VERBATIM.split(html)
    parts[::2] = [_BLANK_LINES.sub("\n", part) for part in parts[::2]]
    return "".join(parts).strip() + "\n"
