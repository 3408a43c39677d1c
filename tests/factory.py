"""Things that tests are about, of which each test says only what matters to it.

Unless told otherwise a target is 100 家 in 2023, announced on the first day of that year; reports are of it.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dcgd.model import Action, Kind, Problem, Report, Rules, Step, Target, What
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict, assess

START, DUE = date(2023, 1, 1), date(2023, 12, 31)
"""The year of what is made here."""


def target(**changes: Any) -> Item:
    """A target that counts up from nothing."""
    fields: dict[str, Any] = {
        "id": "5-1",
        "what": What.TARGET,
        "task": 5,
        "title": "新增高新技术企业",
        "start": START,
        "due": DUE,
        "announced": START,
        "kind": Kind.CUMULATIVE,
        "value": Decimal(100),
        "unit_measure": "家",
    }
    return Item(**{**fields, **changes})


def standing(**changes: Any) -> Item:
    """A target to be held all the time."""
    return target(**{"kind": Kind.STANDING, "value": Decimal(95), "unit_measure": "%", **changes})


def milestone(**changes: Any) -> Item:
    """A deliverable without a number."""
    return target(**{"id": "5-m1", "what": What.MILESTONE, "kind": None, "value": None, "unit_measure": "", **changes})


def report(day: str | date, value: str | int | None = None, percent: str | int | None = None, **more: Any) -> Report:
    """A report of a day; of the target unless `more` names something else."""
    number, share = (None if given is None else Decimal(given) for given in (value, percent))
    of = {} if {"milestone", "task"} & more.keys() else {"target": "5-1"}
    made = date.fromisoformat(day) if isinstance(day, str) else day
    return Report(date=made, value=number, percent=share, **{**of, **more})


def verdict_of(item: Item, reports: Sequence[Report], day: str, rules: Rules | None = None, **more: Any) -> Verdict:
    """The verdict on an item on a day."""
    return assess(item, reports, date.fromisoformat(day), rules or Rules(), **more)


def part(**changes: Any) -> Target:
    """A target as a document has it: 15 家, without days of its own."""
    fields: dict[str, Any] = {
        "id": "5-1",
        "indicator": "新增高新技术企业",
        "kind": Kind.CUMULATIVE,
        "value": Decimal(15),
        "unit_measure": "家",
        "quote": "新增 15 家",
    }
    return Target(**{**fields, **changes})


def step(action: Action | str, day: date, **more: Any) -> Step:
    """A step of a problem, by the office that watches over it."""
    return Step(action=Action(action), date=day, **{"by": "区政府办公室", **more})


def problem(*steps: Step, **changes: Any) -> Problem:
    """A problem of task 5 with these steps."""
    return Problem(**{"id": "WT-2023-001", "task": 5, "title": "图纸缺失", "steps": steps, **changes})
