"""Rendering: strict, sandboxed, and every mistake of a template named with file and line."""

from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError

from gongkai.pages.page import Link, Page
from gongkai.pages.parts import SiteView
from gongkai.pages.views import NotFoundView, WithdrawnView
from gongkai.problems import ThemeError
from gongkai.rendering.render import Renderer, tidy
from gongkai.rendering.theme import load_theme

PORTAL = SiteView(
    site_name="示例市<公开>",
    statement="",
    description="",
    tree=(),
    footer=(),
    unknown=(),
    search_address="",
    feed="",
)
VIEW = NotFoundView(ways=(Link(text="首页", address=""), Link(text="要点", address="plans/")))


def render(project: Path, template: str, page: Page | None = None) -> str:
    """Render a page with a theme of one template."""
    folder = project / "themes" / "bare"
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text("title: 空\n", "utf-8")
    (folder / "pages" / "year.html").write_text(template, "utf-8")
    renderer = Renderer(load_theme("bare", project), PORTAL, {"colour": "blue"})
    return renderer.render(page or Page(address="years/2025/", kind="year", title="a", view=VIEW))


def test_templates_see_four_names(tmp_path: Path) -> None:
    html = render(
        tmp_path,
        "{{ portal.site_name }} {{ page.title }} {{ theme.colour }} {{ view.ways | length }}",
    )
    assert html == "示例市&lt;公开&gt; a blue 2\n"


def test_links_are_relative_to_the_page(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ view.ways[1].address | href }}") == "../../plans/\n"


ANYWHERE = (
    ("404.html", "", "plans/"),
    ("404.html", "/xxgk/", "/xxgk/plans/"),
    ("withdrawn/a/", "", "../../plans/"),
    ("withdrawn/a/", "/xxgk/", "/xxgk/plans/"),
)


