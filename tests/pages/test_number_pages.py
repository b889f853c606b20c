"""The index of 文号: every number once, by office, the newest first, linked to its paper."""

from gongkai.model.portal import ColumnKind
from gongkai.pages.page import Link, Page
from gongkai.pages.site_map import site_map
from gongkai.pages.views import NumbersView
from make import make_column, make_document, make_plan, make_portal, make_record

COLUMN = make_column(key="numbers", name="按文号", kind=ColumnKind.NUMBERS)


def index_of(*numbers: str, basis: tuple[str, ...] = (), columns: bool = True) -> list[Page]:
    documents = tuple(
        make_document(slug=f"d{place}", record=make_record(title=f"文件{place}", number=number))
        for place, number in enumerate(numbers)
    )
    plan = make_plan(
        record=make_record(title="示例市要点", number="示政发〔2024〕9号"), basis=basis
    )
    portal = make_portal(
        columns=(COLUMN, make_column()) if columns else (make_column(),),
        documents=documents,
        plans=(plan,),
    )
    return [page for page in site_map(portal) if page.kind == "numbers"]


def offices(page: Page) -> dict[str, list[Link]]:
    assert isinstance(page.view, NumbersView)
    return {office: list(links) for office, links in page.view.offices}


def test_numbers_stand_by_office_the_newest_first() -> None:
    (page,) = index_of("示政发〔2023〕2号", "示政发〔2024〕1号", "国办发〔2019〕54号", "内部一号")
    found = {office: [link.text for link in links] for office, links in offices(page).items()}
    assert found == {
        "国办发": ["国办发〔2019〕54号"],
        "示政发": ["示政发〔2024〕1号", "示政发〔2024〕9号", "示政发〔2023〕2号"],
        "其他": ["内部一号"],
    }
    assert page.address == "numbers/"


def test_a_number_that_is_only_cited_says_so() -> None:
    (page,) = index_of("国办发〔2019〕54号", basis=("国办发〔2019〕54号", "国办发〔2018〕23号"))
    held, cited = offices(page)["国办发"]
    assert (held.address, held.note) == ("documents/d0/", "文件0")
    assert (cited.address, cited.note) == ("", "《示例市要点》引用")


def test_a_number_is_shown_as_written_and_found_in_any_spelling() -> None:
    (page,) = index_of("国办发[2019]第054号", basis=("国办发〔2019〕54号",))
    (held,) = offices(page)["国办发"]
    assert (held.text, held.address) == ("国办发[2019]第054号", "documents/d0/")


def test_many_numbers_are_cut_into_pages() -> None:
    pages = index_of(*(f"示政办发〔2024〕{number}号" for number in range(1, 250)))
    assert [page.address for page in pages] == ["numbers/", "numbers/page-2/", "numbers/page-3/"]
    shown = [link.text for page in pages for links in offices(page).values() for link in links]
    assert len(shown) == len(set(shown)) == 250


def test_without_a_column_there_is_no_index() -> None:
    assert index_of("示政发〔2024〕1号", columns=False) == []
