"""Every check in tables: runs them over a portal and its site, and explains each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongkai.checks import (
    attachments,
    columns,
    contents,
    corrections,
    dates,
    disclosure,
    identifiers,
    identity,
    links,
    markup,
    personal_data,
    plans,
    redirects,
    search,
    tags,
    units,
)
from gongkai.checks.attachments import Material
from gongkai.checks.check import Check, PartCheck
from gongkai.checks.disclosure import documents, entries
from gongkai.checks.passages import of_document, passages
from gongkai.checks.personal_data import is_suspect
from gongkai.checks.redirects import Moves
from gongkai.checks.site import PageCheck, Site, read_site
from gongkai.checks.summary import Summary
from gongkai.codes import CODES
from gongkai.model.document import Document
from gongkai.model.portal import Portal
from gongkai.model.redirect import Redirect
from gongkai.problems import Problem

# Checks that judge each plan and document, and each text, by itself.
PAPER_CHECKS: tuple[PartCheck[Portal, Any], ...] = (
    disclosure.only_active_disclosure,
    disclosure.published_date_missing,
    disclosure.source_missing,
    identifiers.number_form,
    identifiers.number_year,
    dates.date_order,
    dates.effective_before_written,
    dates.year_mismatch,
    corrections.correction_in_text,
    attachments.attachment_name,
    attachments.attachment_can_run,
    attachments.attachment_ending_missing,
    attachments.attachment_is_source,
    contents.body_empty,
    personal_data.identity_number,
    personal_data.mobile_number,
    personal_data.bank_card_number,
    personal_data.secrecy_mark,
)

# The same for a document alone: those that judge it, and those that judge its texts.
_DOCUMENT_CHECKS = tuple(check for check in PAPER_CHECKS if check.parts in (entries, documents))
_TEXT_CHECKS = tuple(check for check in PAPER_CHECKS if check.parts is passages)

# Checks that compare papers, or look at plans and at the portal alone.
PORTAL_CHECKS: tuple[Check[Portal], ...] = (
    identifiers.number_duplicate,
    identifiers.index_number_duplicate,
    contents.document_twice,
    contents.published_far_ahead,
    plans.plan_without_tasks,
    plans.task_number_repeated,
    plans.numbering_gap,
    identity.site_address_missing,
    identity.id_code_form,
    identity.icp_form,
    identity.police_number_form,
    search.search_outgrown,
)

CONTENT_CHECKS = PAPER_CHECKS + PORTAL_CHECKS

ABSENCE_CHECKS: tuple[Check[Portal], ...] = (
    columns.column_empty,
    units.unit_unnamed,
)

FILE_CHECKS: tuple[Check[Material], ...] = (
    attachments.attachment_missing,
    attachments.attachment_big,
    attachments.attachment_not_as_named,
)

# Checks that need every page of the site.
LINK_CHECKS: tuple[Check[Site], ...] = (
    links.broken_link,
    links.broken_anchor,
    links.foreign_resource,
    links.unreachable_page,
)

# Checks that hold what became of old addresses against the files of the site.
MOVE_CHECKS: tuple[Check[Moves], ...] = (
    redirects.redirect_shadow,
    redirects.redirect_nowhere,
)

# Checks that judge each page by itself.
PAGE_CHECKS: tuple[PageCheck, ...] = (
    markup.page_title_missing,
    markup.page_language_missing,
    markup.one_main_heading,
    markup.heading_skip,
    markup.id_repeated,
    markup.image_alt_missing,
    markup.inline_code,
    tags.head_tag_missing,
    tags.head_tag_empty,
    tags.head_tag_wrong,
)

SITE_CHECKS = LINK_CHECKS + PAGE_CHECKS


@dataclass(frozen=True, slots=True)
class Explanation:
    """What `gongkai explain` says of a code.

    kind: when it is found (读取内容, 检查内容, 检查网页). text: why, and how to mend, in lines.
    basis: papers that demand it, each with its id. weight: 错误, 警告 or 提示, "" when it varies.
    """

    code: str
    title: str
    text: str
    kind: str
    basis: tuple[str, ...] = ()
    weight: str = ""


def check_content(
    portal: Portal, content: Path | None = None, *, whole: bool = True
) -> tuple[Problem, ...]:
    """What is wrong with a portal that could be read, in the order of a report.

    content: its folder; without it nothing is said about the attached files themselves.
    whole: False when papers with errors were left out; then nothing is said of what is missing.
    """
    found = _run(CONTENT_CHECKS, portal)
    if whole:
        found += _run(ABSENCE_CHECKS, portal)
    if content is not None:
        found += _run(FILE_CHECKS, Material(portal, content))
    return tuple(sorted(found, key=Problem.sort_key))


def check_paper(document: Document) -> tuple[Problem, ...]:
    """What is wrong with one document whatever else the portal and the disk hold."""
    found = [check.problem(each) for check in _DOCUMENT_CHECKS for each in check.judge(document)]
    suspects = [passage for passage in of_document(document) if is_suspect(passage.text)]
    if suspects:
        for check in _TEXT_CHECKS:
            found += (check.problem(each) for text in suspects for each in check.judge(text))
    return tuple(found)


def check_rest(portal: Portal, content: Path, *, whole: bool = True) -> tuple[Problem, ...]:
    """What check_content finds beyond what check_paper says of each document.

    Outlines of the documents are enough.
    """
    without = replace(portal, documents=())
    found = _run(PAPER_CHECKS, without) + _run(FILE_CHECKS, Material(portal, content))
    found += _run(PORTAL_CHECKS, portal)
    if whole:
        found += _run(ABSENCE_CHECKS, portal)
    return tuple(found)


def check_page(page: Summary) -> tuple[Problem, ...]:
    """What is wrong with one finished page, whatever the others are."""
    found: list[Problem] = []
    for check in PAGE_CHECKS:
        if faults := check.judge(page):
            found += check.told(page, faults)
    return tuple(found)


def check_links(site: Site) -> tuple[Problem, ...]:
    """What is wrong between finished pages; of their summaries only ids and links are asked."""
    return tuple(_run(LINK_CHECKS, site))


def check_moves(moved: Iterable[Redirect], files: Iterable[str]) -> tuple[Problem, ...]:
    """What is wrong with redirects in a site of those files."""
    return tuple(_run(MOVE_CHECKS, Moves(tuple(moved), frozenset(files))))


def check_site(
    html: Iterable[tuple[str, bytes]], addresses: frozenset[str], root: str = "/"
) -> tuple[Problem, ...]:
    """What is wrong with finished pages, in the order of a report.

    html: (file, bytes) of each page (plans/a/index.html); addresses: every file of the site;
    root: path of its home on the server ("/" or "/portal/").
    Raises UnicodeDecodeError when a page is not UTF-8.
    """
    return tuple(sorted(_run(SITE_CHECKS, read_site(html, addresses, root)), key=Problem.sort_key))


def _run(checks: Iterable[Check[Any]], subject: object) -> list[Problem]:
    return [problem for check in checks for problem in check.problems(subject)]


def explain(code: str) -> Explanation | None:
    """What a code means, or None when there is no such code."""
    return _EXPLANATIONS.get(code)


def all_codes() -> tuple[str, ...]:
    """Every code there is: those of reading first, then of content and of finished pages."""
    return tuple(_EXPLANATIONS)


def _of_check(check: Check[Any], kind: str) -> Explanation:
    basis = tuple(f"{basis.source}（{basis.key}）" for basis in check.basis)
    return Explanation(check.code, check.title, check.explanation, kind, basis, check.weight.value)


_EXPLANATIONS = {
    explanation.code: explanation
    for explanation in (
        *(
            Explanation(code, title, f"{meaning}\n{mend}".strip(), "读取内容")
            for code, (title, meaning, mend) in CODES.items()
        ),
        *(_of_check(check, "检查内容") for check in (*CONTENT_CHECKS, *ABSENCE_CHECKS)),
        *(_of_check(check, "检查内容") for check in FILE_CHECKS),
        *(_of_check(check, "检查网页") for check in SITE_CHECKS),
        *(_of_check(check, "检查网页") for check in MOVE_CHECKS),
    )
}
