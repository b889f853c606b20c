"""YAML and Markdown of a plan mean the same: what is written from a plan reads as that plan."""

from hypothesis import HealthCheck, given, settings
from plan_strategies import NAMES, PLACE, REGION, plans, progress_lists, with_progress

from gongkai.model.plan import Plan, Progress
from gongkai.problems import Problem, Weight
from gongkai.sources.parsed import parse_file
from gongkai.sources.shapes.plan import Surroundings, plan_from_markdown, plan_from_yaml
from gongkai.sources.write_markdown import plan_markdown
from gongkai.sources.write_yaml import plan_yaml

AROUND = Surroundings((REGION,), NAMES)
SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def read(text: str, ending: str) -> tuple[Plan, list[Problem]]:
    """The plan of a file's text, and its errors."""
    parsed = parse_file(f"{PLACE.file.rpartition('.')[0]}.{ending}", text.encode())
    problems = list(parsed.problems)
    assert parsed.head is not None, (text, problems)
    if ending == "yaml":
        plan = plan_from_yaml("shilishi-2025", parsed.head, AROUND, problems)
    else:
        body = (parsed.body, parsed.body_line)
        plan = plan_from_markdown("shilishi-2025", parsed.head, body, AROUND, problems)
    return plan, [problem for problem in problems if problem.weight is Weight.ERROR]


@SETTINGS
@given(plans(), progress_lists)
def test_yaml_is_lossless(plan: Plan, progress: tuple[Progress, ...]) -> None:
    plan = with_progress(plan, progress)
    text = plan_yaml(plan, NAMES.names, REGION.name)
    assert read(text, "yaml") == (plan, []), text


@SETTINGS
@given(plans(), progress_lists)
def test_markdown_is_lossless(plan: Plan, progress: tuple[Progress, ...]) -> None:
    plan = with_progress(plan, progress)
    text = plan_markdown(plan, NAMES.names, REGION.name)
    assert read(text, "md") == (plan, []), text


@SETTINGS
@given(plans())
def test_writing_is_canonical(plan: Plan) -> None:
    """From one format to the other and back is the same text again."""
    first = plan_yaml(plan, NAMES.names, REGION.name)
    by_markdown, _ = read(plan_markdown(plan, NAMES.names, REGION.name), "md")
    assert plan_yaml(by_markdown, NAMES.names, REGION.name) == first
