"""What holds of any two registries: nothing that differs in meaning is passed over in silence."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcgd.model import Adjustment, Milestone, Target, Task
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.diff import Effect, Side, compare
from dcgd.registry.load import read

patient = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
SMALL = read(Path(__file__).parent / "small").registry

texts = st.sampled_from(["甲", "乙", "甲乙", "新增 15 家以上"])
days = st.sampled_from([date(2023, 3, 31), date(2023, 6, 30), date(2023, 12, 31)])
numbers = st.sampled_from([Decimal(0), Decimal(15), Decimal("15.0"), Decimal("2.8"), Decimal(100)])
adjustments = st.builds(
    Adjustment,
    date=days,
    field=st.just("value"),
    from_=numbers,
    to=numbers,
    reason=texts,
    approved_by=texts,
)
SOME: dict[str, st.SearchStrategy[Any]] = {
    "indicator": texts,
    "title": texts,
    "text": texts,
    "quote": texts,
    "unit_measure": texts,
    "note": st.none() | texts,
    "kind": st.sampled_from(["cumulative", "level", "standing"]),
    "comparator": st.sampled_from(["at_least", "more_than", "about", "at_most"]),
    "firmness": st.sampled_from(["firm", "strive"]),
    "value": numbers,
    "baseline": st.none() | numbers,
    "start": st.none() | days,
    "due": st.none() | days,
    "pace": st.sampled_from([None, "monthly", "daily"]),
    "implied": st.booleans(),
    "review": st.booleans(),
    "adjustments": st.lists(adjustments, max_size=2).map(tuple),
    "leads": st.lists(st.sampled_from(["区水利局", "区财政局", "区科技局"]), max_size=2).map(tuple),
    "participants": st.lists(st.sampled_from(["区水利局", "区财政局"]), max_size=2).map(tuple),
}


@st.composite
def edited(draw: st.DrawFn, entity: Any) -> Any:
    """An entity with some of its fields anew."""
    names = [field.name for field in fields(entity) if field.name in SOME]
    return replace(entity, **{name: draw(SOME[name]) for name in draw(st.sets(st.sampled_from(names), max_size=3))})


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """The small registry with some fields of some tasks and items anew."""
    tasks = []
    for filed in SMALL.tasks:
        task: Task = draw(edited(filed.entity))
        task = replace(
            task,
            targets=tuple(draw(edited(part)) for part in task.targets),
            milestones=tuple(draw(edited(part)) for part in task.milestones),
        )
        tasks.append(FiledTask(task, filed.place, filed.section))
    return replace(SMALL, tasks=tuple(tasks))


def meaning(task: Task) -> Task:
    """A task as far as it means something: dates written out that hold anyway are the same as none."""
    assert SMALL.document is not None
    whole, start = task.due or SMALL.document.due, SMALL.document.start

    def item(part: Target | Milestone) -> Any:
        unordered = tuple(sorted(part.adjustments, key=repr))
        return replace(part, due=part.due or whole, start=part.start or start, adjustments=unordered)

    return replace(
        task,
        due=whole,
        targets=tuple(item(part) for part in task.targets),
        milestones=tuple(item(part) for part in task.milestones),
    )


@patient
@given(registries())
def test_a_registry_compared_with_itself_has_no_changes(registry: Registry) -> None:
    assert compare(Side(registry), Side(registry)) == []


@patient
@given(registries(), registries())
def test_what_differs_is_told_of_the_task_it_is_in(older: Registry, newer: Registry) -> None:
    changes = compare(Side(older), Side(newer))
    told = {change.place.path[:4] for change in changes}
    gone = any(change.kind == "task-removed" for change in changes)
    for was, now in zip(older.tasks, newer.tasks, strict=True):
        if meaning(was.entity) != meaning(now.entity):
            assert gone or now.place.path[:4] in told


@patient
@given(registries(), registries())
def test_only_a_weakening_can_be_unapproved_and_an_approval_leads_to_what_is_now(
    older: Registry, newer: Registry
) -> None:
    written = {item.id: item.adjustments for _filed, item, _place in newer.items}
    for change in compare(Side(older), Side(newer)):
        assert not change.unapproved or change.effect is Effect.WEAKER
        if change.approval is not None:
            assert change.approval in written[change.subject]
            assert change.after.startswith(str(change.approval.to))


@patient
@given(registries(), registries())
def test_the_way_back_weakens_what_the_way_there_strengthened(older: Registry, newer: Registry) -> None:
    """Of values, due dates and firmness: what is harder one way is easier the other way, corrections apart."""
    kinds = {
        "due-later": "due-earlier",
        "firmness-eased": "firmness-tightened",
        "comparator-eased": "comparator-tightened",
    }
    there, back = compare(Side(older), Side(newer)), compare(Side(newer), Side(older))
    for forth, reverse in kinds.items():
        assert sum(change.kind == forth for change in there) == sum(change.kind == reverse for change in back)
