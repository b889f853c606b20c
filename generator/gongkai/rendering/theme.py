"""Theme: the files that turn views into pages, found in layers, and what browsers load."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path, PurePosixPath

from gongkai.problems import ThemeError
from gongkai.reasons import reason
from gongkai.rendering.manifest import Manifest, ThemeOption, read_manifest
from gongkai.shipped import shipped_themes

MANIFEST = "theme.yaml"
STYLE_SHEET = "site.css"
_FOLDERS = ("pages", "components", "styles", "scripts", "images")
_TEXT = (".html", ".css", ".js")
_IMAGES = (".svg", ".png", ".jpg", ".gif", ".webp", ".ico")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
# A line of a script that is only a // comment; before it all that could hold a line like one.
_COMMENT_LINE = re.compile(
    r"(?P<kept>`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|/\*.*?\*/"
    r"|(?<=\S)[ \t]*//[^\n]*)|^[ \t]*//[^\n]*\n",
    re.S | re.M,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFile:
    """A file of a theme. path: inside the theme; origin: how messages name it."""

    path: str
    origin: str
    content: bytes

    @property
    def text(self) -> str:
        """Content as text. Raises ThemeError when it is not UTF-8."""
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            raise ThemeError(f"{self.origin}:{line}: 不是 UTF-8 编码", "另存为 UTF-8") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that browsers load. name: as templates ask for it; address: fingerprinted."""

    name: str
    address: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme with its parent's and the portal's own files laid over each other.

    templates: base.html, pages and components, by path, sorted.
    loaded: what browsers load, sorted by name.
    digest: of all of it; a page's bytes are a function of its view, the portal and this.
    """

    name: str
    title: str
    templates: tuple[ThemeFile, ...]
    loaded: tuple[Asset, ...]
    choices: tuple[ThemeOption, ...] = field(default=())
    digest: str = ""

    def assets(self) -> tuple[tuple[str, bytes], ...]:
        """Address and bytes of every file that pages load."""
        return tuple((asset.address, asset.content) for asset in self.loaded)

    def options(self, chosen: Mapping[str, str]) -> Mapping[str, str]:
        """Values for templates, by key: the portal's choice (主题选项) or the default.

        Raises ThemeError for an option or a value that the theme does not have.
        """
        names = [option.name for option in self.choices]
        for name in chosen:
            if name not in names:
                known = f"可以写的有：{'、'.join(names)}" if names else "这个主题没有选项"
                raise ThemeError(f"主题选项里没有「{name}」", f"主题「{self.title}」{known}")
        values: dict[str, str] = {}
        for option in self.choices:
            word = chosen.get(option.name, option.default)
            known_values = dict(option.values)
            if option.values and word not in known_values:
                raise ThemeError(
                    f"主题选项「{option.name}」不能写「{word}」",
                    f"可以写的有：{'、'.join(known_values)}",
                )
            values[option.key] = known_values.get(word, word)
        return values


def load_theme(name: str, project: Path | None) -> Theme:
    """Find a theme and all that it builds on.

    project: the portal's folder; files in its themes/NAME/ replace the shipped theme's one by
    one. A theme that names a parent replaces the parent's files in the same way.
    Raises ThemeError with file and line for what is missing or wrong.
    """
    found, manifests = _layers(name, project)
    options: dict[str, ThemeOption] = {}
    for manifest in manifests:
        options |= {option.name: option for option in manifest.options}
    styles = next((each.styles for each in reversed(manifests) if each.styles), ())
    scripts = next((each.scripts for each in reversed(manifests) if each.scripts), ())
    templates = tuple(found[path] for path in sorted(found) if path.endswith(".html"))
    loaded = tuple(sorted(_assets(found, styles, scripts), key=lambda asset: asset.name))
    return Theme(
        name=name,
        title=manifests[-1].title,
        templates=templates,
        loaded=loaded,
        choices=tuple(options.values()),
        digest=_digest(templates, loaded),
    )


def _layers(name: str, project: Path | None) -> tuple[dict[str, ThemeFile], list[Manifest]]:
    """Files of a theme over its parents', and their manifests, the farthest parent first."""
    layers: list[dict[str, ThemeFile]] = []
    manifests: list[Manifest] = []
    line: list[str] = []
    while name:
        if name in line:
            raise ThemeError(f"主题互为上级：{' → '.join((*line, name))}", "改其中一个 theme.yaml")
        line.append(name)
        layer = _theme_files(name, project)
        layers.append(layer)
        manifests.append(read_manifest(layer[MANIFEST].text, layer[MANIFEST].origin))
        name = manifests[-1].parent
    found: dict[str, ThemeFile] = {}
    for layer in reversed(layers):
        found |= layer
    return found, manifests[::-1]


