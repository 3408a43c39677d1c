"""Notices (督办单): whether a verdict calls for one, of which level, and under which number. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from dcgd.errors import WrongUse
from dcgd.model import ANSWER_AFTER, Answer, Level, Notice, NoticeStep, Rules, ordinal
from dcgd.model.working_days import after
from dcgd.tracking.judging.assess import Verdict

_LEVELS = tuple(Level)
_STATES: Mapping[Answer | None, str] = MappingProxyType(
    {Answer.REPLY: "已回复", Answer.ACCEPT: "已认可", Answer.RETURN: "退回重报", Answer.WITHDRAW: "已撤回"}
)
"""What a notice is called after a step; before its reply it waits."""
HEADER = """\
# 督办单。只在末尾添加（dcgd notice），不改已有的；送达、回复、认可、退回、撤回写在那一单的 steps 里。
"""


@dataclass(frozen=True, slots=True)
class Call:
    """What is called for: the level of a notice, or None; and why that, in words (empty where it goes by itself)."""

    level: Level | None
    why: str = ""


def called(verdict: Verdict, rules: Rules) -> Level | None:
    """The level that a verdict calls for under the rules: by default its light, and none for what is done."""
    wanted = rules.notices.levels.get(verdict.status, "不发" if verdict.status.is_done else verdict.light)
    return next((level for level in _LEVELS if level == wanted), None)


def call(verdict: Verdict, earlier: Sequence[Notice], rules: Rules, as_of: date, wanted: Level | None = None) -> Call:
    """Whether a unit is to get a notice on an item on a day, and of which level.

    `earlier`: the notices to this unit on this item. `wanted`: a level asked for by hand, in place of the
    verdict's, unless the item is done. While a notice waits for its reply only a worse one is sent; once its
    deadline and the working days the rules allow have passed without a reply, the next is one level up, 红 at most;
    after a reply, once it has not helped for the days the rules say, or when things got worse.
    """
    past = [notice for notice in earlier if notice.issued <= as_of]
    level = wanted if wanted and not verdict.status.is_done else called(verdict, rules)
    if level is None:
        return Call(None, f"{verdict.label}，不需督办")
    if not past:
        return Call(level)
    last = max(enumerate(past), key=lambda pair: (pair[1].issued, pair[0]))[1]
    worse = _LEVELS.index(level) > _LEVELS.index(last.level)
    answer = last.answer(as_of)
    if answer is not None:
        again = answer.date + timedelta(days=rules.notices.again_days)
        if worse or wanted or as_of >= again:
            return Call(level, f"{last.number}（{last.level}）已于 {answer.date} 回复，仍未好转")
        return Call(None, f"{last.number} 已于 {answer.date} 回复，{again} 起仍未好转再发")
    ends = after(last.reply_by, rules.notices.escalate_days, rules.calendar)
    if as_of > ends:
        up = _LEVELS[min(_LEVELS.index(last.level) + 1, len(_LEVELS) - 1)]
        level = wanted or max(level, up, key=_LEVELS.index)
        raised = "，升级" if _LEVELS.index(level) > _LEVELS.index(last.level) else ""
        return Call(level, f"{last.number}（{last.level}）应于 {last.reply_by} 前回复而未回复{raised}")
    if worse:
        return Call(level, f"{last.number}（{last.level}）发出后情况变差，升级")
    return Call(None, f"{last.number}（{last.level}）回复期限 {last.reply_by}，等待回复")


def allow(notice: Notice, step: NoticeStep, today: date) -> None:
    """Raises WrongUse for a step that may not follow the last, or whose day cannot be."""
    last = notice.trail[-1] if notice.trail else None
    allowed = ANSWER_AFTER[last.action if last else None]
    if step.action not in allowed:
        after = f"已于 {last.date} {last.action.chinese}" if last else "还没有经过"
        names = "、".join(f"{name}（{name.chinese}）" for name in allowed) or "没有"
        raise WrongUse(f"{notice.number} {after}，不能{step.action.chinese}；接下来可以：{names}")
    if step.date < notice.issued:
        raise WrongUse(f"{notice.number} 是 {notice.issued} 签发的，不会在 {step.date} {step.action.chinese}")
    if last and step.date < last.date:
        raise WrongUse(f"{step.date} 早于上一步（{last.date} {last.action.chinese}）")
    if step.date > today:
        raise WrongUse(f"{step.date} 还没有到（今天是 {today}）")


def task_of(notice: Notice) -> int | None:
    """The number of the task that a notice is about, as its subject says; None where that is no id."""
    number = notice.subject.partition("-")[0]
    return int(number) if number.isdecimal() else None


def next_number(used: Iterable[str], year: int) -> str:
    """The number that follows those of a year: DB-2023-001 for the first."""
    counts = [parts[1] for number in used if (parts := ordinal(number)) and parts[0] == year]
    return f"DB-{year}-{max(counts, default=0) + 1:03d}"


def row(notice: Notice, as_of: date) -> dict[str, Any]:
    """What a listing shows of a notice issued by then: to whom, on what, until when, whether it was answered."""
    steps = notice.known(as_of)
    last = steps[-1].action if steps else None
    answer = notice.answer(as_of)
    days_over = max(0, ((answer.date if answer else as_of) - notice.reply_by).days)
    label = _STATES.get(last) or ("逾期未复" if days_over else "待回复")
    return {
        "number": notice.number,
        "level": notice.level,
        "unit": notice.unit,
        "subject": notice.subject,
        "issued": notice.issued.isoformat(),
        "reply_by": notice.reply_by.isoformat(),
        "label": label,
        "open": answer is None,
        "days_over": days_over,
        "delivered": next((step.date.isoformat() for step in steps if step.action is Answer.DELIVER), None),
        "replied": answer.date.isoformat() if answer else None,
        "cause": answer.cause if answer else None,
        "measures": answer.measures if answer else None,
        "finish": answer.finish.isoformat() if answer and answer.finish else None,
        "owner": answer.owner if answer else None,
        "reason": notice.reason,
    }