@pytest.mark.parametrize(("address", "root", "link"), ANYWHERE)
def test_links_of_pages_served_anywhere(address: str, root: str, link: str) -> None:
    portal = SiteView(
        site_name="示例", statement="", description="", tree=(), footer=(), unknown=(),
        search_address="", feed="", root=root,
    )  # fmt: skip
    kind = "not_found" if address == "404.html" else "withdrawn"
    view = VIEW if kind == "not_found" else WithdrawnView(facts=(), ways=VIEW.ways)
    page = Page(address=address, kind=kind, title="没有找到", view=view)
    theme = load_theme("standard", None)
    html = Renderer(theme, portal, theme.options({})).render(page)
    assert f'href="{link}"' in html


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (
            "一\n{{ view.nosuch }}",
            "themes/bare/pages/year.html:2: 用到了没有的值（Jinja 的原话：'gongkai",
        ),
        (
            "\n{{ 1 / 0 }}",
            "themes/bare/pages/year.html:2: 模板里这样调用或计算不行（Python 的原话：division",
        ),
        (
            "{% for n in range(99999999999) %}{% endfor %}",
            "themes/bare/pages/year.html:1: 模板里这样调用或计算不行（Python 的原话：Range too big",
        ),
        ("{{ nosuch }}", "themes/bare/pages/year.html:1: 用到了没有的值（Jinja 的原话：'nosuch'"),
        ("\n\n{% if x %}", "themes/bare/pages/year.html:3: 模板写法不对（Jinja 的原话："),
        (
            "{{ 1 | nosuch }}",
            "themes/bare/pages/year.html:1: 模板写法不对（Jinja 的原话：No filter",
        ),
        ('{% include "a.html" %}', "themes/bare/pages/year.html:1: 找不到模板 a.html"),
        (
            "{% macro m(a) %}{% endmacro %}\n{{ m(b=1) }}",
            "themes/bare/pages/year.html:2: 模板里这样调用或计算不行"
            "（Python 的原话：macro 'm' takes no keyword",
        ),
        (
            "{{ view.__class__.__mro__ }}",
            "themes/bare/pages/year.html:1: 用到了没有的值（Jinja 的原话：access to",
        ),
        ("{{ asset('x.png') }}", "主题里没有文件「x.png」"),
        ("{{ 'javascript:x' | href }}", "链接不能是「javascript:x」"),
    ],
)
def test_mistakes(template: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as caught:
        render(tmp_path, template)
    assert caught.value.message.startswith(message)


MACROS = (
    "{% macro m(a, b='<乙>', c=3) %}{{ a }}|{{ b }}|{{ c }}{% endmacro %}"
    "{% macro n(a, b='') %}{{ a }}|{{ b }}|{{ caller() }}{% endmacro %}"
    "{% macro v(a) %}{{ a }}|{{ varargs | join('、') }}|{{ kwargs.k }}{% endmacro %}"
    "{% macro d(a) %}{{ 'y' if caller is defined else 'n' }}{{ a }}{% endmacro %}"
    "{% macro w() %}{{ caller(y='<x>') }}{% endmacro %}"
    "{% macro e(a, caller=none) %}{{ a }}|{{ caller() if caller else '' }}{% endmacro %}"
)
CALLS = (
    *("{{ m('x') }}", "{{ m('x', c='<') }}", "{{ m(b=1, a=2) }}", "{{ m(1, 2, 3) }}", "{{ m() }}"),
    *("{{ m(1, 2, 3, 4) }}", "{{ m(1, a=2) }}", "{{ m(1, d=2) }}", "{{ n(1) }}"),
    *("{% call m(1) %}里{% endcall %}", "{% call n('<') %}<i>{{ 1 }}</i>{% endcall %}"),
    *("{% call n(b=2, a=1) %}里{% endcall %}", "{% call n(1, 2, 3) %}里{% endcall %}"),
    *("{{ d(1) }}", "{{ d(1, caller=none) }}", "{{ n(1, caller=none) }}"),
    "{% autoescape false %}{% macro m(a) %}{{ a }}{% endmacro %}{{ m('<') | e }}{{ m(a='<') | e }}"
    "{% endautoescape %}",
    "{% autoescape false %}{% call(y) w() %}{{ y }}{% endcall %}{% endautoescape %}",
    *("{{ v(1, 2, 3, k='<') }}", "{{ v(1) }}", "{% call e(1) %}里{% endcall %}", "{{ e(1) }}"),
)


@pytest.mark.parametrize("call", CALLS)
def test_macros_are_called_as_jinja_calls_them(call: str, tmp_path: Path) -> None:
    plain = Environment(autoescape=True, undefined=StrictUndefined)
    try:
        expected = plain.from_string(MACROS + call).render() + "\n"
    except (TypeError, UndefinedError) as error:
        with pytest.raises(ThemeError) as caught:
            render(tmp_path, MACROS + call)
        assert str(error) in caught.value.message
    else:
        assert render(tmp_path, MACROS + call) == expected


def test_options_of_the_theme_hide_no_method_of_a_dictionary(tmp_path: Path) -> None:
    words = "{{ theme.colour }}{% for name, value in theme.items() %} {{ name }}{% endfor %}"
    assert render(tmp_path, words) == "blue colour\n"


def test_a_kind_without_template(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"找不到模板 pages/region\.html"):
        render(tmp_path, "x", Page(address="r/", kind="region", title="a", view=VIEW))


def test_a_component_of_the_portal_reaches_the_page(tmp_path: Path) -> None:
    file = tmp_path / "themes/standard/components/footer/footer.html"
    file.parent.mkdir(parents=True)
    file.write_text(
        "{# Ours. #}{% macro footer(portal) %}<footer>我们的页脚</footer>{% endmacro %}", "utf-8"
    )
    page = Page(address="404.html", kind="not_found", title="没有找到", view=VIEW)
    theme = load_theme("standard", tmp_path)
    html = Renderer(theme, PORTAL, theme.options({})).render(page)
    assert "<footer>我们的页脚</footer>" in html
    assert "gk-footer__inner" not in html


def test_digest_tells_what_pages_depend_on(tmp_path: Path) -> None:
    theme = load_theme("standard", None)
    blue, red = theme.options({}), theme.options({"主色": "红"})
    assert Renderer(theme, PORTAL, blue).digest == Renderer(theme, PORTAL, blue).digest
    assert Renderer(theme, PORTAL, blue).digest != Renderer(theme, PORTAL, red).digest


def test_tidy_keeps_verbatim_text() -> None:
    html = "<p>a</p>\n\n \t\n<pre>x\n\n\ny</pre>\n\n\n<p>b</p>\n\n"
    assert tidy(html) == "<p>a</p>\n<pre>x\n\n\ny</pre>\n<p>b</p>\n"
