"""Checks of what happens during the year: reports, problems, notices."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import PurePosixPath

from dcgd.diagnostics import Code, Finding, Severity
from dcgd.model import Kind, Report, Target, ordinal
from dcgd.naming import Nearby, not_found, share_id
from dcgd.registry.checks.units import UNKNOWN_UNIT
from dcgd.registry.content import Filed, FiledTask, Registry
from dcgd.registry.directory import Directory

REPORT_SUBJECT = Code(
    "report-subject",
    Severity.ERROR,
    "报的是什么",
    "一条进展只报一个目标、一项成果或一项任务，三者写其一。",
    "{target: 5-1, task: 5, date: …}",
    "{target: 5-1, date: 2023-06-30, value: 8}",
    "只留 target、milestone、task 中的一个；一次报几件事就写几条。",
)
REPORT_AMOUNT = Code(
    "report-amount",
    Severity.ERROR,
    "报的数不对",
    "value（数值）和 percent（百分比）写其一；成果和整项任务只报 percent。"
    "有形象进度节点（text）的，可以不写数，只写 checkpoint 或 note。",
    "{milestone: 5-m1, date: 2023-06-30, value: 1}",
    "{milestone: 5-m1, date: 2023-06-30, percent: 100}",
    "目标写 value 或 percent 之一，成果和任务写 percent。",
)
REPORT_UNKNOWN = Code(
    "report-unknown",
    Severity.ERROR,
    "没有这个目标",
    "tasks.yaml 里没有这个编号的目标、成果或任务。",
    "{target: 5-9, …}",
    "{target: 5-1, …}",
    "照提示改正编号；任务改过号的，进展里的编号要一并改。",
)
REPORT_WHOLE = Code(
    "report-whole",
    Severity.WARNING,
    "报了整项任务",
    "有目标或成果的任务按它们判定，进展报在它们那里；整项又报一次，就多出一个事项来。",
    "{task: 5, date: 2023-06-30, percent: 50}（任务 5 有目标 5-1）",
    "{target: 5-1, date: 2023-06-30, value: 8}",
    "改成它的目标或成果的编号和数；用 dcgd progress add 登记就不会报错地方。",
)
REPORT_DATE = Code(
    "report-date",
    Severity.ERROR,
    "日期早于周期",
    "进展的日期早于文件的起始日。",
    "date: 2022-06-30",
    "date: 2023-06-30",
    "改正日期：多半是年份写错。",
)
REPORT_PERIOD = Code(
    "report-period",
    Severity.WARNING,
    "放错了月份",
    "进展按数据截止之日放在当月的文件里。",
    "progress/2023-06.yaml 里有 date: 2023-07-31",
    "放进 progress/2023-07.yaml",
    "移到当月的文件里；用 dcgd progress add 登记就不会放错。",
)
REPORT_BY = Code(
    "report-by",
    Severity.WARNING,
    "报送单位不是责任单位",
    "报送的单位不牵头也不参与这项任务。",
    "{target: 5-1, by: 区水利局, …}",
    "{target: 5-1, by: 区科学技术局, …}",
    "改正单位；代报的在 note 里说明。",
)
REPORT_FALLS = Code(
    "report-falls",
    Severity.ERROR,
    "累计数变小",
    "累计数只增不减；确实是更正的写 correction: true。",
    "6 月报 8，7 月报 7",
    "{target: 5-1, date: 2023-07-31, value: 7, correction: true}",
    "报错了的，另记一条并写 correction: true，不改旧的。",
)
PROBLEM_UNKNOWN = Code(
    "problem-unknown",
    Severity.ERROR,
    "问题所属的任务不存在",
    "tasks.yaml 里没有这项任务或目标。",
    "task: 99",
    "task: 32",
    "改正任务序号或目标编号。",
)
NOTICE_UNKNOWN = Code(
    "notice-unknown",
    Severity.ERROR,
    "督办的事项不存在",
    "tasks.yaml 里没有这个编号的目标、成果或任务。",
    "subject: 5-9",
    "subject: 5-1",
    "改正编号。",
)
ID_DOUBLED = Code(
    "id-doubled",
    Severity.ERROR,
    "编号重复",
    "两个问题或两份督办单用了同一个编号。",
    "id: WT-2023-001 … id: WT-2023-001",
    "id: WT-2023-001 … id: WT-2023-002",
    "给后一个换一个没有用过的编号。",
)
NOTICE_NUMBER = Code(
    "notice-number",
    Severity.WARNING,
    "督办单号不连续",
    "督办单按 DB-年-序号编号，一年之内不跳号；作废的也留着。",
    "number: DB-2023-001 … number: DB-2023-003",
    "number: DB-2023-001 … number: DB-2023-002",
    "补上跳过的那一单；作废的也写上，事由写“作废”。",
)
CODES = (
    REPORT_SUBJECT,
    REPORT_AMOUNT,
    REPORT_UNKNOWN,
    REPORT_WHOLE,
    REPORT_DATE,
    REPORT_PERIOD,
    REPORT_BY,
    REPORT_FALLS,
    PROBLEM_UNKNOWN,
    NOTICE_UNKNOWN,
    ID_DOUBLED,
    NOTICE_NUMBER,
)


def _subjects(registry: Registry) -> dict[str, FiledTask]:
    """The task behind every id that can be reported on."""
    items = {item.id: filed for filed, item, _place in registry.items}
    items |= {
        share_id(item.id, share.unit): filed
        for filed, item, _place in registry.items
        if isinstance(item, Target)
        for share in item.shares
    }
    return items | {str(filed.entity.number): filed for filed in registry.tasks}


def _with_checkpoints_in_words(registry: Registry) -> set[str]:
    """The ids of what has checkpoints in words: a report on it need not give a number."""
    tasks = ((str(filed.entity.number), filed.entity.checkpoints) for filed in registry.tasks)
    items = ((item.id, item.checkpoints) for _filed, item, _place in registry.items)
    return {id_ for id_, points in (*tasks, *items) if any(point.text is not None for point in points)}


def _subject_keys(report: Report) -> list[str]:
    """Which of target, milestone and task a report names."""
    return [key for key in ("target", "milestone", "task") if getattr(report, key) is not None]


def shapes(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A report is about exactly one item and gives one amount, or tells of its checkpoints in words."""
    worded = _with_checkpoints_in_words(registry)
    for filed in registry.reports:
        report = filed.entity
        if len(_subject_keys(report)) != 1:
            yield REPORT_SUBJECT.at(filed.place, "target、milestone、task 应写其一", "一条进展只报一件事")
        elif report.withdrawn:
            continue  # it says no amount: see `stamps`
        elif (report.value, report.percent) == (None, None) and report.subject in worded:
            if not (report.checkpoint or report.note):
                yield REPORT_AMOUNT.at(filed.place, "什么也没有报", "写数，或写 checkpoint（完成了哪一天的节点）、note")
        elif (report.value is None) == (report.percent is None):
            yield REPORT_AMOUNT.at(filed.place, "value 和 percent 应写其一", "目标报 value，成果和任务报 percent")
        elif report.value is not None and report.target is None:
            yield REPORT_AMOUNT.at(filed.place.at("value"), "成果和整项任务没有数值", "改报 percent")


