"""The checkpoints of items as a list: what is due by when, whose it is, and whether it is met. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dcgd.index.codec import plain
from dcgd.model import Duty
from dcgd.model.checkpoints import Planned
from dcgd.naming import qualified
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.checkpoints import met_since
from dcgd.tracking.judging.goals import goal_on
from dcgd.tracking.judging.reasons import due_at
from dcgd.words import Word


class CheckpointState(Word):
    """How a checkpoint stands on a day."""

    LATE = "late", "已过期"
    OPEN = "open", "未到期"
    MET = "met", "已完成"


@dataclass(frozen=True, slots=True)
class DueCheckpoint:
    """A checkpoint of a judged item as of a day.

    `met`: since when it is met, None where it is not. Of an item that is done nothing is asked, so that it is met.
    `days`: how many days it is past, negative those that are left.
    """

    judged: JudgedItem
    planned: Planned
    state: CheckpointState
    met: date | None
    days: int

    @property
    def wanted(self) -> str:
        """What is due: `达到 10 个`, `达到 60%`, `主体封顶`."""
        return due_at(self.planned.point, self.judged.item)

    @property
    def owners(self) -> list[str]:
        """Who does it."""
        return [name for name, duty in self.judged.home.people if duty is Duty.OWNER]

    @property
    def label(self) -> str:
        """How it stands, in Chinese: `已过 15 天，未完成`, `还有 15 天`, `就在当日`, `已完成（2025-06-28）`."""
        if self.state is CheckpointState.MET:
            return f"{self.state.chinese}（{self.met}）"
        if self.state is CheckpointState.LATE:
            return f"已过 {self.days} 天，未完成"
        return f"还有 {-self.days} 天" if self.days else "就在当日"

    def as_json(self) -> dict[str, Any]:
        """The row with the keys of JSON, in their order."""
        home, item, point = self.judged.home, self.judged.item, self.planned.point
        return {
            **({"document": home.document} if home.registry else {}),
            "id": qualified(home.registry, item.id),
            "what": item.what,
            "title": item.title,
            "task": qualified(home.registry, item.task),
            "section": home.section,
            "date": point.date.isoformat(),
            "original_date": self.planned.original.isoformat(),
            "wanted": self.wanted,
            "value": plain(point.value),
            "percent": plain(point.percent),
            "text": point.text,
            "leads": home.leads,
            "owners": self.owners,
            "state": self.state.value,
            "label": self.label,
            "met": plain(self.met),
            "days": self.days,
            "light": self.judged.verdict.light,
        }


def due_checkpoints(judged_items: Iterable[JudgedItem], as_of: date, first: date, last: date) -> list[DueCheckpoint]:
    """The checkpoints that are due from `first` to `last`, by date; of one date in the order of the items.

    The items are judged as of the same day.
    """
    due = (checkpoint for judged in judged_items for checkpoint in checkpoints_of(judged, as_of))
    return sorted(
        (checkpoint for checkpoint in due if first <= checkpoint.planned.point.date <= last),
        key=lambda checkpoint: checkpoint.planned.point.date,
    )


def checkpoints_of(judged: JudgedItem, as_of: date) -> Iterator[DueCheckpoint]:
    """All checkpoints of an item that is judged as of a day, in the order of the file."""
    verdict = judged.verdict
    goal = goal_on(judged.item, as_of, judged.rules.thresholds.tolerance)
    for planned in goal.checkpoints:
        met = met_since(planned, goal, judged.series, as_of)
        if met is None and verdict.status.is_done:
            met = verdict.met_since
        days = (as_of - planned.point.date).days
        state = CheckpointState.MET if met else CheckpointState.LATE if days > 0 else CheckpointState.OPEN
        yield DueCheckpoint(judged, planned, state, met, days)
