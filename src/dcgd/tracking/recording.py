"""A report to be recorded: whether it may be, and the file's text with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dcgd.errors import BadValue, NotRecorded
from dcgd.model import Kind, Milestone, Report, Target
from dcgd.naming import nearest, not_found
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import PROGRESS
from dcgd.tracking.amounts import parse_amount
from dcgd.tracking.reasons import amount, plain
from dcgd.tracking.reports import last_report

HEADER = """\
# {period} 的进展。只在末尾添加（dcgd progress add），不改已有的；更正另记一条，写 correction: true。
"""
_PERCENTS = {"已完成": 100, "完成": 100, "已办结": 100, "未启动": 0, "未开始": 0, "未开展": 0}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reported on: a task, and the target or milestone of it that is meant (None: the whole task)."""

    filed: FiledTask
    item: Target | Milestone | None

    @property
    def target(self) -> str | None:
        """The id of a target."""
        return self.item.id if isinstance(self.item, Target) else None

    @property
    def milestone(self) -> str | None:
        """The id of a milestone."""
        return self.item.id if isinstance(self.item, Milestone) else None

    @property
    def task(self) -> int | None:
        """The number of a whole task."""
        return None if self.item else self.filed.entity.number

    @property
    def id(self) -> str:
        """The id, or the task's number: the `subject` of its reports."""
        return self.item.id if self.item else str(self.filed.entity.number)

    @property
    def title(self) -> str:
        """What it is called."""
        item = self.item
        return item.indicator if isinstance(item, Target) else item.title if item else self.filed.entity.title


def subject(registry: Registry, name: str) -> Subject:
    """The target, milestone or task of an id; raises NotRecorded with what is near."""
    for filed, item, _place in registry.items:
        if item.id == name:
            return Subject(filed, item)
    for filed in registry.tasks:
        if str(filed.entity.number) == name:
            return Subject(filed, None)
    known = [item.id for _filed, item, _place in registry.items]
    raise NotRecorded(not_found(name, nearest(name, known), "编号"))


def value_of(found: Subject, typed: str) -> Decimal:
    """A typed value in the target's unit of measure; raises NotRecorded."""
    if not isinstance(found.item, Target):
        raise NotRecorded(
            f"{found.id} 没有数值（它是{'任务' if found.item is None else '成果'}），请用 --percent 或 --done"
        )
    try:
        return parse_amount(typed, found.item.unit_measure)
    except BadValue as error:
        raise NotRecorded(str(error)) from None


def percentage(typed: str) -> Decimal:
    """A typed percent, or a word for all or nothing of it; raises NotRecorded."""
    if typed.strip() in _PERCENTS:
        return Decimal(_PERCENTS[typed.strip()])
    try:
        number = parse_amount(typed, "%")
    except BadValue as error:
        raise NotRecorded(str(error)) from None
    if not 0 <= number <= 1000:
        raise NotRecorded(f"百分比 {number} 超出范围：应在 0 到 1000 之间")
    return number


def reporter(registry: Registry, found: Subject, name: str) -> str:
    """The canonical name of the unit that reports; raises NotRecorded for a unit that does not answer for the task."""
    directory = Directory.of(registry)
    unit = directory.find(name)
    if unit is None:
        raise NotRecorded(not_found(name, nearest(name, directory.names())))
    task = found.filed.entity
    responsible = [each for written in (*task.leads, *task.participants) if (each := directory.find(written))]
    if responsible and unit not in responsible:
        names = "、".join(each.name for each in responsible)
        raise NotRecorded(f"{unit.name}不是任务 {task.number} 的责任单位；责任单位是：{names}")
    return unit.name


def allow(registry: Registry, report: Report, found: Subject, today: date, also: Sequence[Report] = ()) -> None:
    """Raises NotRecorded for a date before the period or in the future, and for a cumulative value that falls.

    `also` are reports that are about to be recorded before this one.
    """
    document = registry.document
    start = (found.item.start if found.item else None) or (document.start if document else None)
    if start and report.date < start:
        raise NotRecorded(f"{report.date} 早于起始日 {start}")
    if report.date > today:
        raise NotRecorded(f"{report.date} 还没有到（今天是 {today}）")
    item = found.item
    if report.value is None or not isinstance(item, Target) or item.kind != Kind.CUMULATIVE:
        return
    before, after = _around([each for each in _on(registry, report, also) if each.value is not None], report.date)
    number = amount(plain(report.value), item.unit_measure)
    least = before.value if before and before.value is not None else Decimal(0)
    if report.value < least and not report.correction:
        said = f"{before.date} 已报 {amount(plain(least), item.unit_measure)}" if before else "从 0 起"
        raise NotRecorded(f"累计数不能变小：{said}，这次是 {number}；确是更正，加 --correct")
    if after and after.value is not None and after.value < report.value and not after.correction:
        later = amount(plain(after.value), item.unit_measure)
        raise NotRecorded(
            f"累计数不能变小：这次 {report.date} 是 {number}，而 {after.date} 已报 {later}；核对哪一个不对"
        )


def previous(registry: Registry, report: Report) -> Report | None:
    """The report before this one on the same subject, if there is one."""
    return _around(_on(registry, report), report.date)[0]


def _on(registry: Registry, report: Report, also: Sequence[Report] = ()) -> list[Report]:
    known = (*(filed.entity for filed in registry.reports), *also)
    return [each for each in known if each.subject == report.subject]


def _around(reports: Sequence[Report], day: date) -> tuple[Report | None, Report | None]:
    """The last report up to a day, and the first after it."""
    later = [report for report in reports if report.date > day]
    return last_report(reports, day), min(later, key=lambda report: report.date, default=None)


def said(found: Subject, report: Report) -> str:
    """What a report says, with its unit of measure: `9 家`, `60%`."""
    if report.value is not None:
        return amount(plain(report.value), found.item.unit_measure if isinstance(found.item, Target) else "")
    return f"{plain(report.percent)}%" if report.percent is not None else ""


def file_of(report: Report) -> str:
    """The file of a report: that of the month its date lies in."""
    return f"{PROGRESS}/{report.date:%Y-%m}.yaml"
