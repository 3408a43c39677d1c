"""Checks of what is said about records: when they were handed in, and which were withdrawn, by whom and why."""

from collections.abc import Iterator

from dcgd.diagnostics import Code, Finding, Severity
from dcgd.model.standing import sort
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

REPORT_RECEIVED = Code(
    "report-received",
    Severity.ERROR,
    "交来在登记之后",
    "received 是单位交来之日，不会晚于登记的那一天（recorded）。",
    "{target: 5-1, …, received: 2023-07-20, recorded: 2023-07-03T09:00:00+08:00}",
    "{target: 5-1, …, received: 2023-07-03, recorded: 2023-07-03T09:00:00+08:00}",
    "改正 received；recorded 由程序写，不要手改。",
)
REPORT_WITHDRAWN = Code(
    "report-withdrawn",
    Severity.ERROR,
    "撤回写法不对",
    "撤回是另一条记录：写明同一事项、同一日期、by、note 和 withdrawn: true，不写数；它作废那一天的上一条，"
    "两条都留着，哪里也不算。",
    "{target: 5-1, date: 2023-06-30, withdrawn: true}",
    "{target: 5-1, date: 2023-06-30, withdrawn: true, by: 区政府办公室, note: 多填一个零}",
    "用 dcgd progress withdraw 撤回就不会写错。",
)
CODES = (REPORT_RECEIVED, REPORT_WITHDRAWN)


def withdrawals(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A withdrawal says by whom and why, and no amount."""
    for filed in registry.reports:
        report = filed.entity
        if not report.withdrawn:
            continue
        if report.value is not None or report.percent is not None:
            yield REPORT_WITHDRAWN.at(filed.place, "撤回的一条不写数", "删去 value、percent；改数的另记一条")
        if report.by is None or report.note is None:
            yield REPORT_WITHDRAWN.at(filed.place, "撤回要写明是谁、为什么", "补上 by 和 note")


def idle(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A withdrawal withdraws something."""
    for place in sort(filed.entity for filed in registry.reports).idle:
        filed = registry.reports[place]
        message = f"{filed.entity.subject} 在 {filed.entity.date} 没有可以撤回的进展"
        yield REPORT_WITHDRAWN.at(filed.place, message, "改正编号或日期；撤回的写在它所撤回的一条之后")


def received(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Nothing was handed in after it was recorded."""
    for filed in registry.reports:
        report = filed.entity
        if report.received and report.recorded and report.received > report.recorded.date():
            message = f"交来之日 {report.received} 晚于登记之日 {report.recorded.date()}"
            yield REPORT_RECEIVED.at(filed.place.at("received"), message, "改正交来之日")


CHECKS = (withdrawals, idle, received)
