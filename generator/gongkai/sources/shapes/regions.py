"""regions.yaml to regions 地区."""

from gongkai.model.region import Level, Region
from gongkai.problems import Problem
from gongkai.sources.fields_reader import Fields, vocabulary
from gongkai.sources.node import Mapping, Node
from gongkai.sources.shapes.lists import only_mappings, report_repeats
from gongkai.terms.fields import PORTAL
from gongkai.terms.nearest import nearest

_WORDS = vocabulary((PORTAL, "标识 名称 层级 代码 上级"))


def read_regions(node: Node, problems: list[Problem]) -> tuple[Region, ...]:
    """The regions, in the order of the file."""
    regions = tuple(_region(item, problems) for item in only_mappings(node, "地区", problems))
    report_repeats([(region.slug, region.place) for region in regions], "标识", problems)
    report_repeats([(region.name, region.place) for region in regions], "名称", problems)
    by_word = {region.name: region.slug for region in regions}
    by_word |= {region.slug: region.slug for region in regions}
    for region in regions:
        if region.parent and region.parent not in by_word:
            near = nearest(region.parent, [each.name for each in regions])
            problems.append(
                Problem(
                    "unknown-region",
                    region.place,
                    f"「{region.name}」的上级「{region.parent}」不在本门户的地区里",
                    f"写成 {'、'.join(near)} 之一，或者删去这一行" if near else "删去这一行",
                )
            )
    return tuple(_with_parent(region, by_word) for region in regions)


def _region(mapping: Mapping, problems: list[Problem]) -> Region:
    fields = Fields(mapping, _WORDS, problems)
    code = fields.text("code")
    if code and not (len(code) == 6 and code.isascii() and code.isdigit()):
        fields.error("bad-code", "code", f"行政区划代码「{code}」不是六位数字", "按 GB/T 2260 填写")
    fields.require("level")
    return Region(
        slug=fields.slug(),
        name=fields.required("name"),
        level=fields.choice("level", Level) or Level.COUNTY,
        code=code,
        parent=fields.text("parent"),
        place=mapping.place,
    )


def _with_parent(region: Region, by_word: dict[str, str]) -> Region:
    if not region.parent:
        return region
    return Region(
        slug=region.slug,
        name=region.name,
        level=region.level,
        code=region.code,
        parent=by_word.get(region.parent, ""),
        place=region.place,
    )
