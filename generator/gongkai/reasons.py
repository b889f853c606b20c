"""Why the system refuses a file, a folder or an address, in Chinese."""

import errno

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
    errno.EIO: "磁盘读写出错",
    errno.EINTR: "被系统打断了",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EADDRNOTAVAIL: "这台电脑没有这个地址",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where the reason is a common one."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
