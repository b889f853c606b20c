"""Load plans: every plan of a content folder, from one or both of its files."""

import difflib
from collections.abc import Mapping as Lookup

from gongkai.model.plan import Plan
from gongkai.problems import Place, Problem, has_errors
from gongkai.sources.files import Found, check_name, read_bytes
from gongkai.sources.load_papers import Shelf, head_of
from gongkai.sources.parsed import parse_file
from gongkai.sources.shapes.plan import Surroundings, plan_from_markdown, plan_from_yaml
from gongkai.sources.write_yaml import plan_yaml


def load_plans(shelf: Shelf) -> tuple[Plan, ...]:
    """Every plan once: by year descending, then region, then slug."""
    sources: dict[str, dict[str, Plan | None]] = {}
    for path, found in shelf.found.items():
        ending = path.rpartition(".")[2]
        if path.startswith("plans/") and ending in ("md", "yaml"):
            slug = check_name(found, shelf.problems)
            if "/" in slug:
                message, hint = "要点不能放在下级文件夹里", "移到 content/plans/ 里"
                shelf.problems.append(Problem("plan-in-folder", found.place, message, hint))
                continue
            sources.setdefault(slug, {})[ending] = _plan(shelf, slug, ending, found)
    chosen = [_agreed(shelf, slug, formats) for slug, formats in sources.items()]
    order = {region.slug: number for number, region in enumerate(shelf.regions)}
    return tuple(
        sorted(
            (plan for plan in chosen if plan),
            key=lambda plan: (-plan.year, order[plan.region], plan.slug),
        )
    )


def _plan(shelf: Shelf, slug: str, ending: str, found: Found) -> Plan | None:
    """None when the file has an error: what was made of it has stand-ins."""
    data = read_bytes(found, shelf.problems)
    if data is None:
        return None
    file = found.place.file
    around = Surroundings(shelf.regions, shelf.names)
    parsed = parse_file(file, data)
    problems = list(parsed.problems)
    head = head_of(parsed, problems)
    plan = None
    if head is not None and ending == "yaml":
        plan = plan_from_yaml(slug, head, around, problems)
    elif head is not None:
        body = (parsed.body, parsed.body_line)
        plan = plan_from_markdown(slug, head, body, around, problems)
    shelf.problems.extend(problems)
    return None if has_errors(problems) else plan


def _agreed(shelf: Shelf, slug: str, formats: Lookup[str, Plan | None]) -> Plan | None:
    """The plan of one or two files; two that differ are noted with a diff."""
    plans = [plan for plan in formats.values() if plan]
    if len(plans) < len(formats) or not plans:
        return None
    if len(plans) == 2 and plans[0] != plans[1]:
        by_format = {ending: plan for ending, plan in formats.items() if plan}
        lines = {ending: _canonical(shelf, plan) for ending, plan in by_format.items()}
        diff = difflib.unified_diff(
            lines["md"], lines["yaml"], f"{slug}.md", f"{slug}.yaml", n=1, lineterm=""
        )
        message = f"{slug}.md 和 {slug}.yaml 写的不一样"
        hint = "按原文改正其中一个；只改了一个就用 gongkai convert 写出另一个"
        place = Place(f"content/plans/{slug}.yaml", 1, 1)
        detail = tuple(diff) or ("（差别只在写法，例如空格）",)
        shelf.problems.append(Problem("formats-disagree", place, message, hint, detail=detail))
        return None
    return plans[-1]


def _canonical(shelf: Shelf, plan: Plan) -> list[str]:
    region = next(each.name for each in shelf.regions if each.slug == plan.region)
    return plan_yaml(plan, shelf.names.names, region).splitlines()
