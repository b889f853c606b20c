"""A document or a page alone is told the same as where it is the only one of its portal."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongkai.checks.catalogue import PAGE_CHECKS, PAPER_CHECKS, check_page, check_paper
from gongkai.checks.site import Site
from gongkai.checks.summary import summarize
from gongkai.model.document import Document
from gongkai.model.portal import Portal
from gongkai.model.record import Attachment, Correction, Disclosure, Record
from gongkai.problems import Place

PLACE = Place("content/documents/a.md", 1, 1)
PIECES = st.sampled_from(
    (
        *(
            "11010519491231002X",
            "１１０１０５１９４９１２３１００２",
            "X",
            "Ｘ",
            "13800138000",
            "138 0013-8000",
        ),
        *(
            "１３800１38000",
            "6222021234567890128",
            "卡号",
            "秘密★",
            "\n内部资料\n",
            "注意保存",
            "☆",
            "\n",
        ),
        *("1", " ", "-", "文字", "２", "元", "/"),
    )
)
TEXTS = st.lists(PIECES, max_size=5).map("".join)
DAYS = st.none() | st.dates(date(2020, 12, 30), date(2021, 1, 2))
RECORDS = st.builds(
    Record,
    title=TEXTS,
    number=st.sampled_from(("", "义政办发〔2021〕24号", "义政办发[2021]24号", "第2号")),
    written=DAYS,
    published=DAYS,
    effective=DAYS,
    source=st.sampled_from(("", "网")),
    disclosure=st.none() | st.sampled_from(Disclosure),
    keywords=st.lists(TEXTS, max_size=2).map(tuple),
    corrections=st.lists(
        st.builds(Correction, found=TEXTS, mended=TEXTS, reason=TEXTS, place=st.just(PLACE)),
        max_size=2,
    ).map(tuple),
    place=st.just(PLACE),
)
ATTACHMENTS = st.builds(
    Attachment,
    title=TEXTS,
    file=st.sampled_from(("", "a b.pdf", "a.pdf", "b/A.pdf", "a.html")),
    place=st.just(PLACE),
)
DOCUMENTS = st.builds(
    Document,
    slug=st.just("a"),
    record=RECORDS,
    column=st.just("c"),
    body=TEXTS,
    body_line=st.just(9),
    attachments=st.lists(ATTACHMENTS, max_size=3).map(tuple),
)


@given(DOCUMENTS)
def test_a_document(document: Document) -> None:
    alone = Portal(site_name="", documents=(document,), place=PLACE)
    expected = tuple(found for check in PAPER_CHECKS for found in check.problems(alone))
    assert check_paper(document) == expected


TAGS = st.sampled_from(
    (
        *(
            "<title>甲</title>",
            "<h1>甲</h1>",
            "<h1></h1>",
            "<h3 id='a'>乙</h3>",
            "<p id='a'>丙</p>",
        ),
        *("<img src='a.png'>", "<script>x</script>", "<p onclick='x'>甲</p>", "<html lang='zh'>"),
        *("<script src='//e.org/a.js'></script>", '<meta name="SiteName" content="甲">'),
        *(
            '<meta name="SiteDomain" content="https://e.org">',
            '<meta name="ColumnType" content="甲">',
        ),
        *('<meta name="ArticleTitle" content="乙">', '<meta name="PubDate" content="2021-02-30">'),
        *('<meta name="ContentSource" content="null">',),
    )
)


@given(st.lists(TAGS, max_size=10).map("\n".join))
def test_a_page(html: str) -> None:
    page = summarize("a/index.html", html)
    alone = Site({page.address: page}, frozenset())
    expected = tuple(found for check in PAGE_CHECKS for found in check.problems(alone))
    assert check_page(page) == expected
