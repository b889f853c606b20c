"""Server configuration: a complete, commented sample for nginx or Apache, made for one portal."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from gongkai.model.redirect import WITHDRAWN, Redirect
from gongkai.output import headers
from gongkai.output.compress import TEXT_ENDINGS
from gongkai.output.publish.failures import PublishError
from gongkai.output.publish.release import CURRENT

_SAFE_PATH = re.compile(r"/[^\s\"'\\;{}$#*?<>]+")
_SAFE_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_LEFT = re.compile("@[A-Z_]+@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """How a portal is served. target: absolute folder published to, on the server.

    url: the portal's address as portal.yaml says, or "": its host and path count. port: to listen.
    """

    title: str
    target: str
    url: str = ""
    port: int = 80
    redirects: tuple[Redirect, ...] = ()

    @property
    def host(self) -> str:
        """The host name; localhost when none is known."""
        return urlsplit(self.url).hostname or "localhost"

    @property
    def prefix(self) -> str:
        """Path of the portal's root on its server, with both slashes."""
        path = urlsplit(self.url).path
        return path if path.endswith("/") else f"{path}/"

    @property
    def current(self) -> str:
        """The folder that is served."""
        return f"{self.target}/{CURRENT}"


def server_configuration(kind: str, hosting: Hosting) -> str:
    """The sample. kind: a key of KINDS. Raises PublishError for what no configuration can hold."""
    if not _SAFE_PATH.fullmatch(hosting.target):
        raise PublishError(
            f"目标文件夹 {hosting.target} 不能写进服务器配置",
            "用绝对路径，不含空格、引号等特殊字符",
        )
    if not _SAFE_HOST.fullmatch(hosting.host) or not re.fullmatch(
        "/(?:[\\w.-]+/)*", hosting.prefix
    ):
        raise PublishError(f"网址 {hosting.url} 不能写进服务器配置", "检查 portal.yaml 里的网址")
    text = Path(__file__).with_name(f"{kind}.txt").read_text("utf-8")
    words = {**_common(hosting), **KINDS[kind](hosting)}
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    left = _LEFT.search(text)
    if left:
        raise AssertionError(f"{kind}.txt asks for {left.group()}")
    return re.sub(r"\n{3,}", "\n\n", text)


def _common(hosting: Hosting) -> dict[str, str]:
    return {
        "TITLE": re.sub(r"\s+|@", " ", hosting.title),
        "TARGET": hosting.target,
        "CURRENT": hosting.current,
        "HOST": hosting.host,
        "PORT": str(hosting.port),
        "POLICY": headers.POLICY,
        "SANDBOX": headers.SANDBOX,
        "ASK": headers.ASK,
        "FOREVER": headers.FOREVER,
        "SHOWN": headers.SHOWN,
        "HASHED": headers.HASHED,
        "CHARSET": headers.CHARSET,
        "WITHDRAWN": WITHDRAWN,
        "UNKNOWN_TYPE": headers.UNKNOWN_TYPE,
    }


_NGINX_GONE = """\
    # 已撤销的内容（410）由它的说明页告诉读者为什么；线上的版本里没有说明页的，用 404 页。
    error_page 410 $gongkai_notice;"""


def _nginx(hosting: Hosting) -> Mapping[str, str]:
    prefix = hosting.prefix
    rules = [_nginx_rule(each, hosting) for each in hosting.redirects]
    if prefix == "/":
        root = f"root {hosting.current};"
    else:
        root = f"# 网站不在域名的根上，见下面的 location {prefix}。"
        rules.append(f"    location = {prefix[:-1]} {{\n        return 301 {prefix};\n    }}")
        rules.append(f"    location {prefix} {{\n        alias {hosting.current}/;\n    }}")
        rules.append("    location / {\n        return 404;\n    }")
    common = (f'    add_header {name} "{value}" always;' for name, value in headers.COMMON)
    return {
        "PREFIX": prefix,
        "ROOT": root,
        "TYPES": "\n".join(f"        {kind} {ends};" for kind, ends in _by_type().items()),
        "TEXT_TYPES": " ".join(kind for kind in headers.TEXT_TYPES if kind != "text/html"),
        "COMMON": "\n".join(common),
        "LOCATIONS": "\n".join(rules),
        "GONE": _NGINX_GONE if any(each.gone for each in hosting.redirects) else "",
    }


