"""Where browsers find a preview."""

import pytest

from gongkai.preview import reach
from gongkai.preview.reach import Reach, reach_of

OWN = {"192.0.2.1": "192.0.2.7", "10.0.0.1": "10.9.8.7", "172.16.0.1": "192.0.2.7"}


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("portal.example", "http://portal.example:8000/"),
    ],
)
def test_one_address(host: str, address: str) -> None:
    assert reach_of(host, 8000) == Reach(address, False, ())


def test_all_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "_own_address", lambda _, far: OWN.get(far, ""))
    afar = ("http://192.0.2.7:8000/", "http://10.9.8.7:8000/")
    assert reach_of("0.0.0.0", 8000) == Reach("http://127.0.0.1:8000/", True, afar)
    assert reach_of("::", 8000) == Reach("http://[::1]:8000/", True, ())


def test_a_computer_s_own_addresses_are_not_those_of_loopback() -> None:
    found = reach_of("0.0.0.0", 8000)
    assert not any("127.0.0.1" in address for address in found.afar)
