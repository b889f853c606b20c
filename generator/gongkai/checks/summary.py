"""Summary: what the site checks need to know of a finished page, read in one pass."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import filterfalse
from typing import Any

from gongkai.checks.references import Reference, from_home, is_elsewhere, resolved

# html.parser takes eight times as long. The pages are written by our own templates, and a test
# holds what is read here against html.parser. Possessive (*+): no search is ever done twice.
_ATTRIBUTES = r"[^\"'>]*+(?:(?:\"[^\"]*\"|'[^']*')[^\"'>]*+)*+"
_TAG = re.compile(
    r"<(?:!--.*?(?:-->|\Z)"
    rf"|(script|style)(?=[\s>])({_ATTRIBUTES})>(.*?)(?:</\1\s*>|\Z)"
    rf"|([hH][1-6](?=[\s>])|[a-zA-Z][a-zA-Z0-9-]*(?=\s))({_ATTRIBUTES})>)",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.S | re.I)
_H1 = re.compile(r"<h1\b[^>]*>(.*?)</h1\s*>", re.S | re.I)
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.S)
# Every < of the line has its > before the next <.
_WHOLE_LINE = re.compile(r"[^<>]*+(?:<(?!!--)[^<>]*+>[^<>]*+)*+")
_LONG = re.compile(r"<(/?(?:script|style|title|h1))\b", re.I)  # elements whose words count
# Text, and tags that say nothing (those that end an element, and some with no other attributes);
# and then, but for the end of a page, a tag that says one link, or else the rest of the line from
# a tag on that may say something.
_TELLING = re.compile(
    r"[^<]*+(?:<(?:/[^<>]*+|(?:p|d[ivtdl]++|li|t(?:[drh]|ime)|[uo]l|em|nav|s(?:trong|pan|ection))"
    r"(?: class=\"[^\"]*+\")?+(?: (?:aria-[a-z]++|datetime)=\"[^\"]*+\")?+)>[^<]*+)*+"
    r"(?:<a(?: (?:class|rel)=\"[^\"]*+\")*+ href=\"([^\"&<>:]++)\""
    r"(?: aria-[a-z]++=\"[^\"]*+\")*+>|(<[^\n]*+))?+"
)
# What differs in the heads of pages: the title, and the meta tags after it.
_OWN_HEAD = re.compile(
    r"\n<title>([^&<]*+)</title>((?:\n<meta name=\"[^\"&<>]*+\" content=\"[^\"&<>]*+\">)*+)"
)
_META = re.compile(r"name=\"([^\"]*+)\" content=\"([^\"]*+)\"")
_HEADING = re.compile(
    r"<h([1-6])(?: class=\"[^\"&<>]*+\")?(?: id=\"([^\"&<>]++)\")?>([^&<]*+)</h\1>"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ADDRESSES = {  # element: attribute, and whether readers follow it or the browser loads it
    "a": ("href", "links"),
    "area": ("href", "links"),
    "form": ("action", "links"),
    "script": ("src", "loaded"),
    "img": ("src", "loaded"),
    "iframe": ("src", "loaded"),
    "source": ("src", "loaded"),
    "video": ("src", "loaded"),
    "audio": ("src", "loaded"),
    "embed": ("src", "loaded"),
    "object": ("data", "loaded"),
}
_LOADED_RELATIONS = frozenset(("stylesheet", "icon", "preload", "modulepreload", "manifest"))
_DATA_SCRIPTS = frozenset(("application/json", "application/ld+json"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A finished page. address: its file (plans/a/index.html).

    ids: in order, repeated ones repeated. links: what readers can follow inside the site; frame:
    the same for what stands around many pages, one tuple for all of those that lie as deep;
    loaded: what the browser loads from the site by itself; elsewhere: addresses it would load
    from another host. unnamed_images: src of images without alt. inline: words of code in the
    page itself. metas: (name, content) in order.
    """

    address: str
    lang: str
    title: str
    headings: tuple[int, ...]
    h1: tuple[str, ...]
    ids: tuple[str, ...]
    links: tuple[Reference, ...]
    frame: tuple[Reference, ...]
    loaded: tuple[Reference, ...]
    elsewhere: tuple[str, ...]
    unnamed_images: tuple[str, ...]
    inline: tuple[str, ...]
    metas: tuple[tuple[str, str], ...]


