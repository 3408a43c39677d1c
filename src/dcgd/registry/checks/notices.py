"""Checks of what became of a notice: every step may follow the one before, in time as well."""

from collections.abc import Iterator
from itertools import pairwise

from dcgd.diagnostics import Code, Finding, Severity
from dcgd.model import ANSWER_AFTER, Answer, NoticeStep
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

NOTICE_TRAIL = Code(
    "notice-trail",
    Severity.ERROR,
    "督办单的经过不合顺序",
    "签发之后送达、回复，回复之后认可或退回，退回之后再回复；撤回之后没有别的。日期不倒着走，也不早于签发。"
    "退回、撤回写明 by 和 note。",
    "steps: [{action: accept, date: 2023-07-09}]",
    "steps: [{action: reply, date: 2023-07-08}, {action: accept, date: 2023-07-09}]",
    "改成可以有的那一步，补上缺的步骤，或改正日期；以后用 dcgd notice 登记，次序就不会错。",
)
CODES = (NOTICE_TRAIL,)


def trails(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Steps as `ANSWER_AFTER` lets them be; `replied`, the old way, counts as a reply before them."""
    for filed in registry.notices:
        notice = filed.entity
        first = None
        if notice.replied is not None:
            first = NoticeStep(action=Answer.REPLY, date=notice.replied)
        for index, (before, step) in enumerate(pairwise([first, *notice.steps])):
            assert step is not None
            place = filed.place.at("steps", index)
            after = before.action if before else None
            old_way = before is first and step.action is Answer.DELIVER  # how it was delivered may be told later
            if step.action not in ANSWER_AFTER[after] and not old_way:
                names = "、".join(f"{name}（{name.chinese}）" for name in ANSWER_AFTER[after]) or "没有"
                said = f"{after.chinese if after else '签发'}之后不能{step.action.chinese}"
                yield NOTICE_TRAIL.at(place.at("action"), said, f"这里可以是：{names}")
            earliest = before.date if before and not old_way else notice.issued
            if step.date < earliest:
                yield NOTICE_TRAIL.at(place.at("date"), f"{step.date} 早于 {earliest}", "步骤按日期先后写")
            if step.action in (Answer.RETURN, Answer.WITHDRAW) and not (step.by and step.note):
                yield NOTICE_TRAIL.at(place, f"{step.action.chinese}要写明是谁、为什么", "补上 by 和 note")


CHECKS = (trails,)
