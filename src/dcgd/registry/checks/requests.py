"""Checks of requests: what they are about exists, the steps are in order, what was approved is an adjustment."""

from collections.abc import Iterator
from itertools import pairwise

from dcgd.data_words import Decision
from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.model import Milestone, Share, Target, Task
from dcgd.model.requests import DECISION_AFTER
from dcgd.naming import nearest, not_found, share_id
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

REQUEST_UNKNOWN = Code(
    "request-unknown",
    Severity.ERROR,
    "申请的事项不存在",
    "tasks.yaml 里没有这个编号的目标、成果或任务，或编号已经用过。",
    "subject: 5-9",
    "subject: 5-1",
    "改正编号。",
)
REQUEST_TRAIL = Code(
    "request-trail",
    Severity.ERROR,
    "申请的经过不合顺序",
    "先申请（ask），再批准（approve）、不批准（refuse）或撤回（withdraw），日期不倒着走。",
    "steps: [{action: approve, date: 2023-08-28, by: 区政府常务会议}]",
    "steps: [{action: ask, date: 2023-08-20, by: 区水利局}, {action: approve, date: 2023-08-28, by: 区政府常务会议}]",
    "补上缺的步骤，或改正日期；以后用 dcgd request 登记，次序就不会错。",
)
REQUEST_UNMET = Code(
    "request-unmet",
    Severity.ERROR,
    "申请与调整对不上",
    "批准了的申请，有一条调整写着它的编号（request）；调整写的编号，要有批准了的申请。",
    "request: YQ-2023-009，而 requests.yaml 里没有批准了的这一件",
    "request: YQ-2023-001",
    "改正调整里的编号；批准用 dcgd request decide，调整由它写。",
)
CODES = (REQUEST_UNKNOWN, REQUEST_TRAIL, REQUEST_UNMET)


def subjects(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A request is about something that exists, under an id of its own."""
    known = [*(item.id for _filed, item, _place in registry.items)]
    known += [str(filed.entity.number) for filed in registry.tasks]
    targets = [item for _filed, item, _place in registry.items if isinstance(item, Target)]
    known += [share_id(target.id, share.unit) for target in targets for share in target.shares]
    seen: set[str] = set()
    for filed in registry.requests:
        subject = filed.entity.subject
        if subject not in known and not registry.broken_tasks:
            message = not_found(subject, nearest(subject, known), "编号")
            yield REQUEST_UNKNOWN.at(filed.place.at("subject"), message, "改正编号")
        if filed.entity.id in seen:
            yield REQUEST_UNKNOWN.at(filed.place.at("id"), f"编号“{filed.entity.id}”已经用过", "换一个编号")
        seen.add(filed.entity.id)


def trails(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Asked first, then decided or withdrawn, once."""
    for filed in registry.requests:
        if not filed.entity.steps:
            yield REQUEST_TRAIL.at(filed.place.at("steps"), "申请没有经过", "第一步是 action: ask")
        for index, (before, step) in enumerate(pairwise([None, *filed.entity.steps])):
            assert step is not None
            allowed = DECISION_AFTER[before.action if before else None]
            place = filed.place.at("steps", index)
            if step.action not in allowed:
                said = f"{before.action.chinese}之后" if before else "一开始"
                names = "、".join(f"{name}（{name.chinese}）" for name in allowed) or "没有"
                yield REQUEST_TRAIL.at(place.at("action"), f"{said}不能{step.action.chinese}", f"这里可以是：{names}")
            if before and step.date < before.date:
                message = f"{step.date} 早于上一步的 {before.date}"
                yield REQUEST_TRAIL.at(place.at("date"), message, "步骤按日期先后写")


def adjustments(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """What was approved is an adjustment that names it, and the other way round."""
    approved = {
        filed.entity.id: filed
        for filed in registry.requests
        if any(step.action is Decision.APPROVE for step in filed.entity.steps)
    }
    named: set[str] = set()
    adjusted: list[tuple[Target | Milestone | Task | Share, Place]] = []
    for _task, item, place in registry.items:
        shares = item.shares if isinstance(item, Target) else ()
        adjusted += [(item, place), *((share, place.at("shares", at)) for at, share in enumerate(shares))]
    for entity, place in [*adjusted, *((filed.entity, filed.place) for filed in registry.tasks)]:
        for index, adjustment in enumerate(entity.adjustments):
            request = adjustment.request
            if request is None:
                continue
            named.add(request)
            if request not in approved:
                message = f"没有批准了的申请“{request}”"
                yield REQUEST_UNMET.at(place.at("adjustments", index, "request"), message, "改正编号")
    for id_, filed in approved.items():
        if id_ not in named and not registry.broken_tasks:
            yield REQUEST_UNMET.at(
                filed.place.at("id"), f"{id_} 批准了，却没有一条调整写着它", "补上那条调整的 request"
            )


CHECKS = (subjects, trails, adjustments)
