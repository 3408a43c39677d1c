"""The life of items: all that the records of a registry say happened to them, each event with where it is written.

Pure: takes a registry as it was read. Whoever asks for a part of it takes the events of some subjects, units or months.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dcgd.data_words import EventKind
from dcgd.diagnostics import Place
from dcgd.model import Adjustment, Milestone, Notice, Problem, Report, Request, Seal, Target, Task
from dcgd.model.papers import Paper
from dcgd.naming import share_id
from dcgd.registry.content import Filed, Registry
from dcgd.tracking.judging.wording import amount, plain

Promise = Target | Milestone | Task


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `subject`: the id of a target or a milestone, or the number of a task; empty for what is about none of them.
    `units`: who is named in it, as the record writes them. `place`: where it is written; None for what no record says.
    `period`: the month that a paper or a seal is about, as `2025-09`.
    """

    day: date
    kind: EventKind
    subject: str
    sentence: str
    by: str = ""
    units: frozenset[str] = frozenset()
    recorded: datetime | None = None
    recorded_by: str | None = None
    place: Place | None = None
    period: str = ""


def events(registry: Registry) -> list[Event]:
    """Every event of a registry by date; of one day in the order of the files, the promises first."""
    measures = {
        filed.entity.id: filed.entity.unit_measure for filed in registry.items if isinstance(filed.entity, Target)
    }
    told = (
        *_promises(registry),
        *(event for filed in registry.requests for event in _of_request(filed)),
        *(_reported(filed, measures.get(filed.entity.item, "")) for filed in registry.reports),
        *(event for filed in registry.problems for event in _of_problem(filed)),
        *(event for filed in registry.notices for event in _of_notice(filed)),
        *(event for filed in registry.papers for event in _of_paper(filed, registry)),
        *(_of_seal(filed) for filed in registry.seals),
    )
    return sorted(told, key=lambda event: event.day)


def _promises(registry: Registry) -> Iterator[Event]:
    """What the document commits to, what was adjusted, and what the plan sets for which day."""
    for filed in registry.tasks:
        task = filed.entity
        document = registry.document_of(filed.section)
        parts: Iterable[tuple[str, Promise, Place]] = [
            *((part.id, part, filed.place.at("targets", place)) for place, part in enumerate(task.targets)),
            *((part.id, part, filed.place.at("milestones", place)) for place, part in enumerate(task.milestones)),
        ]
        if not task.targets and not task.milestones:
            parts = [(str(task.number), task, filed.place)]
        for subject, part, place in parts:
            if document and document.issued:
                said = task.title if isinstance(part, Task) else part.quote
                yield Event(document.issued, EventKind.PROMISED, subject, said, document.issuer or "", place=place)
            for number, change in enumerate(part.adjustments):
                yield _adjusted(subject, change, place.at("adjustments", number))
            for at, share in enumerate(part.shares if isinstance(part, Target) else ()):
                for number, change in enumerate(share.adjustments):
                    there = place.at("shares", at, "adjustments", number)
                    yield _adjusted(share_id(subject, share.unit), change, there)
            for number, point in enumerate(part.checkpoints):
                wanted = point.text or (
                    f"{plain(point.percent)}%"
                    if point.percent is not None
                    else amount(plain(point.value), getattr(part, "unit_measure", ""))
                    if point.value is not None
                    else ""
                )
                yield Event(
                    point.date, EventKind.PLANNED, subject, f"节点：{wanted}", place=place.at("checkpoints", number)
                )


def _adjusted(subject: str, change: Adjustment, place: Place) -> Event:
    request = f"（据申请 {change.request}）" if change.request else ""
    sentence = f"{change.field.chinese}由 {change.from_} 调整为 {change.to}：{change.reason}{request}"
    return Event(
        change.date, EventKind.ADJUSTED, subject, sentence, change.approved_by,
        recorded=change.recorded, recorded_by=change.recorded_by, place=place,
    )  # fmt: skip


