"""Records one by one: which are not as they were, and which came."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dcgd.registry.entries import canonical, changes, difference, digest_of, entries, without

reports = st.lists(
    st.builds(
        lambda item, day, value, recorded: {
            "target": item,
            "date": f"2023-06-{day:02d}",
            "value": value,
            **({"recorded": f"2023-07-{recorded:02d}T09:00:00+08:00"} if recorded else {}),
        },
        st.sampled_from(["5-1", "5-2"]),
        st.integers(1, 4),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=6,
)
FILE = "progress/2023-06.yaml"


def of(listed: list[dict[str, Any]], file: str = FILE, key: str = "reports") -> list[Any]:
    """The records of a file."""
    return list(entries(file, {key: listed}))


@given(reports, st.randoms())
def test_order_moves_and_ways_of_writing_change_nothing(listed: list[dict[str, Any]], chance: Any) -> None:
    mixed = [dict(reversed(report.items())) | {"value": Decimal(f"{report['value']}.0")} for report in listed]
    chance.shuffle(mixed)
    assert changes(of(listed), of(mixed, "progress/2023-07.yaml")) == []
    assert without(of(mixed), of(listed)) == []


@given(reports, reports)
def test_what_is_only_added_is_no_change_and_all_of_it_came(
    listed: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    assert changes(of(listed), of([*listed, *more])) == []
    assert len(without(of([*listed, *more]), of(listed))) == len(more)


@given(reports.filter(bool), st.data())
def test_a_record_that_is_not_as_it_was_is_told_once(listed: list[dict[str, Any]], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(listed) - 1))
    falsified = [dict(report) for report in listed]
    falsified[place]["value"] = 9
    [change] = changes(of(listed), of(falsified))
    assert change.now is not None
    assert change.now.data["value"] == 9
    assert difference(change).endswith("→ 9")
    lost = listed[:place] + listed[place + 1 :]
    [change] = changes(of(listed), of(lost))
    assert (change.before.said, change.now) == (canonical(listed[place]), None)


def test_a_date_that_was_changed_is_a_change_of_its_record() -> None:
    was = {"target": "5-1", "date": "2023-06-30", "value": 8}
    [change] = changes(of([was]), of([was | {"date": "2023-06-29"}]))
    assert difference(change) == "date 2023-06-30 → 2023-06-29"


def test_a_problem_may_gain_steps_and_lose_none() -> None:
    raised, assigned = {"action": "raise", "date": "2023-06-01"}, {"action": "assign", "date": "2023-06-02"}
    was = {"id": "WT-2023-001", "title": "图纸", "steps": [raised]}

    def told(now: dict[str, Any]) -> list[tuple[str, bool]]:
        before, after = (of([record], "problems.yaml", "problems") for record in (was, now))
        return [(change.before.what, change.now is None) for change in changes(before, after)]

    assert told(was | {"steps": [raised, assigned]}) == []
    assert told(was | {"title": "图样"}) == [("问题", False)]
    assert told(was | {"steps": [assigned]}) == [("问题的经过", False)]
    assert told(was | {"steps": []}) == [("问题的经过", True)]


def test_what_is_no_registry_has_no_records() -> None:
    nonsense: list[Any] = [
        None,
        3,
        [],
        {"reports": 3},
        {"reports": [None, 3]},
        {"sections": [{"tasks": [{"targets": 3}]}]},
    ]
    for data in nonsense:
        for file in (FILE, "problems.yaml", "tasks.yaml"):
            assert list(entries(file, data)) == []


def test_numbers_of_one_value_have_one_digest() -> None:
    assert digest_of({"b": 8, "a": Decimal("8.0")}) == digest_of({"a": 8, "b": Decimal("8.00")})
    assert digest_of({"a": Decimal("8.5")}) != digest_of({"a": 8})


def test_adjustments_are_of_tasks_targets_shares_and_milestones() -> None:
    def adjusted(reason: str, **more: Any) -> dict[str, Any]:
        return {"adjustments": [{"date": "2023-06-01", "reason": reason}], **more}

    share = adjusted("丙", unit="柳园街道")
    task = adjusted(
        "甲", number=5, targets=[adjusted("乙", id="5-1", shares=[share])], milestones=[adjusted("丁", id="5-m1")]
    )
    told = list(entries("tasks.yaml", {"sections": [{"tasks": [task]}]}))
    assert [(entry.subject, entry.data["reason"]) for entry in told] == [
        ("5", "甲"), ("5-1", "乙"), ("5-1@柳园街道", "丙"), ("5-m1", "丁"),
    ]  # fmt: skip
    assert told[2].place.path == ("sections", 0, "tasks", 0, "targets", 0, "shares", 0, "adjustments", 0)
