"""Lines of a document that look like headings without being marked: one hint for a document."""

from gongkai.patterns import pattern
from gongkai.problems import Place, Problem, Weight

_BLANKS = " \t\u3000\u00a0"
# Looked for first: few documents have a line that begins so and nothing that ends it as prose.
_LINE = pattern(r"\n[ \t\u3000\u00a0]*[一二三四五六七八九十]{1,3}、[^\n。；：;:|]{1,37}(?=\n|\Z)")
_MARKED = pattern(r"(?:\A|\n)#+[ \t]*[一二三四五六七八九十]{1,3}、")


def unmarked_headings(file: str, text: str, first: int) -> tuple[Problem, ...]:
    """A warning at the first such line that has text of its own below it.

    One line of the kind is a heading only beside marked ones; several may be a list, but then
    the next stands directly below.
    """
    if not _LINE.search(f"\n{text}"):
        return ()
    lines = [(n, line) for n, line in enumerate(text.split("\n"), first) if line.strip(_BLANKS)]
    likely = [bool(_LINE.fullmatch(f"\n{line}")) for _, line in lines]
    found = [lines[n] for n, after in enumerate(likely[1:]) if likely[n] and not after]
    if len(found) < (1 if _MARKED.search(text) else 2):
        return ()
    number, line = found[0]
    words = line.strip(_BLANKS)
    more = f"等 {len(found)} 行" if len(found) > 1 else ""
    return (
        Problem(
            "heading-unmarked",
            Place(file, number, line.index(words) + 1),
            f"「{words}」{more}像是标题，但前面没有 ##",
            "是标题就在前面加“## ”；不是就不用管",
            Weight.WARNING,
        ),
    )
