"""One plan's file in the portal it belongs to, read for conversion, whatever other files lack."""

from dataclasses import dataclass
from pathlib import Path

from gongkai.model.plan import Plan
from gongkai.problems import ContentRefused, GongkaiError, Problem, has_errors
from gongkai.project import Project
from gongkai.sources.files import Found
from gongkai.sources.load import PORTAL, REGIONS, UNITS, load
from gongkai.sources.load_papers import Shelf
from gongkai.sources.load_plans import load_plans
from gongkai.sources.unit_names import unit_names
from gongkai.sources.write_markdown import plan_markdown
from gongkai.sources.write_yaml import plan_yaml

_WRITERS = {".md": plan_markdown, ".yaml": plan_yaml}
_REGISTERS = tuple(f"content/{name}" for name in (PORTAL, REGIONS, UNITS))


@dataclass(frozen=True, slots=True)
class Converted:
    """A plan as text in another format. problems: warnings met on the way."""

    text: str
    problems: tuple[Problem, ...]


def converted(file: Path, ending: str) -> Converted:
    """The plan in a file, written in the format of an ending (.md, .yaml).

    Raises ContentRefused when the file or the registers of regions and units have errors, and
    GongkaiError when the file is not among a portal's plans.
    """
    place = file.resolve()
    root = place.parents[2] if len(place.parents) > 2 else place.parent
    project = Project.find(root) if (root / "content" / "plans") == place.parent else None
    if project is None:
        raise GongkaiError(
            f"{file} 不在门户的 content/plans 文件夹里",
            "要点要和地区、责任单位的登记放在一起，才读得懂；先放进 content/plans",
        )
    portal, problems = load(project.content, root)
    registers = [problem for problem in problems if problem.place.file in _REGISTERS]
    if portal is None or has_errors(registers):
        raise ContentRefused(tuple(registers))
    names, found = unit_names(portal.units), f"plans/{place.name}"
    shelf = Shelf({found: Found(found, str(place))}, portal.regions, names, {}, [])
    plans: tuple[Plan, ...] = load_plans(shelf)
    if not plans:
        raise ContentRefused(tuple(shelf.problems))
    region = portal.region(plans[0].region).name
    return Converted(_WRITERS[ending](plans[0], names.names, region), tuple(shelf.problems))
