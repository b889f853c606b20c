"""Plans as Hypothesis makes them: every field, awkward texts, and responsibilities we know."""

from dataclasses import replace
from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from gongkai.model.plan import (
    Content,
    Item,
    NamedUnit,
    Paragraph,
    ParagraphKind,
    Party,
    Plan,
    Progress,
    ProgressStatus,
    Responsibility,
    Section,
    Task,
)
from gongkai.model.record import Attachment, Correction, Disclosure, Record, Validity
from gongkai.model.region import Level, Region
from gongkai.model.unit import Unit, UnitKind
from gongkai.problems import Place
from gongkai.sources.unit_names import unit_names
from gongkai.terms.numerals import chinese_numeral, heading_numeral
from gongkai.terms.responsibility import find_doubts, find_statements
from gongkai.terms.roles import Role

PLACE = Place("content/plans/shilishi-2025.md", 1, 1)
REGION = Region(slug="shilishi", name="示例市", level=Level.CITY, place=PLACE)


def _unit(slug: str, name: str, *aliases: str) -> Unit:
    return Unit(
        region="shilishi",
        slug=slug,
        name=name,
        kind=UnitKind.OFFICE,
        aliases=aliases,
        place=PLACE,
    )


UNITS = (
    _unit("caizhengju", "市财政局", "财政局"),
    _unit("jiaoyuju", "市教育局", "教育局"),
    _unit("gezhenjie", "各镇街"),
)
NAMES = unit_names(UNITS)


def _party(
    role: Role, *named: tuple[str, str], open_ended: bool = False, manner: str = ""
) -> Party:
    units = tuple(NamedUnit(unit=("shilishi", slug), printed=words) for slug, words in named)
    return Party(role=role, units=units, open_ended=open_ended, manner=manner)


_FINANCE, _SCHOOLS, _TOWNS = (
    ("caizhengju", "市财政局"),
    ("jiaoyuju", "教育局"),
    ("gezhenjie", "各镇街"),
)
# Annotations and what they say: written down here, not read by the code that is tested.
ANNOTATIONS = (
    ("（责任单位：市财政局）", (_party(Role.RESPONSIBLE, _FINANCE),)),
    (
        "（牵头单位：市财政局、教育局；责任单位：各镇街）",
        (_party(Role.LEAD, _FINANCE, _SCHOOLS), _party(Role.RESPONSIBLE, _TOWNS)),
    ),
    (
        "(责任单位:市财政局、教育局等)",
        (_party(Role.RESPONSIBLE, _FINANCE, _SCHOOLS, open_ended=True),),
    ),
    ("（市财政局、教育局分别牵头落实）", (_party(Role.LEAD, _FINANCE, _SCHOOLS, manner="分别"),)),
)

LETTERS = "公开信息示例甲乙，。、：；“”（）〔〕abcN019 .-#*_|<>[]{}&!%@`'\"\\:+=~?$^/,"


@st.composite
def texts(draw: st.DrawFn, max_size: int = 30) -> str:
    """One line without blanks at its ends that says nothing of responsibilities."""
    head = draw(
        st.sampled_from(("", "#", "# ", "## 甲", "---", "***", "- ", "\\", "\\#", ": ", "' "))
    )
    tail = draw(st.sampled_from(("", " #", " ##", "\\", ":", '"', "：", "|", " #甲")))
    text = (head + draw(st.text(LETTERS, max_size=max_size)) + tail).strip()
    assume(text and not find_statements(text) and not find_doubts(text))
    return text


long_texts = st.one_of(texts(), texts(max_size=200))


@st.composite
def _tasks(draw: st.DrawFn, prefix: str, alone: bool) -> tuple[Content, ...]:
    """Tasks, then paragraphs outside tasks, as the rules of the format divide a text."""
    count = draw(st.integers(0, 3))
    content: list[Content] = []
    line = ""
    expected: list[str] = []
    for order in range(1, count + 1):
        annotation, parties = draw(st.sampled_from(ANNOTATIONS))
        pieces = draw(st.lists(long_texts, min_size=1, max_size=2))
        joined = bool(content) and draw(st.booleans())
        assume(not (joined and pieces[0][0] in "。；;（("))
        line = line + pieces[0] if joined else pieces[0]
        expected = expected if joined else []
        if len(pieces) > 1:
            assume(_reads(line, expected))
            line, expected = pieces[-1], []
        line, expected = line + annotation, [*expected, annotation]
        assume(_reads(line, expected))
        content.append(
            Task(
                number=prefix if alone and count == 1 else f"{prefix}.{order}",
                paragraphs=(*pieces[:-1], pieces[-1] + annotation),
                responsibility=Responsibility(annotation=annotation, parties=parties, place=PLACE),
                joined=joined,
                place=PLACE,
            )
        )
    for place, text in enumerate(draw(st.lists(long_texts, max_size=2))):
        joined = count > 0 and place == 0 and draw(st.booleans())
        assume(not (joined and text[0] in "。；;（("))
        assume(_reads(line + text if joined else text, expected if joined else []))
        content.append(Paragraph(text=text, joined=joined, place=PLACE))
    return tuple(content)


