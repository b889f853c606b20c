"""What commands do beyond their words: the starter, the list of codes, a conversion cut short."""

from pathlib import Path

import pytest

from gongkai.checks.catalogue import all_codes
from gongkai.cli.main import run
from gongkai.cli.new import starter_files


def test_list_names_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line[:2] == "  "}
    assert listed == set(all_codes())


def test_starter_says_that_it_is_invented() -> None:
    files = {name: data.decode() for name, data in starter_files()}
    assert {"content/portal.yaml", "content/regions.yaml", "content/units.yaml"} <= files.keys()
    assert all("虚构" in text for name, text in files.items() if name.endswith(".md"))
    assert "虚构" in files["content/portal.yaml"]


def test_starter_plan_converts_there_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """GIVEN a plan in canonical Markdown WHEN it goes to YAML and back THEN nothing is lost."""
    monkeypatch.chdir(tmp_path)
    assert run(["new", "p"]) == 0
    plan = Path("p/content/plans/shili-2026.md")
    assert run(["convert", str(plan)]) == 0
    assert run(["convert", str(plan.with_suffix(".yaml")), "--force"]) == 0
    canonical = plan.read_bytes()
    plan.unlink()
    assert run(["convert", str(plan.with_suffix(".yaml"))]) == 0
    assert plan.read_bytes() == canonical
    assert run(["check", "-C", "p"]) == 0
    capsys.readouterr()


def test_refused_conversion_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "p"]) == 0
    plan = Path("p/content/plans/shili-2026.md")
    other = plan.with_suffix(".yaml")
    other.write_text("别的\n", "utf-8")
    assert run(["convert", str(plan)]) == 1
    assert other.read_text("utf-8") == "别的\n"
    assert sorted(path.name for path in plan.parent.iterdir()) == [plan.name, other.name]
    capsys.readouterr()
    assert run(["convert", str(plan), "--stdout"]) == 0
    assert capsys.readouterr().out.startswith("标题: ")


def test_refused_build_leaves_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "p"]) == 0
    assert run(["-C", "p", "build", "--no-search"]) == 0
    before = {path: path.read_bytes() for path in Path("p/site").rglob("*") if path.is_file()}
    with Path("p/content/units.yaml").open("a", encoding="utf-8") as file:
        file.write("没有这个地区: []\n")
    assert run(["-C", "p", "build", "--no-search"]) == 1
    after = {path: path.read_bytes() for path in Path("p/site").rglob("*") if path.is_file()}
    assert after == before
    capsys.readouterr()
