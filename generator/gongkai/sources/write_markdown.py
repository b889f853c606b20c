"""A plan as canonical Markdown: the official text, a line a printed paragraph, under its head."""

import re
from collections.abc import Iterator

from gongkai.model.plan import Content, Paragraph, ParagraphKind, Plan, Task
from gongkai.sources.write_head import UnitNames, head_lines

# What our dialect would read as something else at the start of a line or anywhere in it.
_AT_START = re.compile(r"#|(?:[-*_]\s*){3,}$")
_CLOSING = re.compile(r"(?:^|(?<=[ \t]))#+$")  # Markdown drops such signs from a heading
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def plan_markdown(plan: Plan, names: UnitNames, region: str) -> str:
    """The plan as Markdown text. names: unit key -> name; region: its name."""
    blocks = ["\n".join(("---", *head_lines(plan, names, region), "---"))]
    blocks += [_paragraph(each) for each in plan.preamble]
    for section in plan.sections:
        blocks.append(f"## {_heading(section.heading)}")
        blocks += _lines(section.content)
        for item in section.items:
            blocks.append(f"### {_heading(item.heading)}")
            blocks += _lines(item.content)
    if plan.closing:
        blocks.append("---")
        blocks += [_paragraph(each) for each in plan.closing]
    return "\n\n".join(blocks) + "\n"


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.kind is ParagraphKind.TITLE:
        return f"# {_heading(paragraph.text)}"
    return _line(paragraph.text)


def _lines(content: tuple[Content, ...]) -> Iterator[str]:
    """One line a printed paragraph; parts marked `joined` share the line before them."""
    line = ""
    for part in content:
        texts = part.paragraphs if isinstance(part, Task) else (part.text,)
        if line and not part.joined:
            yield _line(line)
            line = ""
        for text in texts[:-1]:
            yield _line(line + text)
            line = ""
        line += texts[-1]
    if line:
        yield _line(line)


def _heading(text: str) -> str:
    """Signs # that end a heading are its own words: escape the first of them."""
    return _CLOSING.sub(r"\\\g<0>", _escaped(text))


def _line(text: str) -> str:
    escaped = _escaped(text)
    return f"\\{escaped}" if _AT_START.match(escaped) else escaped


def _escaped(text: str) -> str:
    """A backslash before a sign would vanish when read: double it."""
    return _BACKSLASH.sub(r"\\\\", text)
