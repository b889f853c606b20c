"""Reading of finished pages, held against html.parser, and of the addresses in them."""

from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from gongkai.checks.references import resolved
from gongkai.checks.summary import Summary, summarize


class Referee(HTMLParser):
    """What html.parser sees of the same page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values: dict[str, str] = {}
        for name, value in attrs:
            values.setdefault(name, value or "")
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.hrefs.append(values["href"])


WORDS = st.text("甲乙a1 &amp;\"'=/-", max_size=8)
VALUES = WORDS.map(lambda text: text.replace('"', "&quot;"))
TAGS = st.builds(
    "<{} {}=\"{}\" {}='{}' {}>".format,
    st.sampled_from(["a", "p", "h2", "H3", "header", "hr", "h1", "A", "custom-tag"]),
    st.sampled_from(["id", "href", "class", "ID", "data-id", "title"]),
    VALUES,
    st.sampled_from(["id", "href", "lang"]),
    WORDS.map(lambda text: text.replace("'", "&#39;")),
    st.sampled_from(["", "hidden", "id=x", "/"]),
)
PIECES = st.one_of(
    TAGS,
    st.sampled_from(["<h2>", "</h2>", "<p>", "<br/>", "文字", "<!-- <p id='no'> -->", "&lt;p&gt;"]),
    st.just("<script type='application/json'>\"<p id='no'>\"</script>"),
)


@given(st.lists(PIECES).map("".join))
def test_reads_what_html_parser_reads(page: str) -> None:
    referee = Referee()
    referee.feed(page)
    referee.close()
    summary = summarize("index.html", page)
    assert list(summary.ids) == referee.ids
    assert list(summary.headings) == referee.headings


STEPS = st.lists(st.sampled_from(["a", "b", "..", ".", "index.html"]), max_size=5)


@given(st.lists(st.sampled_from(["a", "b"]), max_size=3), STEPS, st.sampled_from(["", "/"]))
def test_resolves_as_browsers_do(folders: list[str], steps: list[str], end: str) -> None:
    folder = "".join(f"{name}/" for name in folders)
    address = folder + "index.html"
    written = "/".join(steps) + end * bool(steps)
    deep = "x/x/x/x/x/x/"  # so deep that no number of .. leaves the host
    answer = urlsplit(urljoin(f"https://e.org/{deep}{address}", written)).path.lstrip("/")
    ((file, _),) = resolved(address, folder, [written])
    target = urlsplit(urljoin(f"https://e.org/{deep}", file)).path.lstrip("/")
    expected = answer + "index.html" if answer.endswith("/") else answer
    assert target == expected


def test_a_name_may_hold_a_line_end() -> None:
    page = '<meta name="a\nb" content="c\nd">'
    assert summarize("index.html", page).metas == (("a\nb", "c\nd"),)


def test_base_counts_from_the_root() -> None:
    page = '<base href="/"><a href="plans/">x</a>'
    assert summarize("a/b/404.html", page).links == (("plans/index.html", ""),)


def test_words_of_title_and_heading() -> None:
    page = "<title>甲 &amp;\n乙</title><h1 class='x'>题<wbr><!-- 注 -->目 <a href='/'>链</a></h1>"
    summary = summarize("index.html", page)
    assert (summary.title, summary.h1) == ("甲 & 乙", ("题目 链",))


FRAMES = st.sampled_from(("\n<header class='x'>", "\n<nav>", "\n<main id='m'>", "\n</main>"))
LINES = (
    *(
        "<p>甲乙</p>",
        "<p>甲 &gt; > 乙</p>",
        "<p id='a'>甲</p>",
        '<p class="x" aria-label="y">甲</p>',
    ),
    *(
        "<title> 甲 &amp; 乙 </title>",
        "<title>甲  乙</title>",
        "<h1>题\u3000目</h1>",
        "<h1>题</h2>",
    ),
    *(
        '<h2 class="x" id="h-1">章</h2>',
        '<h3 id="">节</h3>',
        "<h2 id='a' id='b'>章</h2>",
        "<h1>",
        "</h1>",
    ),
    *(
        '<meta name="a" content="b">',
        '<meta content="b" name="a&amp;">',
        '<meta name="a" content="">',
    ),
    *(
        "<!--",
        "-->",
        "<!-- <p id='no'> -->",
        "<script>",
        "</script>",
        "<script src='a.js'></script>",
    ),
    *(
        '<a href="../x/">甲</a>',
        "<a title='>' href='#a'>甲</a>",
        "<img src='a.png'>",
        "<base href='/'>",
    ),
    *(
        '<li><a class="k" rel="prev" href="../x/" aria-label="<甲>">甲</a>'
        '<a href="y#z">乙</a></li>',
        '<li><a class="k" rel="prev" href="../x/" aria-label="<">甲</a><a href="y#z">乙</a></li>',
        '<a href="">甲</a>',
        '<a href="x" id="b">甲</a><a href="https://e.org/">乙</a>',
        '<p class="<a href=">甲</p>',
        "</script><script>",
    ),
    *(
        "<html lang='zh-CN'>",
        "<a",
        "href='//e.org/'>甲</a>",
        "<p onclick='x'>甲</p>",
        "文字",
        "<p>" + "长" * 60,
    ),
    *(
        "<p>" + "长" * 60 + "</p>",
        "<p>" + "长" * 60 + "</p><i id='z'>",
        "<p>" + "长" * 60 + "</h1>",
    ),
)
PAGES = st.lists(st.one_of(st.sampled_from(LINES).map("\n{}".format), FRAMES), max_size=14).map(
    "".join
)


@given(PAGES, st.sampled_from(["index.html", "a/b/index.html"]))
def test_parts_and_lines_say_what_the_whole_page_says(page: str, address: str) -> None:
    """A page that begins with a comment of two lines is never read in parts."""
    whole = summarize(address, f"<!--\n-->{page}")
    assert whole.frame == ()
    assert _with_frame_as_own(summarize(address, page)) == _with_frame_as_own(whole)


def _with_frame_as_own(page: Summary) -> Summary:
    return replace(page, links=tuple(sorted({*page.frame, *page.links})), frame=())


def test_links_of_the_frame_are_told_once_for_pages_that_lie_as_deep() -> None:
    def page(own: str) -> str:
        around = '<a href="../x/">甲</a>\n<a href="y/">丙</a>'
        main = f'<main>\n<a href="{own}">乙</a>\n</main>'
        return f'\n<header>\n{around}</header>\n{main}\n<a href="../">首页</a>\n'

    one, other = (summarize(f"{at}/index.html", page(own)) for at, own in (("a", "u"), ("b", "v")))
    assert one.frame == (("x/index.html", ""), ("index.html", ""))
    assert one.frame is other.frame
    assert one.links == (("a/y/index.html", ""), ("a/u", ""))
    assert other.links == (("b/y/index.html", ""), ("b/v", ""))
