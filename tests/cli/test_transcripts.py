"""What people type and what gongkai answers, word for word; --accept rewrites the answers."""

import shlex
from pathlib import Path

import pytest
from transcripts import FOLDER, Step, Transcript, read, steady, transcripts, written

from gongkai.cli.main import run


@pytest.mark.parametrize("transcript", transcripts(), ids=str)
def test_transcript(
    transcript: Transcript,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    accept: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    for path, text in transcript.files:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    steps = []
    for step in transcript.steps:
        words = shlex.split(step.line)
        assert words[0] == "gongkai"
        status = run(words[1:])
        said = capsys.readouterr()
        steps.append(Step(step.line, status, steady(said.out), steady(said.err)))
    if accept:
        answer = Transcript(transcript.name, transcript.head, transcript.files, tuple(steps))
        (FOLDER / f"{transcript.name}.md").write_text(written(answer), "utf-8")
    else:
        assert steps == list(transcript.steps)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_file_is_in_the_form_that_accept_writes(path: Path) -> None:
    assert path.read_text("utf-8") == written(read(path))
