"""Rows of the index as entities again, for judging. What is in the index has passed the gate."""

import json
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dcgd.model import (
    Action,
    Adjustable,
    Adjustment,
    Appraisal,
    ByRole,
    Checkpoint,
    Cycle,
    Evaluation,
    Level,
    Light,
    Notice,
    Notices,
    PaceMode,
    Problem,
    Profile,
    Report,
    Reporting,
    Rules,
    Status,
    Step,
    Thresholds,
)


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """`YYYY-MM-DD` as a date; a registry has few of them, many times."""
    return date.fromisoformat(text)


def number(value: float | None) -> Decimal | None:
    """A REAL as the decimal that was written: its shortest form is exact to 15 digits."""
    return None if value is None else Decimal(repr(value))


def _scalar(value: Any) -> Decimal | date | str:
    if isinstance(value, str):
        try:
            return day(value)
        except ValueError:
            return value
    return Decimal(repr(value))


def adjustments(text: str) -> tuple[Adjustment, ...]:
    """The `adjustments` column."""
    if text == "[]":
        return ()
    return tuple(
        Adjustment(
            date=day(each["date"]),
            field=Adjustable(each["field"]),
            from_=_scalar(each["from"]),
            to=_scalar(each["to"]),
            reason=each["reason"],
            approved_by=each["approved_by"],
        )
        for each in json.loads(text)
    )


def checkpoints(text: str) -> tuple[Checkpoint, ...]:
    """The `checkpoints` column."""
    if text == "[]":
        return ()
    return tuple(Checkpoint(date=day(each["date"]), value=Decimal(repr(each["value"]))) for each in json.loads(text))


REPORT = ("target", "milestone", "task", "date", "value", "percent", "by", "note", "evidence", "correction")


def report(row: tuple[Any, ...]) -> Report:
    """The columns of `REPORT`."""
    target, milestone, task, reported, value, percent, by, note, evidence, correction = row
    return Report(
        target=target,
        milestone=milestone,
        task=task,
        date=day(reported),
        value=number(value),
        percent=number(percent),
        by=by,
        note=note,
        evidence=evidence,
        correction=bool(correction),
    )


PROBLEM = ("id", "task", "target", "title", "steps")


def problem(row: tuple[Any, ...]) -> Problem:
    """The columns of `PROBLEM`."""
    name, task, target, title, steps = row
    found = tuple(
        Step(
            **{
                **each,
                "action": Action(each["action"]),
                "date": day(each["date"]),
                "deadline": each["deadline"] and day(each["deadline"]),
            }
        )
        for each in json.loads(steps)
    )
    return Problem(id=name, task=task, target=target, title=title, steps=found)


def _appraisal(found: dict[str, Any]) -> Appraisal:
    own = {key: _decimals(value) for key, value in found.items() if key != "reference"}
    own["profile"] = Profile(own["profile"])
    own["items"] = {Status(status): ByRole(**points) for status, points in own["items"].items()}
    own["evaluations"] = tuple(Evaluation(**{**each, "date": day(each["date"])}) for each in own["evaluations"])
    return Appraisal(**own, reference=found["reference"])


def _decimals(value: Any) -> Any:
    """A part of JSON with its numbers as the decimals that were written."""
    if isinstance(value, dict):
        return {key: _decimals(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_decimals(item) for item in value]
    return Decimal(repr(value)) if isinstance(value, int | float) else value


@lru_cache(maxsize=64)
def rules(text: str) -> Rules:
    """The `rules` column of a document: empty for the defaults."""
    if not text:
        return Rules()
    found = json.loads(text)
    limits = found["thresholds"]
    thresholds = Thresholds(
        behind=Decimal(repr(limits["behind"])),
        far_behind=Decimal(repr(limits["far_behind"])),
        due_soon_days=limits["due_soon_days"],
        tolerance=Decimal(repr(limits["tolerance"])),
    )
    reporting = {
        **found["reporting"],
        "cycle": Cycle(found["reporting"]["cycle"]),
        "first": found["reporting"]["first"] and day(found["reporting"]["first"]),
    }
    return Rules(
        pace=PaceMode(found["pace"]),
        thresholds=thresholds,
        reporting=Reporting(**reporting),
        lights={Status(key): Light(light) for key, light in found["lights"].items()},
        appraisal=_appraisal(found["appraisal"]),
        notices=_notices(found["notices"]),
    )


def _notices(found: dict[str, Any]) -> Notices:
    levels = {Status(key): level for key, level in found["levels"].items()}
    return Notices(**{**found, "levels": levels})


NOTICE = ("number", "level", "unit", "subject", "issued", "reply_by", "reason", "replied")


def notice(row: tuple[Any, ...]) -> Notice:
    """The columns of `NOTICE`."""
    found = dict(zip(NOTICE, row, strict=True))
    dates = {key: day(found[key]) if found[key] else None for key in ("issued", "reply_by", "replied")}
    return Notice(**{**found, "level": Level(found["level"]), **dates})
