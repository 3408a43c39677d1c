"""Checks of the trail of a problem: every step may follow the one before, in time as well."""

from collections.abc import Iterator
from itertools import pairwise

from dcgd.model import AFTER
from dcgd.registry.checks import Finding
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory


def trails(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """发现 → 交办 → 解决 → 反馈 → 销号, with 退回 where `AFTER` lets it be; no step is dated before the last."""
    for filed in registry.problems:
        steps = filed.entity.steps
        if not steps:
            yield Finding("problem-trail", filed.place.at("steps"), "问题没有经过", "第一步是 action: raise")
        for index, (before, step) in enumerate(pairwise([None, *steps])):
            assert step is not None
            allowed = AFTER[before.action if before else None]
            place = filed.place.at("steps", index)
            if step.action not in allowed:
                after = f"{before.action.chinese}之后" if before else "一开始"
                names = "、".join(f"{name}（{name.chinese}）" for name in allowed)
                message = f"{after}不能{step.action.chinese}"
                yield Finding("problem-trail", place.at("action"), message, f"这里可以是：{names}")
            if before and step.date < before.date:
                message = f"{step.date} 早于上一步的 {before.date}"
                yield Finding("problem-trail", place.at("date"), message, "步骤按日期先后写")


CHECKS = (trails,)
