"""Project: the folders a portal lives in."""

from dataclasses import dataclass
from pathlib import Path

from gongkai.problems import ProjectError


@dataclass(frozen=True, slots=True)
class Project:
    """A portal's folder and the fixed names inside it."""

    root: Path

    @classmethod
    def find(cls, root: Path) -> "Project":
        """The project in that folder. Raises ProjectError when no portal lives there."""
        if not root.is_dir():
            raise ProjectError(f"没有这个文件夹：{root}", "检查路径，或用 gongkai new 新建一个")
        project = cls(root)
        if not (project.content / "portal.yaml").is_file():
            raise ProjectError(
                f"{root} 里没有门户：找不到 content/portal.yaml",
                "到门户所在的文件夹里运行，或用 -C 指定；新建用 gongkai new 文件夹名",
            )
        return project

    @property
    def content(self) -> Path:
        """What offices write."""
        return self.root / "content"

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    @property
    def themes(self) -> Path:
        """The portal's own themes, which override the shipped ones file by file."""
        return self.root / "themes"

    @property
    def cache(self) -> Path:
        """Working files; may be deleted at any time."""
        return self.root / ".gongkai"

    @property
    def twins(self) -> Path:
        """Compressed files that lie ready for publishing; part of the cache."""
        return self.cache / "twins"
