"""Cluster: a crew on a Dask scheduler, for portals that outgrow one machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from gongkai import __version__
from gongkai.making.crew import Crew
from gongkai.making.hired import Hired
from gongkai.problems import ToolError

_PATIENCE = 10  # seconds in which a scheduler answers


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """The crew of the scheduler at an address (tcp://host:8786).

    Its workers need this version of gongkai and none of this machine's files. Raises ToolError
    when Dask is not installed, nobody answers, or the workers have another version.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ToolError(
            "没有安装连接集群的 Dask", "运行 pip install 'gongkai[cluster]' 再试"
        ) from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ToolError(f"连不上集群 {address}", "检查地址和调度程序是否在运行") from error
    with client:
        executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        found = executor.submit(version).result(timeout=_PATIENCE)
        if found != __version__:
            raise ToolError(
                f"集群上的 gongkai 是 {found}，这里是 {__version__}", "两边装成一样的版本"
            )
        yield Hired(executor, here=False)


def version() -> str:
    """The version of gongkai where this runs."""
    return __version__
