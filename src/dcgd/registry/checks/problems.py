"""Checks of the trail of a problem: every step may follow the one before, in time as well."""

from collections.abc import Iterator
from itertools import pairwise

from dcgd.diagnostics import Code, Finding, Severity
from dcgd.model import AFTER
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

PROBLEM_TRAIL = Code(
    "problem-trail",
    Severity.ERROR,
    "问题的经过不合顺序",
    "发现之后交办，交办之后解决（或再交办），解决之后反馈，反馈之后销号或退回；销号之后也可退回，退回之后再解决或再交办。"
    "日期不倒着走。",
    "steps:\n  - {action: raise, date: 2023-06-01, by: 区水利局}\n"
    "  - {action: close, date: 2023-06-20, by: 区政府办公室}",
    "steps:\n  - {action: raise, date: 2023-06-01, by: 区水利局}\n"
    "  - {action: assign, date: 2023-06-02, by: 区政府办公室, to: 区水利局, deadline: 2023-06-30}",
    "改成可以有的那一步，补上缺的步骤，或改正日期；以后用 dcgd problem 登记，次序就不会错。",
)
CODES = (PROBLEM_TRAIL,)


def trails(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """发现 → 交办 → 解决 → 反馈 → 销号, with 退回 where `AFTER` lets it be; no step is dated before the last."""
    for filed in registry.problems:
        steps = filed.entity.steps
        if not steps:
            yield PROBLEM_TRAIL.at(filed.place.at("steps"), "问题没有经过", "第一步是 action: raise")
        for index, (before, step) in enumerate(pairwise([None, *steps])):
            assert step is not None
            allowed = AFTER[before.action if before else None]
            place = filed.place.at("steps", index)
            if step.action not in allowed:
                after = f"{before.action.chinese}之后" if before else "一开始"
                names = "、".join(f"{name}（{name.chinese}）" for name in allowed)
                message = f"{after}不能{step.action.chinese}"
                yield PROBLEM_TRAIL.at(place.at("action"), message, f"这里可以是：{names}")
            if before and step.date < before.date:
                message = f"{step.date} 早于上一步的 {before.date}"
                yield PROBLEM_TRAIL.at(place.at("date"), message, "步骤按日期先后写")


CHECKS = (trails,)
