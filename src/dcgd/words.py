"""The closed sets of words: enums whose values stand in YAML and on the command line, and that know their Chinese.

They stand before the model so that a command line is read without it: loading its dataclasses takes a third of a short
command's time.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """One of a closed set of words: a code, which data and options hold, and the Chinese that a person reads."""

    chinese: str

    def __new__(cls, code: str, chinese: str = "") -> Self:
        """`chinese` may be left out where the code is Chinese itself."""
        word = str.__new__(cls, code)
        word._value_ = code
        word.chinese = chinese or code
        return word

    @classmethod
    def glossary(cls) -> dict[str, str]:
        """The Chinese of each code."""
        return {word.value: word.chinese for word in cls}


def listed(words: Iterable[Word]) -> str:
    """Words with their Chinese: `lead（牵头）、participant（参与）`."""
    return "、".join(f"{word}（{word.chinese}）" if word.chinese != word.value else str(word) for word in words)


class What(Word):
    """What an item is."""

    TARGET = "target", "目标"
    MILESTONE = "milestone", "成果"
    TASK = "task", "任务"
    SHARE = "share", "分解"

    @property
    def has_number(self) -> bool:
        """Whether what it commits to is a number in a measure of its own; of all else a percentage is reported."""
        return self in (What.TARGET, What.SHARE)


ITEMS = (What.TARGET, What.MILESTONE, What.TASK)
"""What is counted as an item; shares are judged like items and counted apart."""


class Role(Word):
    """A unit's part in a task."""

    LEAD = "lead", "牵头"
    PARTICIPANT = "participant", "参与"
    SHARE = "share", "分解"


class Duty(Word):
    """What a person answers for in a task."""

    LEADER = "leader", "分管"
    OWNER = "owner", "责任"
    CONTACT = "contact", "联系"


class Status(Word):
    """A verdict, worst first; the order is the order of every listing."""

    OVERDUE = "overdue", "逾期"
    FAR_BEHIND = "far_behind", "严重滞后"
    BEHIND = "behind", "滞后"
    UNREPORTED = "unreported", "未报送"
    STALE = "stale", "报送过期"
    DUE_SOON = "due_soon", "临期"
    ON_TRACK = "on_track", "正常"
    NOT_STARTED = "not_started", "未启动"
    DONE_LATE = "done_late", "逾期完成"
    DONE = "done", "已完成"

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do, be it that it was done late."""
        return self in (Status.DONE, Status.DONE_LATE)

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Status).index(self)


class Light(Word):
    """How a status is shown. 灰 is no light yet: before its period a target is neither well nor late."""

    GREEN = "绿"
    BLUE = "蓝"
    YELLOW = "黄"
    RED = "红"
    GREY = "灰"