Fact = tuple[str, Any]
"""What a tag says: a field of Summary, and the value it adds to it (of addresses, as written)."""
Said = defaultdict[str, list[Any]]
"""Facts of a page, or of a part of one, in order, by the field that they add to."""


def summarize(address: str, html: str, root: str = "/") -> Summary:
    """Read a page. root: path of the home on its server."""
    said, frame = _part_by_part(html, "../" * address.count("/")) or (_gathered(html), ())
    if "base" in said:  # the links of the frame start there, too
        said, frame = _gathered(html), ()
    folder = "" if "base" in said else address[: address.rfind("/") + 1]
    loaded = said["loaded"]
    return Summary(
        address=address,
        lang="".join(said["lang"]),
        title=(said["title"] or ("",))[0],
        headings=tuple(said["headings"]),
        h1=tuple(said["h1"]),
        ids=tuple(said["ids"]),
        links=resolved(address, folder, said["links"], root),
        frame=frame,
        loaded=resolved(address, folder, loaded, root),
        elsewhere=tuple(value for value in loaded if is_elsewhere(value)),
        unnamed_images=tuple(said["unnamed_images"]),
        inline=tuple(said["inline"]),
        metas=tuple(said["metas"]),
    )


def _gathered(html: str) -> Said:
    said: Said = defaultdict(list)
    _add(_all_facts(html), said)
    return said


def _add(facts: Iterable[Fact], said: Said) -> None:
    for kind, value in facts:
        said[kind].append(value)


def _part_by_part(text: str, to_root: str) -> tuple[Said, tuple[Reference, ...]] | None:
    """What the page says, and where the links of its frame lead that are not among that; None
    when a tag, script, comment or heading goes on over two lines. to_root: as of from_home.
    """
    said: Said = defaultdict(list)
    header = text.find("\n<header")
    main = text.find("\n<main", header) if header >= 0 else -1
    end = text.rfind("\n</main>", main) if main >= 0 else -1
    if end < 0:
        return (said, ()) if _read_lines(text, said) else None
    crumbs = text.rfind("\n<nav", header, main)
    own = crumbs if crumbs >= 0 else main
    frame = _frame(text[header + 1 : own], text[end + 1 :], to_root)
    if frame is None or not _read_head(text[:header], said):
        return None
    above, below, references = frame
    _add(above, said)
    if not _read_lines(text[own + 1 : end], said):
        return None
    _add(below, said)
    return said, references


@lru_cache(maxsize=200)
def _frame(
    above: str, below: str, to_root: str
) -> tuple[list[Fact], list[Fact], tuple[Reference, ...]] | None:
    """What lines of the frame say, but for links that climb to the root; and where these lead."""
    before, after = _lines_facts(above), _lines_facts(below)
    if before is None or after is None:
        return None

    def climbs(fact: Fact) -> bool:
        return bool(to_root) and fact[0] == "links" and fact[1].startswith(to_root)

    climbing = dict.fromkeys(value for _, value in filter(climbs, (*before, *after)))
    found = (from_home(to_root, value) for value in climbing)
    references = tuple(reference for reference in found if reference)
    return [*filterfalse(climbs, before)], [*filterfalse(climbs, after)], references


def _read_head(head: str, said: Said) -> bool:
    """Add what the lines above the frame say; False when one of them ends within something."""
    own = _OWN_HEAD.search(head)
    if own is None:
        return _read_lines(head, said)
    above, below = _lines_facts(head[: own.start()]), _lines_facts(head[own.end() :])
    if above is None or below is None:
        return False
    _add(above, said)
    said["title"].append(" ".join(own[1].split()))
    said["metas"] += _META.findall(own[2])
    _add(below, said)
    return True


@lru_cache(maxsize=200)
def _lines_facts(part: str) -> list[Fact] | None:
    """What whole lines say; None when one of them ends within something.

    Remembered: for lines that stand on many pages, letter for letter.
    """
    said: Said = defaultdict(list)
    if not _read_lines(part, said):
        return None
    return [(kind, value) for kind, values in said.items() for value in values]


