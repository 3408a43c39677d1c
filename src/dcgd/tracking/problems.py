"""The closed loop of a problem (task 89): 发现 → 交办（协调）→ 解决 → 反馈 → 销号; a closure can be sent back. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dcgd.errors import NotRecorded
from dcgd.model import AFTER, Action, Problem, Step

HEADER = """\
# 问题及其经过。只在末尾添加（dcgd problem），不改已有的步骤。
"""
STATES = {
    Action.RAISE: "待交办",
    Action.ASSIGN: "办理中",
    Action.RESOLVE: "待反馈",
    Action.FEEDBACK: "待销号",
    Action.CLOSE: "已销号",
    Action.REJECT: "退回重办",
    Action.WITHDRAW: "已撤回",
}
"""What a problem is called after a step."""
_NUMBER = re.compile(r"WT-(\d{4})-(\d{3,6})", re.ASCII)


def known(problem: Problem, as_of: date) -> tuple[Step, ...]:
    """The steps up to a day, in their order; none before the problem was raised."""
    return tuple(step for step in problem.steps if step.date <= as_of)


def deadline(steps: Sequence[Step]) -> date | None:
    """The deadline that counts: the last one set."""
    return next((step.deadline for step in reversed(steps) if step.deadline), None)


def is_open(steps: Sequence[Step]) -> bool:
    """Whether a problem was raised and is not closed."""
    return bool(steps) and steps[-1].action not in (Action.CLOSE, Action.WITHDRAW)


def days_over(steps: Sequence[Step], as_of: date) -> int:
    """For how many days an open problem has been past its deadline; 0 when it is not."""
    end = deadline(steps)
    return max(0, (as_of - end).days) if is_open(steps) and end else 0


def days_late(steps: Sequence[Step], as_of: date) -> int:
    """Like `days_over`, and for a closed problem by how many days it was closed after its deadline."""
    end = deadline(steps)
    return max(0, ((as_of if is_open(steps) else steps[-1].date) - end).days) if steps and end else 0


def holder(steps: Sequence[Step]) -> str | None:
    """Who is to deal with it: whom it was last assigned to; None while nobody is."""
    return next((step.to for step in reversed(steps) if step.to), None)


def overdue(problems: Iterable[Problem], as_of: date) -> dict[str, list[tuple[str, date]]]:
    """Id and deadline of the open problems past their deadline, by the item (else the task) they are about."""
    by_item: dict[str, list[tuple[str, date]]] = {}
    for problem in problems:
        steps = known(problem, as_of)
        end = deadline(steps)
        if end and days_over(steps, as_of):
            by_item.setdefault(problem.target or str(problem.task), []).append((problem.id, end))
    return by_item


def next_id(used: Iterable[str], year: int) -> str:
    """The id that follows those of a year: WT-2023-001 for the first."""
    counts = [int(match[2]) for name in used if (match := _NUMBER.fullmatch(name)) and int(match[1]) == year]
    return f"WT-{year}-{max(counts, default=0) + 1:03d}"


def usual_next(problem: Problem) -> Action:
    """The usual step after the last; raises NotRecorded for a closed problem, after which nothing usual comes."""
    if problem.is_withdrawn:
        raise NotRecorded(f"{problem.id} 已撤回，没有下一步")
    if not is_open(problem.steps):
        raise NotRecorded(f"{problem.id} 已销号；要退回重办用 dcgd problem reject {problem.id}")
    return AFTER[problem.steps[-1].action][0]


def allow(problem: Problem, step: Step, today: date) -> None:
    """Raises NotRecorded for a step that may not follow the last, or whose dates cannot be."""
    last = problem.steps[-1] if problem.steps else None
    allowed = AFTER[last.action if last else None]
    if step.action not in allowed:
        after = f"{last.date} 已{last.action.chinese}" if last else "还没有经过"
        names = "、".join(f"{name}（{name.chinese}）" for name in allowed) or "没有"
        raise NotRecorded(f"{problem.id} {after}，不能{step.action.chinese}；接下来可以：{names}")
    if last and step.date < last.date:
        raise NotRecorded(f"{step.date} 早于上一步（{last.date} {last.action.chinese}）")
    if step.date > today:
        raise NotRecorded(f"{step.date} 还没有到（今天是 {today}）")
    if step.deadline and step.deadline < step.date:
        raise NotRecorded(f"办结期限 {step.deadline} 早于这一步的日期 {step.date}")


def row(problem: Problem, as_of: date) -> dict[str, Any]:
    """What a listing shows of a problem that was raised by then: where it stands, with whom, until when, how late."""
    steps = known(problem, as_of)
    end = deadline(steps)
    return {
        "id": problem.id,
        "task": problem.task,
        "target": problem.target,
        "title": problem.title,
        "state": steps[-1].action,
        "label": STATES[steps[-1].action],
        "open": is_open(steps),
        "holder": holder(steps),
        "raised": steps[0].date.isoformat(),
        "deadline": end.isoformat() if end else None,
        "days_over": days_over(steps, as_of),
        "rejected": sum(step.action == Action.REJECT for step in steps),
        "updated": steps[-1].date.isoformat(),
    }