def _reported(filed: Filed[Report], measure: str) -> Event:
    report = filed.entity
    kind = EventKind.REPORTED
    if report.withdrawn or report.correction:
        kind = EventKind.WITHDRAWN if report.withdrawn else EventKind.CORRECTED
    said = [
        amount(plain(report.value), measure) if report.value is not None else "",
        f"{plain(report.percent)}%" if report.percent is not None else "",
        f"完成 {report.checkpoint} 的节点" if report.checkpoint else "",
        report.note or "",
        f"存在问题：{report.difficulty}" if report.difficulty else "",
    ]
    sentence = "；".join(filter(None, said)) or ("作废这一天的上一条" if report.withdrawn else "")
    return Event(
        report.date, kind, report.subject, sentence, report.by or "", _named(report.by),
        report.recorded, report.recorded_by, filed.place,
    )  # fmt: skip


def _of_problem(filed: Filed[Problem]) -> Iterator[Event]:
    problem = filed.entity
    for number, step in enumerate(problem.steps):
        said = [
            f"问题 {problem.id}“{problem.title}”{step.action.chinese}",
            f"给 {step.to}" if step.to else "",
            f"{step.deadline} 前办结" if step.deadline else "",
            step.note or "",
        ]
        yield Event(
            step.date, EventKind.PROBLEM, problem.target or str(problem.task), "；".join(filter(None, said)), step.by,
            _named(step.by, step.to), step.recorded, step.recorded_by, filed.place.at("steps", number),
        )  # fmt: skip


def _of_notice(filed: Filed[Notice]) -> Iterator[Event]:
    notice = filed.entity
    yield Event(
        notice.issued, EventKind.NOTICED, notice.subject,
        f"{notice.level}色督办单 {notice.number} 发 {notice.unit}，{notice.reply_by} 前回复：{notice.reason}",
        "", _named(notice.unit), notice.recorded, notice.recorded_by, filed.place,
    )  # fmt: skip
    for step in notice.trail:
        said = [
            f"督办单 {notice.number} {step.action.chinese}",
            f"原因：{step.cause}" if step.cause else "",
            f"措施：{step.measures}" if step.measures else "",
            f"{step.finish} 完成" if step.finish else "",
            step.note or "",
        ]
        place = filed.place.at("steps", notice.steps.index(step)) if step in notice.steps else filed.place
        yield Event(
            step.date, EventKind.ANSWERED, notice.subject, "；".join(filter(None, said)), step.by or "",
            _named(notice.unit, step.by), step.recorded, step.recorded_by, place,
        )  # fmt: skip


def _of_request(filed: Filed[Request]) -> Iterator[Event]:
    request = filed.entity
    for number, step in enumerate(request.steps):
        wish = f"申请 {request.id}：{request.field.chinese}调整为 {request.to}，{step.action.chinese}"
        yield Event(
            step.date, EventKind.REQUESTED, request.subject, f"{wish}；{step.note}" if step.note else wish, step.by,
            _named(step.by), step.recorded, step.recorded_by, filed.place.at("steps", number),
        )  # fmt: skip


def _of_paper(filed: Filed[Paper], registry: Registry) -> Iterator[Event]:
    """A paper is about an item only where it says so, as the sheet of a notice does."""
    paper = filed.entity
    subjects = {notice.entity.number: notice.entity.subject for notice in registry.notices}
    subject = subjects.get(paper.subject or "", "")
    about = f"（{paper.subject}）" if paper.subject else ""
    said = f"{paper.kind.chinese} {paper.number}{about}印发给 {paper.to}，数据截至 {paper.as_of}"
    yield Event(
        paper.issued, EventKind.ISSUED, subject, said, "", _named(paper.to), paper.recorded, paper.recorded_by,
        filed.place, paper.period,
    )  # fmt: skip
    for number, step in enumerate(paper.steps):
        yield Event(
            step.date, EventKind.WITHDRAWN, subject, f"{paper.kind.chinese} {paper.number} 作废：{step.note}", step.by,
            _named(paper.to), step.recorded, step.recorded_by, filed.place.at("steps", number), paper.period,
        )  # fmt: skip


def _of_seal(filed: Filed[Seal]) -> Event:
    """A seal is of a whole month, about all items at once."""
    seal = filed.entity
    why = f"，再封的理由：{seal.reason}" if seal.reason else ""
    said = f"封存 {seal.period}，截至 {seal.as_of}，摘要 {seal.mark}{why}"
    day = seal.sealed.date()
    return Event(
        day, EventKind.SEALED, "", said, seal.by, frozenset(), seal.sealed, seal.by, filed.place, seal.period
    )  # fmt: skip


def _named(*names: str | None) -> frozenset[str]:
    return frozenset(name for name in names if name)
