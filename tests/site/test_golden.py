"""The portal of 示例市, file by file, as it was last accepted (`pytest --accept` rewrites it)."""

import difflib
import re
import shutil
from pathlib import Path

import pytest

from building import SITES, site_files

EXPECTED = SITES / "shilishi" / "expected"
LIST = SITES / "shilishi" / "addresses.txt"

# Kept by name only: what the theme ships (reviewed in themes/), attachments (copies of content),
# and all but one of twenty-one announcements that differ in their number.
BY_NAME = re.compile(r"^assets/|^documents/tongzhi/2025-(?!01/)|\.(csv|txt|png)$")
# A fingerprint in the name of a style sheet or script says nothing about the pages that load it.
FINGERPRINT = re.compile(r"([./-])[0-9a-f]{8,64}(?=\.(?:css|js|svg)\b)")


def readable(files: dict[str, bytes]) -> dict[str, str]:
    """The files of a site that are compared, as text without fingerprints."""
    return {
        name: FINGERPRINT.sub(r"\1FINGERPRINT", content.decode("utf-8"))
        for name, content in files.items()
        if not name.startswith("search/index/") and not BY_NAME.search(name)
    }


def names(files: dict[str, bytes]) -> str:
    """One line for every file of a site but those of the search bundle."""
    own = {FINGERPRINT.sub(r"\1FINGERPRINT", n) for n in files if not n.startswith("search/index/")}
    return "".join(f"{name}\n" for name in sorted(own))


def difference(name: str, expected: str, actual: str) -> str:
    """A readable difference, or "" when there is none."""
    lines = difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), f"expected/{name}", name, lineterm="", n=1
    )
    return "\n".join(lines)


@pytest.fixture
def actual(shilishi_site: Path, accept: bool) -> dict[str, bytes]:
    """The site built now; with --accept it becomes what is expected."""
    files = site_files(shilishi_site)
    if accept:
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, text in readable(files).items():
            path = EXPECTED / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        LIST.write_text(names(files), "utf-8")
    return files


def test_the_same_files_exist(actual: dict[str, bytes]) -> None:
    told = difference("addresses.txt", LIST.read_text("utf-8"), names(actual))
    assert not told, "\n" + told


def test_every_file_is_as_accepted(actual: dict[str, bytes]) -> None:
    expected = {name: content.decode("utf-8") for name, content in site_files(EXPECTED).items()}
    now = readable(actual)
    told = [
        difference(name, expected.get(name, ""), now.get(name, ""))
        for name in sorted(expected.keys() | now.keys())
    ]
    assert not any(told), "\n" + "\n".join(filter(None, told))


def test_search_bundle_is_there(actual: dict[str, bytes]) -> None:
    assert "search/index/pagefind/pagefind.js" in actual
    assert any(name.endswith(".pf_meta") for name in actual)


def test_golden_site_stays_small_enough_to_review() -> None:
    assert len(site_files(EXPECTED)) <= 70
