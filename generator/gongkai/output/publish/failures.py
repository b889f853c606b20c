"""What can go wrong while publishing, each in one plain sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from gongkai.problems import GongkaiError
from gongkai.reasons import reason


class PublishError(GongkaiError):
    """Publishing could not be done; what readers see is as the message says."""


class TargetError(PublishError):
    """The target is not a folder that can be published to."""


class BusyError(PublishError):
    """Another publisher is at work on the target; the message says whose it is."""


class SpaceError(PublishError):
    """The target has not enough bytes or inodes."""


class LostError(PublishError):
    """The connection to the server broke or never came about."""


class TamperedError(PublishError):
    """A release is not what its manifest says, so it may not go live.

    details: one line for each finding, for showing below the sentence.
    """

    def __init__(self, message: str, hint: str, details: tuple[str, ...]) -> None:
        super().__init__(message, hint)
        self.details = details


LIVE_UNTOUCHED = "线上网站没有改动"

# errno -> (what is wrong, how to mend it, kind of failure)
_SENTENCES: dict[int, tuple[str, str, type[PublishError]]] = {
    errno.EROFS: ("是只读的，写不进去", "请管理员把它挂载为可写，再发布一次", TargetError),
    errno.EACCES: ("没有权限读写", "请管理员把这个文件夹的权限给运行 gongkai 的账号", TargetError),
    errno.EPERM: ("不允许这样做", "请管理员检查这个文件夹的归属和权限", TargetError),
    errno.ENOSPC: ("所在的磁盘满了（空间或文件数用完）", "清理磁盘，再发布一次", SpaceError),
    errno.EDQUOT: ("的磁盘配额用完了", "请管理员增加配额，再发布一次", SpaceError),
    errno.EIO: ("所在的磁盘读写出错", "请管理员检查磁盘，再发布一次", PublishError),
    errno.ENOENT: ("不存在", "检查路径", TargetError),
    errno.ENOTDIR: ("不是文件夹", "检查路径", TargetError),
    errno.ENAMETOOLONG: ("的名称太长", "缩短附件的文件名或目标的路径", TargetError),
    errno.EMFILE: ("打开的文件太多", "请管理员调高打开文件数的上限", PublishError),
}


def explain(where: str, error: OSError) -> PublishError:
    """The sentence for a failed system call. where: the folder, as the operator named it."""
    fallback = (f"读写失败（{reason(error)}）", "请管理员检查，再发布一次", PublishError)
    what, hint, kind = _SENTENCES.get(error.errno or 0, fallback)
    return kind(f"{where} {what}；{LIVE_UNTOUCHED}", hint)


def explain_words(where: str, said: str) -> PublishError | None:
    """The sentence for what a program said of a failed system call (LC_ALL=C), or None."""
    for number, words in _WORDS.items():
        if words in said:
            return explain(where, OSError(number, words))
    return None


_WORDS = {
    errno.EROFS: "Read-only file system",
    errno.EACCES: "Permission denied",
    errno.EPERM: "Operation not permitted",
    errno.ENOSPC: "No space left on device",
    errno.EDQUOT: "Disk quota exceeded",
    errno.EIO: "Input/output error",
    errno.ENAMETOOLONG: "File name too long",
    errno.ENOTDIR: "Not a directory",
}


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn an OSError of the block into its sentence."""
    try:
        yield
    except OSError as error:
        raise explain(where, error) from error
