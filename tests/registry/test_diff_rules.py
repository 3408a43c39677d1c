"""When a weakening is approved, what is a correction, which record is which."""

from collections.abc import Callable

import pytest

from dcgd.registry.diff import Change, Effect

Edit = tuple[str, str, str]
TASKS, UNITS = "tasks.yaml", "units.yaml"
W, S, N, C = Effect.WEAKER, Effect.STRONGER, Effect.NEUTRAL, Effect.CORRECTION


def told(changes: list[Change]) -> list[tuple[str, Effect, str]]:
    return [(change.kind, change.effect, change.subject) for change in changes]


ADJUSTED = "{date: 2023-09-01, field: value, from: %s, to: %s, reason: 政策调整, approved_by: 常务会}"


def with_adjustments(*steps: tuple[str, str], value: str = "15") -> Edit:
    listed = "".join(
        f"\n              - {ADJUSTED % step}".replace("09-01", f"09-0{index + 1}") for index, step in enumerate(steps)
    )
    return TASKS, "value: 15", f"value: {value}\n            adjustments:{listed}"


def test_an_adjustment_approves_the_weakening_it_carries_out(changed: Callable[..., list[Change]]) -> None:
    for value in ("15", "12"):  # the original stays, or the record carries what holds now
        (change,) = changed(with_adjustments(("15", "12"), value=value))
        assert (change.kind, change.effect, change.before, change.after) == ("value-lowered", W, "15 家", "12 家")
        assert change.approval is not None
        assert change.approval.approved_by == "常务会"
        assert not change.unapproved


def test_several_adjustments_approve_together(changed: Callable[..., list[Change]]) -> None:
    (change,) = changed(with_adjustments(("15", "14"), ("14", "12")))
    assert (change.after, change.unapproved) == ("12 家", False)


@pytest.mark.parametrize(
    "edit",
    [
        (TASKS, "value: 15", "value: 12"),
        with_adjustments(("20", "12"), value="20"),
        with_adjustments(("15", "12"), ("11", "10")),
    ],
    ids=["none", "from another original", "a gap in the chain"],
)
def test_a_weakening_is_unapproved_where(edit: Edit, changed: Callable[..., list[Change]]) -> None:
    assert next(change for change in changed(edit) if change.kind == "value-lowered").unapproved


def test_an_approval_cannot_be_stretched(changed: Callable[..., list[Change]]) -> None:
    """Editing an adjustment that is there already approves nothing."""
    changes = changed(with_adjustments(("15", "10")), before=(with_adjustments(("15", "12")),))
    assert [(change.kind, change.unapproved) for change in changes] == [
        ("value-lowered", True),
        ("adjustment-changed", False),
    ]


def test_what_mends_a_contradiction_of_the_quote_is_a_correction(changed: Callable[..., list[Change]]) -> None:
    for wrong, right, kind in (
        ("value: 14", "value: 15", "value-raised"),
        ("value: 18", "value: 15", "value-lowered"),
        ("unit_measure: 个", "unit_measure: 家", "measure-changed"),
        ("comparator: more_than", "comparator: at_least", "comparator-eased"),
    ):
        (change,) = changed(before=((TASKS, right, wrong),))
        assert (change.kind, change.effect) == (kind, C)


def test_it_is_none_where_the_quote_changes_too(changed: Callable[..., list[Change]]) -> None:
    changes = changed(
        (TASKS, "value: 15", "value: 12"),
        (TASKS, "quote: 新增高新技术企业 15 家", "quote: 新增高新技术企业 12 家"),
        (TASKS, "企业。新增高新技术企业 15", "企业。新增高新技术企业 12"),
    )
    assert told(changes) == [("text-changed", W, "任务 1"), ("quote-changed", N, "1-1"), ("value-lowered", W, "1-1")]
    assert changes[0].detail == "…企业。新增高新技术企业 [-15-]{+12+} 家以上。力争研发投入占…"


def test_a_text_that_agrees_with_the_official_one_again_is_corrected(changed: Callable[..., list[Change]]) -> None:
    (change,) = changed(before=((TASKS, "建立企业库。\n", "建设企业库。\n"),))
    assert (change.kind, change.effect) == ("text-changed", C)


def test_a_task_put_before_renumbers_what_follows_and_reports_follow_their_items(
    changed: Callable[..., list[Change]],
) -> None:
    changes = changed(
        (TASKS, "      - number: 2\n", "      - {number: 2, title: 新, text: 新。, leads: []}\n      - number: 3\n"),
        (TASKS, "id: 2-1", "id: 3-1"),
        (TASKS, "      - number: 3\n        title: 就业", "      - number: 4\n        title: 就业"),
        (TASKS, "id: 3-1\n            indicator: 零", "id: 4-1\n            indicator: 零"),
        ("progress/2023-06.yaml", "target: 2-1", "target: 3-1"),
    )
    assert told(changes) == [
        ("task-renumbered", N, "任务 3"),
        ("task-renumbered", N, "任务 4"),
        ("task-added", S, "任务 2"),
    ]


def test_what_could_not_be_read_before_is_not_called_new(changed: Callable[..., list[Change]]) -> None:
    before = ((TASKS, "value: 90", "value: 九十"), (UNITS, "name: 区水利局", "nmae: 区水利局"))
    assert told(changed(before=before)) == [("readable", N, "任务 2"), ("readable", N, "区水利局")]


def test_places_are_those_of_the_newer_side(changed: Callable[..., list[Change]]) -> None:
    (change,) = changed((TASKS, "value: 15", "value: 12"))
    assert change.place.file == TASKS
    assert change.place.path == ("sections", 0, "tasks", 0, "targets", 0, "value")
