"""What a closed registry (归档) still takes: corrections and withdrawals, nothing else."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from dcgd.errors import Refused
from dcgd.registry.content import Filed, Registry
from dcgd.registry.diff import Side, compare

_CORRECTING = {"report-corrected", "report-withdrawn", "seal-added"}
"""Kinds of change that it takes; a seal records nothing new, and what was corrected may have to be sealed again."""
_WITHDRAWING: Mapping[str, Callable[[Registry], Sequence[Filed[Any]]]] = {
    "problem-changed": lambda registry: registry.problems,
    "notice-changed": lambda registry: registry.notices,
    "request-changed": lambda registry: registry.requests,
    "paper-changed": lambda registry: registry.papers,
}
"""Kinds of change that may be a withdrawal, and the records they are of."""


def check_closed(before: Registry, after: Registry) -> None:
    """Raises Refused where a closed registry would take anything but a correction or a withdrawal."""
    document = before.document
    if document is None or document.closed is None:
        return
    new = _new_reports(before, after)
    for change in compare(Side(before), Side(after)):
        allowed = change.kind in _CORRECTING or _withdraws(change.kind, before, after)
        if not allowed or (change.kind == "report-corrected" and new):
            there_was_none = "，" + "、".join(f"{subject} 在 {day} 没有报送过" for subject, day in new) if new else ""
            takes = f"只收进展的更正、各种记录的撤回{there_was_none}"
            raise Refused(
                f"{document.number} 已于 {document.closed} 归档，{takes}；没有写入。"
                "确实要再登记别的，先删去 tasks.yaml 里的 closed"
            )


def _new_reports(before: Registry, after: Registry) -> list[tuple[str, date]]:
    """The item and day of each report of which there was none: a new one is no correction, whatever it calls itself."""
    there = {(filed.entity.subject, filed.entity.date) for filed in before.reports}
    come = [(filed.entity.subject, filed.entity.date) for filed in after.reports]
    return [subject_and_day for subject_and_day in come if subject_and_day not in there]


def _withdraws(kind: str, before: Registry, after: Registry) -> bool:
    """Whether all records that changed in this way were withdrawn."""
    records = _WITHDRAWING.get(kind)
    if records is None:
        return False
    both = zip(records(before), records(after), strict=True)
    changed = [(earlier.entity, later.entity) for earlier, later in both if earlier.entity != later.entity]
    return all(later.is_withdrawn and not earlier.is_withdrawn for earlier, later in changed)
