"""Draft: where a preview builds, apart from site/, so that nobody publishes a mere look."""

from dataclasses import dataclass
from pathlib import Path

from gongkai.project import Project


@dataclass(frozen=True, slots=True)
class Draft(Project):
    """A portal's folder, with a site and a cache of the preview's own below .gongkai/preview/.

    part: "pages" is built at each save, without search; "search" follows with everything.
    """

    part: str = "pages"

    @property
    def site(self) -> Path:
        """The previewed site."""
        return self.cache / "site"

    @property
    def cache(self) -> Path:
        """Working files; may be deleted at any time."""
        return self.root / ".gongkai" / "preview" / self.part
