"""The docket as rows of the `assessments` table."""

from collections.abc import Iterable, Iterator
from typing import Any

from dcgd.tracking.docket import Entry, row


def sheet(entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
    """A row for each entry, in the order of the table's columns without `as_of`."""
    for entry in entries:
        found = row(entry)
        yield (
            entry.document,
            entry.item.id,
            entry.item.what,
            entry.item.task,
            entry.section,
            entry.item.title,
            found["due"],
            found["original_due"],
            found["status"],
            found["light"],
            found["at_risk"],
            "、".join(found["risks"]),
            "；".join(found["reasons"]),
            found.get("value"),
            found["reported_value"],
            found["reported_percent"],
            found["reported"],
            found["done_percent"],
            found["pace_percent"],
            found["gap_points"],
        )
