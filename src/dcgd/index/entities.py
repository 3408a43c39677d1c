"""Rows of the index as entities again, for judging. What is in the index has passed the gate."""

import json
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dcgd.model import Adjustment, Checkpoint, Report, Reporting, Rules, Status, Thresholds


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
            field=each["field"],
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
    reporting = {**found["reporting"], "first": found["reporting"]["first"] and day(found["reporting"]["first"])}
    return Rules(
        pace=found["pace"],
        thresholds=thresholds,
        reporting=Reporting(**reporting),
        lights={Status(key): light for key, light in found["lights"].items()},
    )
