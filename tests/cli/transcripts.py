"""Transcripts: tests/cases/commands/*.md, what a person types and what gongkai answers.

A file holds blocks in this order: any number of ```file PATH (what lies in the folder at first),
then for each command ```run STATUS with the line typed, and what came back in ```out and ```err
(left out when nothing did).
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "cases" / "commands"
_BLOCK = re.compile(r"^```(file|run|out|err)(?: (\S+))?\n(.*?)^```\n", re.M | re.S)
_SECONDS = re.compile(r"\d+\.\d+(?= 秒)")


@dataclass(frozen=True)
class Step:
    """A command line, its exit status and what it said."""

    line: str
    status: int = 0
    out: str = ""
    err: str = ""


@dataclass(frozen=True)
class Transcript:
    """A case. head: its title and words; files: path and text; steps in order."""

    name: str
    head: str
    files: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return self.name


def transcripts() -> tuple[Transcript, ...]:
    """Every transcript there is."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.md")))


def read(path: Path) -> Transcript:
    """The transcript in a file."""
    text = path.read_text("utf-8")
    files: list[tuple[str, str]] = []
    steps: list[Step] = []
    for kind, word, body in _BLOCK.findall(text):
        if kind == "file":
            files.append((word, body))
        elif kind == "run":
            steps.append(Step(line=body.strip(), status=int(word)))
        else:
            steps[-1] = replace(steps[-1], **{kind: body})
    return Transcript(path.stem, text.partition("```")[0].strip(), tuple(files), tuple(steps))


def written(transcript: Transcript) -> str:
    """A transcript as its file: the reverse of read."""
    parts = [transcript.head]
    parts += [f"```file {path}\n{text}```" for path, text in transcript.files]
    for step in transcript.steps:
        parts.append(f"```run {step.status}\n{step.line}\n```")
        parts += [
            f"```{kind}\n{text}```" for kind in ("out", "err") if (text := getattr(step, kind))
        ]
    return "\n\n".join(parts) + "\n"


def steady(text: str) -> str:
    """What a command said, without what differs from run to run."""
    return _SECONDS.sub("N", text)
