"""A report to be recorded: whether it may be, and the file's text with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dcgd.diagnostics import Path
from dcgd.errors import BadValue, NeedsCorrection, NotRecorded, Refused
from dcgd.model import Checkpoint, Kind, Milestone, Report, Target
from dcgd.model.checkpoints import Planned, in_words, planned_on
from dcgd.naming import nearest, not_found, parted, share_id, typed_id
from dcgd.registry.checks.people import private_number, to_people
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import PROGRESS
from dcgd.registry.shares import as_target, named_share
from dcgd.tracking.judging.checkpoints import named
from dcgd.tracking.judging.goals import GROWS
from dcgd.tracking.judging.reports import last_report
from dcgd.tracking.judging.wording import amount, counts_things, plain
from dcgd.tracking.reporting.amounts import parse_amount

_HEADER = """\
# {period} 的进展。只在末尾添加（dcgd progress add），不改已有的；更正另记一条，写 correction: true。
"""
_WORDS = ("checkpoint", "note", "difficulty", "next_step", "filled_by", "checked_by")
_PERCENTS = {"已完成": 100, "完成": 100, "已办结": 100, "未启动": 0, "未开始": 0, "未开展": 0}


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """What is reported on: a task's target or milestone (`part`), or the whole task.

    Of a share of a target `part` is the share as a target of its own, and `unit` who holds it.
    """

    task: FiledTask
    part: Target | Milestone | None
    path: Path = ()
    """Where it stands in its file."""
    unit: str | None = None

    @property
    def id(self) -> str:
        """The id, or the task's number: the `subject` of its reports."""
        return self.part.id if self.part else str(self.task.entity.number)

    @property
    def title(self) -> str:
        """What it is called."""
        part = self.part
        return part.indicator if isinstance(part, Target) else part.title if part else self.task.entity.title

    @property
    def unit_measure(self) -> str:
        """The unit of measure of its reports: a target's own, else percent."""
        return self.part.unit_measure if isinstance(self.part, Target) else "%"

    @property
    def written_checkpoints(self) -> tuple[Checkpoint, ...]:
        """Its checkpoints as they are written, whatever an adjustment says of them."""
        return (self.part or self.task.entity).checkpoints

    @property
    def checkpoints(self) -> tuple[Planned, ...]:
        """Its checkpoints, in numbers and in words, with all adjustments applied."""
        entity = self.part or self.task.entity
        return planned_on(entity.checkpoints, entity.adjustments, date.max)

    @property
    def key(self) -> dict[str, Any]:
        """The key of a report by which it says what it is on."""
        if self.part is None:
            return {"task": self.task.entity.number}
        if self.unit is not None:
            return {"target": parted(self.part.id)[0], "share": self.unit}
        return {"target" if isinstance(self.part, Target) else "milestone": self.part.id}


def reported_item(registry: Registry, name: str) -> ReportedItem:
    """The target, milestone, task or share of an id as typed; raises NotRecorded with what is near."""
    try:
        held = named_share(registry, name)
    except Refused as error:
        raise NotRecorded(str(error)) from None
    if held is not None:
        task, target, share, place = held
        return ReportedItem(task, as_target(target, share), place.path, share.unit)
    name = typed_id(name)
    for task, part, place in registry.items:
        if part.id == name:
            return ReportedItem(task, part, place.path)
    for task in registry.tasks:
        if str(task.entity.number) == name:
            return ReportedItem(task, None, task.place.path)
    registry.check_whole()
    known = [part.id for _task, part, _place in registry.items]
    raise NotRecorded(not_found(name, nearest(name, known), "编号"))


def value_of(item: ReportedItem, typed: str) -> Decimal:
    """A typed value in the target's unit of measure; raises NotRecorded."""
    if not isinstance(item.part, Target):
        raise NotRecorded(
            f"{item.id} 没有数值（它是{'任务' if item.part is None else '成果'}），请用 --percent 或 --done"
        )
    try:
        return parse_amount(typed, item.unit_measure)
    except BadValue as error:
        raise NotRecorded(str(error)) from None


def percentage_of(item: ReportedItem, typed: str) -> Decimal:
    """A typed percent of completion, or a word for all or nothing of it; raises NotRecorded.

    What has no number of its own is done at 100; a target may be exceeded.
    """
    most = 1000 if isinstance(item.part, Target) else 100
    if typed.strip() in _PERCENTS:
        return Decimal(_PERCENTS[typed.strip()])
    try:
        number = parse_amount(typed, "%")
    except BadValue as error:
        raise NotRecorded(str(error)) from None
    if not 0 <= number <= most:
        raise NotRecorded(f"百分比 {number} 超出范围：应在 0 到 {most} 之间")
    return number


def reporter(registry: Registry, item: ReportedItem, name: str) -> str:
    """The canonical name of the unit that reports; raises NotRecorded for a unit that does not answer for the task."""
    directory = Directory.of(registry)
    unit = directory.find(name)
    if unit is None:
        raise NotRecorded(not_found(name, nearest(name, directory.names())))
    task = item.task.entity
    holder = () if item.unit is None else (item.unit,)
    responsible = [known for name in (*holder, *task.leads, *task.participants) if (known := directory.find(name))]
    if responsible and unit not in responsible:
        names = "、".join(known.name for known in responsible)
        raise NotRecorded(f"{unit.name}不是任务 {task.number} 的责任单位；责任单位是：{names}")
    return unit.name


