"""The stamp that tests give to records, and how to look at records without the stamps they get."""

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from dcgd.model import Stamp

WHO = "测试员"
"""Who writes in tests: see `DCGD_USER` in conftest.py."""


def stamp_of(day: date) -> Stamp:
    """The stamp of what is written on a day."""
    return Stamp(datetime.combine(day, time(9), timezone(timedelta(hours=8))), WHO)


def keys_of(day: date) -> str:
    """That stamp as it stands in a record."""
    return f"recorded: {day}T09:00:00+08:00, recorded_by: {WHO}"


_WRITTEN = rf", recorded: \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00, recorded_by: {WHO}"


def unstamped(text: str) -> str:
    """YAML as it would be without stamps, each of which must be whole, and without the days of receipt."""
    text, count = re.subn(_WRITTEN, "", text)
    assert count
    return re.sub(r", received: \d{4}-\d\d-\d\d", "", text)


def without_stamp(said: dict[str, Any]) -> dict[str, Any]:
    """What is said of a report without when and by whom it was handed in and recorded, and who signed its form."""
    whose = ("received", "recorded", "recorded_by", "filled_by", "checked_by")
    return {key: value for key, value in said.items() if key not in whose}


def subject(said: dict[str, Any]) -> str:
    """What a report is on, as the first columns of a form have it."""
    return str(said.get("target") or said.get("milestone") or said.get("task")) + f"@{said.get('share', '')}".rstrip(
        "@"
    )
