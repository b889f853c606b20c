"""The Nu HTML checker on every page and style sheet of both sites: no errors."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from building import ROOT, lack

JAR = ROOT / "tests/referees/node_modules/vnu-jar/build/dist/vnu.jar"


def messages(site: Path, *options: str) -> list[str]:
    """What the checker says about a site's files, worst first."""
    if shutil.which("java") is None:
        lack("java")
    if not JAR.exists():
        lack("the Nu HTML checker")
    command = ["java", "-Xss4m", "-jar", str(JAR), *options, "--format", "json", "--stdout"]
    result = subprocess.run(
        [*command, str(site)], capture_output=True, encoding="utf-8", check=False
    )
    found: list[dict[str, Any]] = json.loads(result.stdout)["messages"]
    return [
        f"{str(note.get('url', '')).split(site.name, 1)[-1]}:{note.get('lastLine', 0)}: "
        f"{note['type']}: {note['message']}"
        for note in found
        if note["type"] != "info" or note.get("subType") == "warning"
    ]


@pytest.mark.parametrize("name", ["real_site", "shilishi_site"])
def test_pages(name: str, request: pytest.FixtureRequest) -> None:
    found = messages(request.getfixturevalue(name), "--skip-non-html")
    assert not found, "\n" + "\n".join(found)


def test_style_sheets(shilishi_site: Path) -> None:
    found = messages(shilishi_site, "--skip-non-css")
    assert not found, "\n" + "\n".join(found)


def test_the_checker_can_complain(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><html lang=zh><p></div>", "utf-8")
    assert any("Stray end tag" in line for line in messages(tmp_path, "--skip-non-html"))