def _read_lines(part: str, said: Said) -> bool:
    """Add what whole lines say; False when one of them ends within something."""
    links = said["links"]
    for link, line in _TELLING.findall(part):
        if link:
            links.append(link)
        elif line:
            facts = _line_facts(line)
            if facts is None:
                return False
            _add(facts, said)
    return True


@lru_cache(maxsize=20_000)
def _line_facts(line: str) -> list[Fact] | None:
    """What a line, or the end of one, says; remembered, because most stand on many pages."""
    if heading := _HEADING.fullmatch(line):
        return _heading_facts(*heading.groups())
    if _WHOLE_LINE.fullmatch(line) is None:
        return None
    long = _LONG.findall(line)
    if long[1::2] != [f"/{name}" for name in long[::2]]:
        return None
    return _all_facts(line, with_words=bool(long))


def _heading_facts(level: str, name: str | None, words: str) -> list[Fact]:
    """What a heading without elements in it says. name: its id."""
    facts: list[Fact] = [("headings", int(level))]
    if name is not None:
        facts.append(("ids", name))
    if level == "1":
        facts.append(("h1", " ".join(words.split())))
    return facts


def _all_facts(html: str, *, with_words: bool = True) -> list[Fact]:
    found: list[Fact] = []
    for code, code_attributes, words, name, attributes in _TAG.findall(html):
        found += _code_facts(code, code_attributes, words) if code else _facts(name, attributes)
    if with_words:
        found += (("title", _words(words)) for words in _TITLE.findall(html))
        found += (("h1", _words(words)) for words in _H1.findall(html))
    return found


def _words(html: str) -> str:
    """The words of a piece of HTML, white space folded."""
    return " ".join(unescape(_MARKUP.sub("", html)).split())


@lru_cache(maxsize=50_000)
def _facts(name: str, attributes: str) -> tuple[Fact, ...]:
    """What a start tag says. Remembered: most tags stand on many pages, letter for letter."""
    name, values = name.lower(), _values(attributes)
    facts: list[Fact] = []
    if name in _HEADINGS:
        facts.append(("headings", int(name[1])))
    if "id" in values:
        facts.append(("ids", values["id"]))
    attribute, kind = _ADDRESSES.get(name, ("", ""))
    if attribute in values:
        facts.append(_address_fact(name, kind, values[attribute]))
    if name == "link" and not _LOADED_RELATIONS.isdisjoint(values.get("rel", "").lower().split()):
        facts.append(_address_fact(name, "loaded", values.get("href", "")))
    elif name == "img" and "alt" not in values:
        facts.append(("unnamed_images", values.get("src", "")))
    elif name == "meta" and "name" in values:
        facts.append(("metas", (values["name"], values.get("content", ""))))
    elif name == "html":
        facts.append(("lang", values.get("lang", "")))
    elif name == "base":
        facts.append(("base", ""))
    codes = (key for key in values if key == "style" or key.startswith("on"))
    facts.extend(("inline", f"<{name} {key}=…>") for key in codes)
    return tuple(facts)


def _code_facts(name: str, attributes: str, words: str) -> tuple[Fact, ...]:
    """What a script or style element says; data in a script element is no code."""
    values = _values(attributes)
    if "src" not in values and values.get("type", "") not in _DATA_SCRIPTS and words.strip():
        return ("inline", f"<{name}>"), *_facts(name, attributes)
    return _facts(name, attributes)


def _address_fact(name: str, kind: str, value: str) -> Fact:
    """An address as a fact; one that is code or data itself counts as inline."""
    scheme, colon, _ = value.partition(":")
    if colon and scheme.lower() in ("javascript", "vbscript", "data"):
        return ("inline", f"<{name} …={scheme}:…>")
    return (kind, value)


def _values(attributes: str) -> dict[str, str]:
    """Attributes of a tag; the first of the same name counts, as in browsers."""
    values: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(attributes):
        values.setdefault(name.lower(), unescape(double or single or bare))
    return values
