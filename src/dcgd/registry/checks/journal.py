"""Checks of what happens during the year: reports, problems, notices."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import PurePosixPath

from dcgd.model import Kind, Report, Target, ordinal
from dcgd.naming import Nearby, not_found
from dcgd.registry.checks import Finding
from dcgd.registry.content import Filed, FiledTask, Registry
from dcgd.registry.directory import Directory


def _subjects(registry: Registry) -> dict[str, FiledTask]:
    """The task behind every id that can be reported on."""
    found = {item.id: filed for filed, item, _place in registry.items}
    return found | {str(filed.entity.number): filed for filed in registry.tasks}


def _subject_keys(report: Report) -> list[str]:
    """Which of target, milestone and task a report names."""
    return [key for key in ("target", "milestone", "task") if getattr(report, key) is not None]


def shapes(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A report is of one thing and says one number."""
    for filed in registry.reports:
        report = filed.entity
        if len(_subject_keys(report)) != 1:
            yield Finding("report-subject", filed.place, "target、milestone、task 应写其一", "一条进展只报一件事")
        elif (report.value is None) == (report.percent is None):
            yield Finding(
                "report-amount", filed.place, "value 和 percent 应写其一", "目标报 value，成果和任务报 percent"
            )
        elif report.value is not None and report.target is None:
            yield Finding("report-amount", filed.place.at("value"), "成果和整项任务没有数值", "改报 percent")


def subjects(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """What is reported on exists, the reporter answers for it, and the date lies where it should."""
    known = _subjects(registry)
    near, near_units = Nearby(known), Nearby(directory.names())
    for filed in registry.reports:
        report, named = filed.entity, _subject_keys(filed.entity)
        if len(named) != 1:
            continue
        task = known.get(report.subject)
        if task is None:
            if not registry.broken_tasks:
                message = not_found(report.subject, near(report.subject), "编号")
                yield Finding("report-unknown", filed.place.at(*named), message, "改正编号")
            continue
        if registry.document and report.date < registry.document.start:
            message = f"{report.date} 早于文件的起始日 {registry.document.start}"
            yield Finding("report-date", filed.place.at("date"), message, "改正日期")
        if PurePosixPath(filed.place.file).stem != f"{report.date:%Y-%m}":
            message = f"{report.date} 的进展放在了 {filed.place.file}"
            yield Finding("report-period", filed.place.at("date"), message, f"移到 progress/{report.date:%Y-%m}.yaml")
        yield from _reporter(filed, task, directory, near_units)


def _reporter(filed: Filed[Report], task: FiledTask, directory: Directory, near: Nearby) -> Iterator[Finding]:
    by = filed.entity.by
    if by is None:
        return
    unit = directory.find(by)
    if unit is None:
        yield Finding("unknown-unit", filed.place.at("by"), not_found(by, near(by)), "改正单位名称")
        return
    responsible = [found for name in (*task.entity.leads, *task.entity.participants) if (found := directory.find(name))]
    if responsible and unit not in responsible:
        message = f"{unit.name}不牵头也不参与任务 {task.entity.number}"
        yield Finding(
            "report-by", filed.place.at("by"), message, "责任单位是" + "、".join(each.name for each in responsible)
        )


def falls(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A cumulative value never falls, unless the report says that it corrects."""
    cumulative = {
        item.id for _filed, item, _place in registry.items if isinstance(item, Target) and item.kind == Kind.CUMULATIVE
    }
    last: dict[str, tuple[Decimal, object]] = {}
    for filed in sorted(registry.reports, key=lambda found: found.entity.date):
        report = filed.entity
        if report.target not in cumulative or report.value is None:
            continue
        before = last.get(report.target)
        if before and report.value < before[0] and not report.correction:
            message = f"{report.target} 的累计数从 {before[1]} 的 {before[0]} 变成 {report.value}"
            yield Finding("report-falls", filed.place.at("value"), message, "改正数值；确是更正的加上 correction: true")
        last[report.target] = report.value, report.date


def references(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Problems and notices are about something that exists, each under an id of its own."""
    known = _subjects(registry)
    near = Nearby(known)
    seen: set[str] = set()
    for problem in registry.problems:
        for key, subject in (("task", str(problem.entity.task)), ("target", problem.entity.target)):
            if subject is not None and subject not in known and not registry.broken_tasks:
                message = not_found(subject, near(subject), "编号")
                yield Finding("problem-unknown", problem.place.at(key), message, "改正编号")
        if problem.entity.id in seen:
            yield Finding("id-doubled", problem.place.at("id"), f"编号“{problem.entity.id}”已经用过", "换一个编号")
        seen.add(problem.entity.id)
    for notice in registry.notices:
        subject = notice.entity.subject
        if subject not in known and not registry.broken_tasks:
            message = not_found(subject, near(subject), "编号")
            yield Finding("notice-unknown", notice.place.at("subject"), message, "改正编号")
        if notice.entity.number in seen:
            yield Finding(
                "id-doubled", notice.place.at("number"), f"单号“{notice.entity.number}”已经用过", "换一个单号"
            )
        seen.add(notice.entity.number)


def numbers(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Notices are numbered DB-YYYY-001 onwards, each year's without a gap."""
    places = {filed.entity.number: filed.place.at("number") for filed in registry.notices}
    known: dict[int, dict[int, str]] = {}
    for number, place in places.items():
        parts = ordinal(number)
        if parts is None:
            yield Finding("notice-number", place, f"单号“{number}”不是 DB-年-序号", "如 DB-2023-001")
        else:
            known.setdefault(parts[0], {})[parts[1]] = number
    for year, found in known.items():
        for before, after in pairwise(sorted(found)):
            if after - before > 1:
                missing = f"DB-{year}-{before + 1:03d}" + (f" 到 DB-{year}-{after - 1:03d}" * (after - before > 2))
                message = f"单号跳过了 {missing}"
                yield Finding("notice-number", places[found[after]], message, "补上作废的那一单，写明事由")


CHECKS = (shapes, subjects, falls, references, numbers)
