"""Filters: relative links by law, dates by example."""

from itertools import groupby
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages.parts import Fact, Prose
from gongkai.problems import ThemeError
from gongkai.rendering.filters import chinese_date, prose, two_columns
from gongkai.rendering.links import is_external, link_by_steps, relative_link, steps

SEGMENT = st.from_regex(r"[a-z0-9-]{1,3}(\.[a-z0-9]{1,3})?", fullmatch=True)
ADDRESS = st.builds(
    lambda segments, file: "".join(f"{each}/" for each in segments) + file,
    st.lists(SEGMENT, max_size=4),
    st.just("") | SEGMENT,
)
TAIL = st.sampled_from(["", "#s1", "?q=a", "?q=a#s1"])
ROOTS = st.sampled_from(["https://example.gov.cn/", "https://example.gov.cn/xxgk/"])


@given(ADDRESS, TAIL, ADDRESS, ROOTS)
def test_link_leads_to_its_address(address: str, tail: str, here: str, root: str) -> None:
    link = relative_link(address + tail, here)
    assert link and not link.startswith("/")
    assert urljoin(root + here, link) == root + address + tail


@given(ADDRESS, ADDRESS)
def test_the_quick_way_to_a_link_is_the_same(address: str, here: str) -> None:
    assert link_by_steps(address, steps(here)) == relative_link(address, here)


@pytest.mark.parametrize(
    ("address", "here", "link"),
    [
        ("", "", "./"),
        ("", "plans/a/", "../../"),
        ("plans/a/", "plans/a/1.4/", "../"),
        ("plans/a/#s1", "plans/a/", "#s1"),
        ("units/b/c/", "plans/a/", "../../units/b/c/"),
        ("feed.xml", "404.html", "feed.xml"),
        ("https://www.gov.cn/", "plans/", "https://www.gov.cn/"),
        ("mailto:a@example.gov.cn", "", "mailto:a@example.gov.cn"),
    ],
)
def test_links(address: str, here: str, link: str) -> None:
    assert relative_link(address, here) == link


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x"])
def test_a_link_runs_nothing(address: str) -> None:
    assert is_external(address)
    with pytest.raises(ThemeError, match="链接不能是"):
        relative_link(address, "")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-07-16", "2021年7月16日"),
        ("2021-12-01 09:30", "2021年12月1日 09:30"),
        ("近期", "近期"),
    ],
)
def test_chinese_date(text: str, date: str) -> None:
    assert chinese_date(text) == date


def test_prose_is_markdown_without_html() -> None:
    html = str(prose(Prose(markdown="**公开** <script>x</script>")))
    assert "<strong>公开</strong>" in html
    assert "<script" not in html


@given(st.lists(st.text("字", max_size=30)))
def test_a_table_of_two_columns_has_no_hole(values: list[str]) -> None:
    facts = [Fact(label="名", value=value) for value in values]
    found = list(two_columns(facts))
    assert [fact for fact, _ in found] == facts
    assert all(whole for fact, whole in found if len(fact.value) > 20)
    runs = [len(list(run)) for whole, run in groupby(whole for _, whole in found) if not whole]
    assert not [run for run in runs if run % 2]
    short = [whole for fact, whole in found if len(fact.value) <= 20]
    assert sum(short) <= len(facts) - len(short) + 1  # only before a long one, or at the end
