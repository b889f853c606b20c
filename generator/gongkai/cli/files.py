"""Folders and files as the command line meets them, and why the system refuses them, in Chinese."""

import errno
from argparse import Namespace
from pathlib import Path

from gongkai.problems import ProjectError

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "超出了磁盘限额",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
}


def folder_of(found: Namespace) -> Path:
    """The folder of -C, else the current one."""
    return Path(getattr(found, "folder", "."))


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where the reason is a common one."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def unreadable(path: Path, error: OSError) -> ProjectError:
    """The one sentence for a file that cannot be read."""
    return ProjectError(f"读不了 {path}：{reason(error)}", "检查路径和权限")


def unwritable(path: Path, error: OSError) -> ProjectError:
    """The one sentence for a file or folder that cannot be written."""
    return ProjectError(f"写不进 {path}：{reason(error)}", "检查路径和权限")
