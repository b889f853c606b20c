"""Letters: what is kept of pinyin initials, and when it is read anew."""

from pathlib import Path

import pytest

from gongkai.making import letters
from gongkai.making.letters import Letters
from gongkai.making.store import load, save


def known(file: Path) -> dict[str, str]:
    """What the file holds."""
    _, found = load(file)
    assert isinstance(found, dict)
    return found


def test_what_was_asked_for_is_kept_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "letters"
    first = Letters(file)
    assert [first("政务公开"), first("银行")] == ["zwgk", "yh"]
    first.keep()
    assert known(file) == {"政务公开": "zwgk", "银行": "yh"}
    second = Letters(file)
    assert [second("政务公开"), second("行政")] == ["zwgk", "xz"]
    second.keep()
    assert known(file) == {"政务公开": "zwgk", "行政": "xz"}


def test_what_is_kept_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "letters"
    first = Letters(file)
    first("政务公开")
    first.keep()
    written = file.stat().st_mtime_ns
    monkeypatch.setattr(letters, "initials", str.upper)  # tells when it is asked
    second = Letters(file)
    assert [second("政务公开"), second("abc")] == ["zwgk", "ABC"]
    third = Letters(file)
    third("政务公开")
    third.keep()
    assert file.stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", ["another program", "damaged", "missing"])
def test_another_programs_letters_are_read_anew(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "letters"
    if damage == "another program":
        save(file, ("other", {"政务公开": "wrong"}))
    elif damage == "damaged":
        file.write_bytes(b"gongkai 1\n????")
    assert Letters(file)("政务公开") == "zwgk"


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    asked = Letters(tmp_path / "file" / "letters")
    assert asked("政务公开") == "zwgk"
    asked.keep()