def allow(registry: Registry, report: Report, item: ReportedItem, today: date, also: Sequence[Report] = ()) -> None:
    """Raises NotRecorded for what no report may be, whoever means it, NeedsCorrection for what only a correction may.

    That is: somebody's telephone in its words, a date before the period or in the future, a cumulative value that falls
    without a correction, a count of things below none, a task as a whole that has targets or milestones, a target that
    has shares, no amount where there are no checkpoints in words to speak of. `also` are reports that are about to be
    recorded before this one.
    """
    task = item.task.entity
    parts: tuple[Target | Milestone, ...] = (*task.targets, *task.milestones)
    if item.part is None and parts:
        ids = "、".join(part.id for part in parts)
        raise NotRecorded(f"任务 {task.number} 按它的目标和成果报，不报整项：{ids}")
    if isinstance(item.part, Target) and item.part.shares:
        ids = "、".join(share_id(item.id, share.unit) for share in item.part.shares)
        raise NotRecorded(f"{item.id} 分解到了各单位，按分解报：{ids}")
    if not gives_amount(report) and not (in_words(item.checkpoints) and (report.note or report.checkpoint)):
        what = "进展情况或完成了哪个节点" if in_words(item.checkpoints) else "数"
        raise NotRecorded(f"{item.id} 要报{what}")
    check_words(report)
    document = registry.document_of(item.task.section)
    start = (item.part.start if item.part else None) or (document.start if document else None)
    if start and report.date < start:
        raise NotRecorded(f"{report.date} 早于起始日 {start}")
    if report.date > today:
        raise NotRecorded(f"{report.date} 还没有到（今天是 {today}）")
    target = item.part
    if isinstance(target, Target) and report.value is not None and report.value < 0 and _is_count(target):
        raise NotRecorded(
            f"{amount(plain(report.value), item.unit_measure)} 不能是负数：{item.unit_measure}是一个一个数的"
        )
    if report.value is None or not isinstance(target, Target) or target.kind != Kind.CUMULATIVE:
        return
    before, after = _around([other for other in _on(registry, report, also) if other.value is not None], report.date)
    number = amount(plain(report.value), item.unit_measure)
    least = before.value if before and before.value is not None else Decimal(0)
    if report.value < least and not report.correction:
        said = f"{before.date} 已报 {amount(plain(least), item.unit_measure)}" if before else "从 0 起"
        raise NeedsCorrection(f"累计数不能变小：{said}，这次是 {number}")
    if after and after.value is not None and after.value < report.value and not after.correction:
        later = amount(plain(after.value), item.unit_measure)
        raise NotRecorded(
            f"累计数不能变小：这次 {report.date} 是 {number}，而 {after.date} 已报 {later}；核对哪一个不对"
        )


def _is_count(target: Target) -> bool:
    """Whether a target counts things, of which there are at least none; a net change may be less."""
    says = target.indicator + target.quote
    return counts_things(target) and target.value >= 0 and "净" not in says and not GROWS.search(says)


def check_words(report: Report) -> None:
    """Raises NotRecorded where the words of a report hold a telephone or identity number: they are printed and sent."""
    for key in ("filled_by", "checked_by", "note", "difficulty", "next_step"):
        text = getattr(report, key) or ""
        if oddity := private_number(text, key):
            named = key.endswith("_by")
            raise NotRecorded(f"{oddity}；{to_people(text) if named else '电话写进 people.yaml，这里不写'}")


def gives_amount(report: Report) -> bool:
    """Whether a report gives a value or a percent; one of a checkpoint in words need not."""
    return report.value is not None or report.percent is not None


def adds_nothing(new: Report, old: Report) -> bool:
    """Whether a report says the same number of the same day as another, and no words beyond those of it."""
    same = (new.date, new.value, new.percent) == (old.date, old.value, old.percent)
    told = all(getattr(new, key) in (None, getattr(old, key)) for key in _WORDS)
    return same and told and new.evidence in ((), old.evidence)


def last_on(registry: Registry, report: Report) -> Report | None:
    """The last report that stands of the same item and day as this one, if there is one."""
    same = [other for other in _on(registry, report) if other.date == report.date]
    return same[-1] if same else None


def previous(registry: Registry, report: Report, also: Sequence[Report] = ()) -> Report | None:
    """The report before this one on the same subject that gives an amount, if there is one."""
    return _around(list(filter(gives_amount, _on(registry, report, also))), report.date)[0]


def _on(registry: Registry, report: Report, also: Sequence[Report] = ()) -> list[Report]:
    known = (*(filed.entity for filed in registry.standing.reports), *also)
    return [other for other in known if other.subject == report.subject]


def _around(reports: Sequence[Report], day: date) -> tuple[Report | None, Report | None]:
    """The last report up to a day, and the first after it."""
    later = [report for report in reports if report.date > day]
    return last_report(reports, day), min(later, key=lambda report: report.date, default=None)


def said(item: ReportedItem, report: Report) -> str:
    """What a report says, with its unit of measure: `9 家`, `60%`; without an amount `完成节点“主体封顶”`, `有进展`."""
    if report.value is not None:
        return amount(plain(report.value), item.unit_measure if isinstance(item.part, Target) else "")
    if report.percent is not None:
        return f"{plain(report.percent)}%"
    met = named(report.checkpoint, in_words(item.checkpoints))
    return f"完成节点“{met.point.text}”" if met else "有进展"


def file_of(report: Report) -> str:
    """The file of a report: that of the month its date lies in."""
    return f"{PROGRESS}/{report.date:%Y-%m}.yaml"


def header_of(report: Report) -> str:
    """How the file of a report begins when there is none yet."""
    return _HEADER.format(period=f"{report.date:%Y-%m}")
