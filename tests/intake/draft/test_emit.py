"""Entities as YAML: reading what was written gives them back, in the layout that a person keeps by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.intake.draft.emit import people_yaml, tasks_yaml, units_yaml
from dcgd.model import (
    Adjustable,
    Adjustment,
    Checkpoint,
    Document,
    Kind,
    Milestone,
    Person,
    Section,
    Target,
    Task,
    Unit,
)
from dcgd.registry.content import Registry
from dcgd.registry.load import Reading, read
from texts import SEEN

ROOT = Path(__file__).resolve().parents[3]

WORDS = st.text(
    st.one_of(
        st.sampled_from("区财政局（）【】：；，、。“”《》5%-#:,[]{}&*!|>'\"@`~?\\\n\t 0.yn=<"),
        SEEN,
    ),
    min_size=1,
    max_size=20,
).filter(lambda text: not text.isspace())


def is_bare(text: str) -> bool:
    """Whether no quotes of an input method stand around a text: a name or a measure in such is refused."""
    return text.strip("“”") == text


NAMES = WORDS.filter(is_bare)
DAYS = st.dates(date(1950, 1, 1), date(2999, 12, 31))
NUMBERS = st.decimals(-(10**12), 10**12, places=3).map(lambda number: number.normalize() + 0)
MAYBE = st.none() | WORDS
ADJUSTMENTS = st.lists(
    st.builds(
        lambda before, after, day, reason: Adjustment(
            date=day, field=Adjustable.VALUE, from_=before, to=after, reason=reason, approved_by=reason
        ),
        NUMBERS,
        NUMBERS,
        DAYS,
        WORDS,
    ),
    max_size=2,
).map(tuple)
TARGETS = st.builds(
    Target,
    id=st.sampled_from(["1-1", "12-34", "x-1", "1-m"]),
    indicator=WORDS,
    kind=st.sampled_from(["cumulative", "level", "standing"]),
    comparator=st.sampled_from(["at_least", "about"]),
    value=NUMBERS,
    unit_measure=NAMES,
    quote=WORDS,
    firmness=st.sampled_from(["firm", "strive"]),
    implied=st.booleans(),
    due=st.none() | DAYS,
    baseline=st.none() | NUMBERS,
    checkpoints=st.lists(st.builds(Checkpoint, date=DAYS, value=NUMBERS), max_size=2).map(tuple),
    adjustments=ADJUSTMENTS,
    note=MAYBE,
    review=st.booleans(),
)
MILESTONES = st.builds(
    Milestone, id=st.just("1-m1"), title=WORDS, quote=WORDS, due=st.none() | DAYS, note=MAYBE, review=st.booleans()
)
TASKS = st.builds(
    Task,
    number=st.integers(1, 1_000_000),
    title=WORDS,
    text=WORDS,
    leads=st.lists(WORDS, max_size=3).map(tuple),
    participants=st.lists(WORDS, max_size=3).map(tuple),
    due=st.none() | DAYS,
    targets=st.lists(TARGETS, max_size=2).map(tuple),
    milestones=st.lists(MILESTONES, max_size=2).map(tuple),
    note=MAYBE,
    review=st.booleans(),
)
SECTIONS = st.builds(Section, number=WORDS, title=WORDS, tasks=st.lists(TASKS, max_size=2).map(tuple))
DOCUMENTS = st.builds(
    Document, number=WORDS, title=WORDS, issuer=WORDS, issued=DAYS, start=DAYS, due=DAYS, note=MAYBE
)  # fmt: skip
UNITS = st.builds(Unit, name=NAMES, aliases=st.lists(NAMES, max_size=3).map(tuple), note=MAYBE, review=st.booleans())


def reread(tasks: str, units: str) -> Reading:
    files = {"tasks.yaml": tasks.encode("utf-8"), "units.yaml": units.encode("utf-8")}
    return read(Path("nowhere"), "", read_bytes=lambda path: files[path.name])


def sections_of(registry: Registry) -> tuple[Section, ...]:
    return tuple(
        Section(
            number=section.entity.number,
            title=section.entity.title,
            tasks=tuple(filed.entity for filed in registry.tasks if filed.place.path[:2] == section.place.path),
        )
        for section in registry.sections
    )


@pytest.mark.slow
@given(DOCUMENTS, st.lists(SECTIONS, max_size=3).map(tuple), st.lists(UNITS, max_size=3).map(tuple))
def test_what_is_written_is_read_back(
    document: Document, sections: tuple[Section, ...], units: tuple[Unit, ...]
) -> None:
    registry = reread(tasks_yaml(document, sections), units_yaml(units)).registry

    assert registry.document == document
    assert sections_of(registry) == sections
    assert tuple(filed.entity for filed in registry.units) == units


def without_comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.lstrip().startswith("#")]


def test_the_layout_is_that_of_the_shipped_registry() -> None:
    registry = read(ROOT / "data").registry
    assert registry.document is not None

    tasks = tasks_yaml(registry.document, sections_of(registry))
    units = units_yaml(filed.entity for filed in registry.units)

    assert without_comments(tasks) == without_comments((ROOT / "data/tasks.yaml").read_text(encoding="utf-8"))
    assert without_comments(units) == without_comments((ROOT / "data/units.yaml").read_text(encoding="utf-8"))


def test_what_a_reviewer_looks_at_is_written_out_and_what_has_its_default_is_not() -> None:
    target = Target(
        id="1-1", indicator="甲", kind=Kind.LEVEL, value=Decimal("2.5"), unit_measure="%", quote="甲达到2.5%"
    )
    task = Task(number=1, title="甲", text="甲达到2.5%", leads=(), targets=(target,))
    day = date(2023, 1, 1)
    document = Document(number="甲〔2023〕1号", title="甲", issuer="甲", issued=day, start=day, due=day)

    text = "\n".join(without_comments(tasks_yaml(document, [Section(number="一", title="甲", tasks=(task,))])))

    assert "comparator: at_least" in text
    assert "leads: []" in text
    assert not any(key in text for key in ("firmness", "implied", "participants", "milestones", "note"))


def test_names_with_points_inside_are_no_slips() -> None:
    reading = reread("", units_yaml([Unit(name="各县（市、区）人民政府", aliases=("各县、各区",))]))

    assert not [diagnostic for diagnostic in reading.diagnostics if diagnostic.file == "units.yaml"]


def test_people_stand_each_on_a_line(tmp_path: Path) -> None:
    day = date(2023, 1, 1)
    document = Document(number="甲〔2023〕1号", title="甲", issuer="甲", issued=day, start=day, due=day)
    people = (
        Person(name="李某某（水利）", post="区委常委、副区长"),
        Person(name="张某", unit="区水利局", phone="13900000000"),
    )
    text = people_yaml(people)
    assert text.endswith(
        "people:\n  - {name: 李某某（水利）, post: 区委常委、副区长}\n"
        '  - {name: 张某, unit: 区水利局, phone: "13900000000"}\n'
    )
    for name, content in (("people", text), ("tasks", tasks_yaml(document, ())), ("units", units_yaml(()))):
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8", newline="\n")
    assert tuple(filed.entity for filed in read(tmp_path).registry.people) == people
