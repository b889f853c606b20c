"""Words of a file that name a region: looked up, and noted when none is meant."""

from gongkai.model.region import Region
from gongkai.sources.fields_reader import Fields
from gongkai.terms.nearest import nearest


def find_region(fields: Fields, regions: tuple[Region, ...]) -> str:
    """The slug of the region that 地区 names; "" when it is absent or unknown."""
    word = fields.text("region")
    for region in regions:
        if word in (region.name, region.slug):
            return region.slug
    if word:
        near = nearest(word, [region.name for region in regions])
        hint = f"已登记的地区：{'、'.join(near)}" if near else "先在 regions.yaml 登记"
        fields.error("unknown-region", "region", f"没有登记过的地区「{word}」", hint)
    return ""
