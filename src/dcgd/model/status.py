"""The statuses a verdict can have."""

from enum import StrEnum


class Status(StrEnum):
    """A verdict, worst first; the order is the order of every listing."""

    OVERDUE = "overdue"
    FAR_BEHIND = "far_behind"
    BEHIND = "behind"
    UNREPORTED = "unreported"
    STALE = "stale"
    DUE_SOON = "due_soon"
    ON_TRACK = "on_track"
    NOT_STARTED = "not_started"
    DONE_LATE = "done_late"
    DONE = "done"

    @property
    def chinese(self) -> str:
        """The word a person reads."""
        return _CHINESE[self.value]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do, be it that it was done late."""
        return self in (Status.DONE, Status.DONE_LATE)

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Status).index(self)


_CHINESE = {
    "overdue": "逾期",
    "far_behind": "严重滞后",
    "behind": "滞后",
    "unreported": "未报送",
    "stale": "报送过期",
    "due_soon": "临期",
    "on_track": "正常",
    "not_started": "未启动",
    "done_late": "逾期完成",
    "done": "已完成",
}
