"""axe-core in Chromium on one page of each kind, wide and narrow: no violations."""

from collections.abc import Callable
from typing import Any

import pytest

from building import ROOT, lack
from kinds import KINDS
from watching import Visitor

AXE = ROOT / "tests/referees/node_modules/axe-core/axe.min.js"

pytestmark = pytest.mark.browser


def violations(visitor: Visitor) -> list[str]:
    """What axe finds on the page the visitor stands on, best practices included."""
    if not AXE.exists():
        lack("axe-core")
    visitor.page.evaluate(AXE.read_text("utf-8"))
    result: dict[str, Any] = visitor.page.evaluate("axe.run()")
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("kind", KINDS)
def test_page(
    kind: str, width: int, visitor: Callable[..., Visitor], shilishi_address: str
) -> None:
    someone = visitor(shilishi_address, width=width)
    someone.go(KINDS[kind])
    found = violations(someone)
    assert not found, "\n" + "\n".join(found)


def test_axe_can_complain(visitor: Callable[..., Visitor], shilishi_address: str) -> None:
    someone = visitor(shilishi_address)
    someone.go()
    someone.page.evaluate("document.querySelector('main').innerHTML = '<img src=\"\">'")
    assert any("image-alt" in line for line in violations(someone))
