"""Folders and files as the command line meets them, and those that the system refuses."""

from argparse import Namespace
from pathlib import Path

from gongkai.problems import ProjectError
from gongkai.reasons import reason


def folder_of(found: Namespace) -> Path:
    """The folder of -C, else the current one."""
    return Path(getattr(found, "folder", "."))


def unreadable(path: Path, error: OSError) -> ProjectError:
    """The one sentence for a file that cannot be read."""
    return ProjectError(f"读不了 {path}：{reason(error)}", "检查路径和权限")


def unwritable(path: Path, error: OSError) -> ProjectError:
    """The one sentence for a file or folder that cannot be written."""
    return ProjectError(f"写不进 {path}：{reason(error)}", "检查路径和权限")