def _reads(line: str, annotations: list[str]) -> bool:
    """Whether a line says these annotations and nothing else: other texts are drawn anew."""
    return [each.annotation for each in find_statements(line)] == annotations and not find_doubts(
        line
    )


@st.composite
def _items(draw: st.DrawFn, section: int) -> tuple[Item, ...]:
    return tuple(
        Item(
            number=str(order),
            heading=f"（{chinese_numeral(order)}）" + draw(texts()),
            content=draw(_tasks(f"{section}.{order}", True)),
            place=PLACE,
        )
        for order in range(1, draw(st.integers(0, 2)) + 1)
    )


@st.composite
def _section(draw: st.DrawFn, order: int) -> Section:
    items = draw(_items(order))
    prefix = f"{order}.0" if items else str(order)
    return Section(
        number=str(order),
        heading=f"{chinese_numeral(order)}、" + draw(texts()),
        content=draw(_tasks(prefix, False)),
        items=items,
        place=PLACE,
    )


@st.composite
def _paragraphs(draw: st.DrawFn) -> tuple[Paragraph, ...]:
    kinds = st.sampled_from(ParagraphKind)
    drawn = draw(st.lists(st.tuples(long_texts, kinds), max_size=3))
    assume(not any(heading_numeral(text) for text, _ in drawn))
    return tuple(Paragraph(text=text, kind=kind, place=PLACE) for text, kind in drawn)


_days = st.none() | st.dates(date(1950, 1, 1), date(2099, 12, 31))
_optional = st.just("") | texts()


@st.composite
def _records(draw: st.DrawFn) -> Record:
    published = draw(_days)
    correction = st.builds(
        Correction, found=texts(), mended=_optional, reason=texts(), place=st.just(PLACE)
    )
    return Record(
        title=draw(texts()),
        issuer=draw(_optional),
        number=draw(st.sampled_from(("", "示政办发〔2025〕3号", "示政办发〔2025〕第03号"))),
        index_number=draw(_optional),
        written=draw(_days),
        published=published,
        published_time=draw(st.sampled_from(("", "08:30"))) if published else "",
        effective=draw(_days),
        subject=draw(_optional),
        genre=draw(_optional),
        disclosure=draw(st.none() | st.sampled_from(Disclosure)),
        validity=draw(st.none() | st.sampled_from(Validity)),
        source=draw(_optional),
        keywords=tuple(draw(st.lists(texts(), max_size=3))),
        corrections=tuple(draw(st.lists(correction, max_size=2))),
        incomplete=draw(_optional),
        place=PLACE,
    )


_progress = st.builds(
    Progress,
    status=st.sampled_from(ProgressStatus),
    date=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    text=_optional,
    evidence=_optional,
    place=st.just(PLACE),
)
_attachments = st.builds(
    Attachment, title=texts(), file=_optional, note=_optional, place=st.just(PLACE)
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of 示例市 in canonical form: what the format says is what the model holds."""
    sections = tuple(draw(_section(order)) for order in range(1, draw(st.integers(1, 3)) + 1))
    closing = draw(_paragraphs())
    return Plan(
        slug="shilishi-2025",
        record=draw(_records()),
        region="shilishi",
        year=draw(st.integers(1950, 2099)),
        preamble=draw(_paragraphs()),
        sections=sections,
        closing=closing,
        attachments=tuple(draw(st.lists(_attachments, max_size=2))),
        place=PLACE,
    )


def with_progress(plan: Plan, entries: tuple[Progress, ...]) -> Plan:
    """The plan with entries on its first task, unchanged when it has none."""
    first = next(plan.tasks(), None)
    if first is None or not entries:
        return plan

    def told(content: tuple[Content, ...]) -> tuple[Content, ...]:
        return tuple(replace(part, progress=entries) if part is first else part for part in content)

    return replace(
        plan,
        sections=tuple(
            replace(
                section,
                content=told(section.content),
                items=tuple(replace(item, content=told(item.content)) for item in section.items),
            )
            for section in plan.sections
        ),
    )


progress_lists = st.lists(_progress, max_size=2).map(tuple)
