"""Reach: the addresses at which browsers find a preview, on this computer and on others."""

import socket
from dataclasses import dataclass

from gongkai.preview.guard import is_loopback

# Asking the system by which of its addresses it would speak to these sends nothing to anybody.
# They stand for the internet and for the three ranges of office networks, which may lack it.
_FAR = ("192.0.2.1", "10.0.0.1", "172.16.0.1", "192.168.0.1")
_FAR6 = ("2001:db8::1", "fd00::1")
_EVERYWHERE = {
    "": ("127.0.0.1", socket.AF_INET, _FAR),
    "0.0.0.0": ("127.0.0.1", socket.AF_INET, _FAR),
    "::": ("::1", socket.AF_INET6, _FAR6),
}
"""Host that stands for all addresses -> this computer's own, its family, others of that family."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where browsers find a preview: on this computer, and on others when it listens everywhere.

    afar: () when this computer does not know; everywhere: whether there is something to know.
    """

    address: str
    everywhere: bool
    afar: tuple[str, ...]


def reach_of(host: str, port: int) -> Reach:
    """Where a preview is found that listens at a host and a port."""
    if host not in _EVERYWHERE:
        return Reach(_address(host, port), False, ())
    here, family, far = _EVERYWHERE[host]
    own = dict.fromkeys(_own_address(family, each) for each in far)
    return Reach(_address(here, port), True, tuple(_address(each, port) for each in own if each))


def _own_address(family: int, far: str) -> str:
    """This computer's address on the way to another one; "" when there is no way."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((far, 9))
            own = str(asking.getsockname()[0])
    except OSError:
        return ""
    return "" if is_loopback(own) else own


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
