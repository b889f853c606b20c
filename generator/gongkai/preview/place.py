"""Place: the path on its server at which a portal lives, so that the preview has the same one."""

from pathlib import Path
from urllib.parse import urlsplit

from gongkai.problems import Problem
from gongkai.sources.decode import decode
from gongkai.sources.shapes.portal import read_portal
from gongkai.sources.yaml_format import read_yaml

FILE = "portal.yaml"


def root_of(content: Path) -> str:
    """Path of the portal's address in portal.yaml, as "/zwgk/"; "/" when none can be read.

    What is wrong with the file is the build's to say. Raises OSError.
    """
    decoded = decode(FILE, (content / FILE).read_bytes())
    node, _ = read_yaml(FILE, decoded.text or "")
    ignored: list[Problem] = []
    portal = read_portal(node, {}, ignored) if node else None
    path = urlsplit(portal.url).path if portal else ""
    return path if path.endswith("/") else f"{path}/"