def _theme_files(name: str, project: Path | None) -> dict[str, ThemeFile]:
    """Files of one theme: the shipped ones, and the portal's over them."""
    if not _NAME.fullmatch(name):
        raise ThemeError(f"主题名「{name}」不对", "主题名只用小写字母、数字、- 和 _")
    found: dict[str, ThemeFile] = {}
    shipped = shipped_themes() / name
    if shipped.is_dir():
        found |= _read(shipped, f"（随附）themes/{name}")
    own = project / "themes" / name if project else None
    if own is not None and own.is_dir():
        found |= _read(own, f"themes/{name}")
    if not found:
        raise ThemeError(
            f"找不到主题「{name}」", "检查 portal.yaml 里的“主题”，随附的主题是 standard"
        )
    if MANIFEST not in found:
        raise ThemeError(f"主题「{name}」没有 {MANIFEST}", f"新建 themes/{name}/{MANIFEST}")
    return found


def _read(folder: Path, origin: str) -> dict[str, ThemeFile]:
    """The files of a theme's folder that mean something, by path."""
    try:
        found = {
            path: ThemeFile(path=path, origin=f"{origin}/{path}", content=file.read_bytes())
            for path, file in _walk(folder, "")
        }
    except OSError as error:
        raise ThemeError(f"读不了主题 {origin}：{reason(error)}", "检查文件和权限") from error
    return found


def _walk(folder: Path, above: str) -> Iterator[tuple[str, Path]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = above + entry.name
        top = path.split("/")[0]
        if entry.is_dir():
            if top in _FOLDERS:
                yield from _walk(entry, f"{path}/")
        elif path in (MANIFEST, "base.html") or (
            top in _FOLDERS and path.endswith(_TEXT + _IMAGES) and not entry.name.startswith(".")
        ):
            yield path, entry


def _assets(
    found: Mapping[str, ThemeFile],
    styles: tuple[str, ...],
    scripts: tuple[tuple[str, tuple[str, ...]], ...],
) -> Iterator[Asset]:
    """The joined style sheet, each joined script, each image."""
    for name, patterns in ((STYLE_SHEET, styles), *scripts):
        paths = dict.fromkeys(path for each in patterns for path in _matches(found, each))
        text = "\n".join(found[path].text.strip() + "\n" for path in paths)
        yield _asset(name, (without_comments(text) if name.endswith(".js") else text).encode())
    for path in sorted(found):
        if path.startswith("images/"):
            yield _asset(path.removeprefix("images/"), found[path].content)


def without_comments(script: str) -> str:
    """A script without its lines of comment: browsers need none of them."""
    return _COMMENT_LINE.sub(lambda match: match["kept"] or "", script)


def _matches(found: Mapping[str, ThemeFile], pattern: str) -> list[str]:
    """Paths that a line under styles or scripts means, sorted; a plain path must be there."""
    if "*" not in pattern and pattern not in found:
        raise ThemeError(
            f"{found[MANIFEST].origin}: 列出的 {pattern} 不存在", "补上文件，或删去这一行"
        )
    return sorted(path for path in found if fnmatchcase(path, pattern))


def _asset(name: str, content: bytes) -> Asset:
    path = PurePosixPath(name)
    mark = sha256(content).hexdigest()[:10]
    address = f"assets/{path.with_suffix('')}.{mark}{path.suffix}"
    return Asset(name=name, address=address, content=content)


def _digest(templates: tuple[ThemeFile, ...], loaded: tuple[Asset, ...]) -> str:
    """Of every template and of the addresses (which carry the content's own digest)."""
    whole = sha256()
    for template in templates:
        whole.update(f"{template.path}\0{len(template.content)}\0".encode() + template.content)
    for asset in loaded:
        whole.update(f"{asset.name}\0{asset.address}\0".encode())
    return whole.hexdigest()
