"""Chinese commas between the items of a list, which make one item of several."""

import re

from gongkai.problems import Problem
from gongkai.sources.node import Scalar

_TOGETHER = re.compile(r"（[^（）]*）|《[^《》]*》|“[^“”]*”")  # commas in there part no items


def wide_comma(item: Scalar, others: str = "") -> Problem | None:
    """The problem of an item in which a Chinese comma parts two; None when there is none.

    others: further signs that no item of this list holds. What is quoted is meant as it stands.
    """
    signs = f"，；{others}"
    if item.style != "plain" or not any(sign in item.text for sign in signs):
        return None
    bare = _TOGETHER.sub(lambda found: "-" * len(found.group()), item.text)
    cuts = [at for at, sign in enumerate(bare) if sign in signs]
    if not cuts:
        return None
    starts, ends = (0, *(at + 1 for at in cuts)), (*cuts, len(bare))
    parts = (item.text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    better = ", ".join(part for part in parts if part)
    return Problem(
        "yaml-wide-comma",
        item.place_at(cuts[0]),
        f"「{item.text}」里用了中文的“{item.text[cuts[0]]}”，几项会被当作一项",
        f"各项之间用英文逗号加一格：{better}；确是一项的，加上英文双引号",
    )
