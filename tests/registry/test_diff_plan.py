"""Until the year's plan is settled, what becomes of its checkpoints neither weakens nor strengthens."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from dcgd.model import Planning
from dcgd.registry.content import Registry
from dcgd.registry.diff import Effect, Side, compare
from dcgd.registry.load import read
from districts import EXAMPLE

SETTLED = date(2025, 3, 31)
RELAXED = "- {date: 2025-06-30, value: 12}", "- {date: 2025-06-30, value: 10}"


def with_plan(registry: Registry, settled: date | None) -> Registry:
    return replace(registry, rules=replace(registry.rules, plan=Planning(settled=settled)))


def effects(example: Path, day: date | None, older: date | None = SETTLED, newer: date | None = SETTLED) -> set[Effect]:
    path = example / "tasks.yaml"
    text = path.read_text(encoding="utf-8").replace(*RELAXED)
    path.write_text(text.replace("value: 15\n", "value: 14\n", 1), encoding="utf-8")
    sides = (
        Side(with_plan(read(EXAMPLE).registry, older)),
        Side(with_plan(read(example).registry, newer), day=day),
    )
    changes = [change for change in compare(*sides) if change.subject in ("1-1", "2-2")]
    assert {change.kind for change in changes} == {"value-lowered", "checkpoints-eased"}
    assert next(change.effect for change in changes if change.kind == "value-lowered") is Effect.WEAKER
    return {change.effect for change in changes if change.kind == "checkpoints-eased"}


def test_up_to_the_day_it_is_neutral_and_after_it_it_weakens(example: Path) -> None:
    assert effects(example, SETTLED) == {Effect.NEUTRAL}
    assert effects(example, date(2025, 4, 1)) == {Effect.WEAKER}


def test_without_a_day_of_settling_or_a_known_day_it_weakens(example: Path) -> None:
    assert effects(example, SETTLED, older=None, newer=None) == {Effect.WEAKER}
    assert effects(example, None) == {Effect.WEAKER}


def test_to_settle_it_later_does_not_reopen_it(example: Path) -> None:
    assert effects(example, date(2025, 4, 1), newer=date(2025, 6, 30)) == {Effect.WEAKER}
    assert effects(example, SETTLED, older=None) == {Effect.NEUTRAL}
