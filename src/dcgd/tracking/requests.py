"""Describes requests to adjust an item: where each stands on a day, and whether it was asked in time. Pure."""

from datetime import date
from typing import Any

from dcgd.index.codec import plain
from dcgd.model import Request

_LABELS = {"ask": "待决定", "approve": "已批准", "refuse": "未批准", "withdraw": "已撤回"}


def row(request: Request, as_of: date) -> dict[str, Any] | None:
    """What a listing shows of a request as of a day; None before it was asked."""
    steps = [step for step in request.steps if step.date <= as_of]
    if not steps:
        return None
    decided = steps[-1] if len(steps) > 1 else None
    return {
        "id": request.id,
        "subject": request.subject,
        "field": request.field.value,
        "to": plain(request.to),
        "checkpoint": plain(request.checkpoint),
        "asked": steps[0].date.isoformat(),
        "by": steps[0].by,
        "why": steps[0].note,
        "label": _LABELS[steps[-1].action],
        "open": decided is None,
        "decided": decided.date.isoformat() if decided else None,
        "decided_by": decided.by if decided else None,
        "decided_why": decided.note if decided else None,
        "steps": plain(steps),
    }