def _nginx_rule(redirect: Redirect, hosting: Hosting) -> str:
    prefix = hosting.prefix
    old = prefix + redirect.old.removeprefix("/")
    places = dict.fromkeys((old, old.rstrip("/") or old))
    if redirect.new:
        end = f"return 301 {_destination(redirect, prefix)};"
        return "\n".join(f'    location = "{place}" {{ {end} }}' for place in places)
    notice = f"{redirect.notice}index.html"
    return f"    # 已撤销：{_one_line(redirect.gone)}\n" + "\n".join(
        f'    location = "{place}" {{\n'
        f"        set $gongkai_notice {prefix}404.html;\n"
        f'        if (-f "{hosting.current}/{notice}") {{\n'
        f'            set $gongkai_notice "{prefix}{notice}";\n'
        "        }\n"
        "        return 410;\n"
        "    }"
        for place in places
    )


def _apache(hosting: Hosting) -> Mapping[str, str]:
    prefix, alias, outside = hosting.prefix, "", ""
    if prefix != "/":
        alias = f'    Alias "{prefix}" "{hosting.current}/"\n'
        outside = (
            f'    # 网站只在 {prefix} 之下。\n    RewriteRule "!^{re.escape(prefix)}" "-" [R=404,L]'
        )
    common = (f'    Header always set {name} "{value}"' for name, value in headers.COMMON)
    text = [ending for ending, kind in headers.TYPES.items() if kind in headers.TEXT_TYPES]
    return {
        "PREFIX": prefix,
        "ALIAS": alias,
        "OUTSIDE": outside,
        "TYPES": "\n".join(
            f"        AddType {kind} {' '.join('.' + end for end in ends.split())}"
            for kind, ends in _by_type().items()
        ),
        "TEXT_ENDINGS": " ".join(text),
        "TWINNED": "|".join(sorted(ending[1:] for ending in TEXT_ENDINGS)),
        "COMMON": "\n".join(common),
        "REDIRECTS": "\n".join(_apache_rule(each, prefix) for each in hosting.redirects),
    }


def _apache_rule(redirect: Redirect, prefix: str) -> str:
    name = re.escape(redirect.old.strip("/"))
    slash = "/?" if redirect.old.endswith("/") else ""
    pattern = f"{re.escape(prefix)}({name}){slash}"
    if redirect.gone:
        note = f"    # 已撤销：{_one_line(redirect.gone)}\n"
        return f'{note}    RewriteRule "^{pattern}$" "-" [E=gongkai_gone:$1,G,L]'
    target = _destination(redirect, prefix).replace("%", r"\%")
    return f'    RewriteRule "^{pattern}$" "{target}" [R=301,NE,L]'


def _destination(redirect: Redirect, prefix: str) -> str:
    if redirect.new.startswith("/"):
        return quote(prefix + redirect.new.removeprefix("/"))
    return quote(redirect.new, safe=":/?#[]@!&'()*+,=%~")


def _one_line(text: str) -> str:
    return " ".join(text.replace("@", " ").split())


def _by_type() -> dict[str, str]:
    """Media type -> its endings without dots, blank-separated."""
    endings: dict[str, list[str]] = {}
    for ending, kind in headers.TYPES.items():
        endings.setdefault(kind, []).append(ending[1:])
    return {kind: " ".join(ends) for kind, ends in endings.items()}


KINDS: Mapping[str, Callable[[Hosting], Mapping[str, str]]] = {"nginx": _nginx, "apache": _apache}
