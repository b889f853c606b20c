"""gongkai export search: every page that is searched, as search servers import it."""

import json
from pathlib import Path

from search_sites import reference_texts

from building import ROOT, run_gongkai


def test_every_page_is_exported() -> None:
    result = run_gongkai("export", "search", "--index", "yaodian", folder=ROOT)
    assert result.returncode == 0, result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    texts = reference_texts()
    assert [line["index"] for line in lines[::2]] == [
        {"_index": "yaodian", "_id": text.address} for text in texts
    ]
    assert [line["text"] for line in lines[1::2]] == [
        [block.text for block in text.blocks] for text in texts
    ]
    assert all(line["url"].startswith("https://gongkai.example/") for line in lines[1::2])


def test_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "all.ndjson"
    result = run_gongkai("export", "search", "-o", str(target), folder=ROOT)
    assert result.returncode == 0, result.stderr
    assert str(target) in result.stdout
    assert len(target.read_text("utf-8").splitlines()) == 2 * len(reference_texts())


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    result = run_gongkai("export", "search", "-o", str(tmp_path), folder=ROOT)
    assert result.returncode == 3
    assert "写不进" in result.stderr
    assert "Traceback" not in result.stderr


def test_another_export_is_not_known() -> None:
    result = run_gongkai("export", "everything", folder=ROOT)
    assert result.returncode == 2
    assert "everything" in result.stderr