def subjects(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """What is reported on exists, the reporter answers for it, and the date lies where it should."""
    known = _subjects(registry)
    near, near_units = Nearby(known), Nearby(directory.names())
    for filed in registry.reports:
        report, named = filed.entity, _subject_keys(filed.entity)
        if len(named) != 1:
            continue
        task = known.get(report.item)
        if task is None:
            if not registry.broken_tasks:
                message = not_found(report.item, near(report.item), "编号")
                yield REPORT_UNKNOWN.at(filed.place.at(*named), message, "改正编号")
            continue
        parts = [*(target.id for target in task.entity.targets), *(part.id for part in task.entity.milestones)]
        if report.task is not None and parts:
            message = f"任务 {report.task} 有目标或成果，进展报在它们那里"
            yield REPORT_WHOLE.at(filed.place.at("task"), message, f"改报 {'、'.join(parts)}")
        if registry.document and report.date < registry.document.start:
            message = f"{report.date} 早于文件的起始日 {registry.document.start}"
            yield REPORT_DATE.at(filed.place.at("date"), message, "改正日期")
        if PurePosixPath(filed.place.file).stem != f"{report.date:%Y-%m}":
            message = f"{report.date} 的进展放在了 {filed.place.file}"
            yield REPORT_PERIOD.at(filed.place.at("date"), message, f"移到 progress/{report.date:%Y-%m}.yaml")
        yield from _reporter(filed, task, directory, near_units)


def _reporter(filed: Filed[Report], task: FiledTask, directory: Directory, near: Nearby) -> Iterator[Finding]:
    by = filed.entity.by
    if by is None or filed.entity.withdrawn:  # anybody may withdraw
        return
    unit = directory.find(by)
    if unit is None:
        yield UNKNOWN_UNIT.at(filed.place.at("by"), not_found(by, near(by)), "改正单位名称")
        return
    names = [*task.entity.leads, *task.entity.participants]
    names += [] if filed.entity.share is None else [filed.entity.share]
    responsible = [body for body in map(directory.find, names) if body]
    if responsible and unit not in responsible:
        message = f"{unit.name}不牵头也不参与任务 {task.entity.number}"
        yield REPORT_BY.at(filed.place.at("by"), message, "责任单位是" + "、".join(body.name for body in responsible))


def falls(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A cumulative value never falls, unless the report says that it corrects."""
    cumulative = {
        item.id for _filed, item, _place in registry.items if isinstance(item, Target) and item.kind == Kind.CUMULATIVE
    }
    last: dict[str, tuple[Decimal, object]] = {}
    for filed in sorted(registry.standing.reports, key=lambda filed: filed.entity.date):
        report = filed.entity
        if report.target not in cumulative or report.value is None:
            continue
        before = last.get(report.subject)
        if before and report.value < before[0] and not report.correction:
            message = f"{report.subject} 的累计数从 {before[1]} 的 {before[0]} 变成 {report.value}"
            yield REPORT_FALLS.at(filed.place.at("value"), message, "改正数值；确是更正的加上 correction: true")
        last[report.subject] = report.value, report.date


def references(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Problems and notices refer to existing tasks and items, and their ids are unique."""
    known = _subjects(registry)
    near = Nearby(known)
    seen: set[str] = set()
    for problem in registry.problems:
        for key, subject in (("task", str(problem.entity.task)), ("target", problem.entity.target)):
            if subject is not None and subject not in known and not registry.broken_tasks:
                message = not_found(subject, near(subject), "编号")
                yield PROBLEM_UNKNOWN.at(problem.place.at(key), message, "改正编号")
        if problem.entity.id in seen:
            yield ID_DOUBLED.at(problem.place.at("id"), f"编号“{problem.entity.id}”已经用过", "换一个编号")
        seen.add(problem.entity.id)
    for notice in registry.notices:
        subject = notice.entity.subject
        if subject not in known and not registry.broken_tasks:
            message = not_found(subject, near(subject), "编号")
            yield NOTICE_UNKNOWN.at(notice.place.at("subject"), message, "改正编号")
        if notice.entity.number in seen:
            yield ID_DOUBLED.at(notice.place.at("number"), f"单号“{notice.entity.number}”已经用过", "换一个单号")
        seen.add(notice.entity.number)


def numbers(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Notices are numbered DB-YYYY-001 onwards, each year's without a gap."""
    places = {filed.entity.number: filed.place.at("number") for filed in registry.notices}
    known: dict[int, dict[int, str]] = {}
    for number, place in places.items():
        parts = ordinal(number)
        if parts is None:
            yield NOTICE_NUMBER.at(place, f"单号“{number}”不是 DB-年-序号", "如 DB-2023-001")
        else:
            known.setdefault(parts[0], {})[parts[1]] = number
    for year, ordinals in known.items():
        for before, after in pairwise(sorted(ordinals)):
            if after - before > 1:
                missing = f"DB-{year}-{before + 1:03d}" + (f" 到 DB-{year}-{after - 1:03d}" * (after - before > 2))
                message = f"单号跳过了 {missing}"
                yield NOTICE_NUMBER.at(places[ordinals[after]], message, "补上作废的那一单，写明事由")


CHECKS = (shapes, subjects, falls, references, numbers)
