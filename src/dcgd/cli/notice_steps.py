"""`dcgd notice deliver`, `reply`, `accept`, `return`, `withdraw`: what became of notices."""

from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

import typer

from dcgd.cli import options
from dcgd.cli.clock import today
from dcgd.cli.commands import command, offering
from dcgd.cli.console import say
from dcgd.cli.notice import Numbers
from dcgd.cli.session import one_folder
from dcgd.cli.shown import EvidenceFiles, shown
from dcgd.cli.stamp import stamp
from dcgd.edits.notice import add_answer
from dcgd.errors import WrongUse
from dcgd.index.lookup import sayable
from dcgd.model import Answer, NoticeStep
from dcgd.registry.change import change

app = typer.Typer(add_completion=False)


class Said(NamedTuple):
    """What is said of a step of a notice."""

    by: Annotated[str | None, typer.Option("--by", metavar="谁", help="经办的单位或人", show_default=False)] = None
    day: Annotated[date | None, options.on_day("--date", "这一步的日期，缺省是今天")] = None
    cause: Annotated[str | None, typer.Option("--cause", metavar="原因", help="原因", show_default=False)] = None
    measures: Annotated[str | None, typer.Option("--measures", metavar="措施", help="措施", show_default=False)] = None
    finish: Annotated[date | None, options.on_day("--finish", "什么时候完成，如 2025-10-31、10月底")] = None
    owner: Annotated[str | None, typer.Option("--owner", metavar="谁", help="责任人", show_default=False)] = None
    note: Annotated[str | None, typer.Option("--note", metavar="说明", help="说明", show_default=False)] = None
    evidence: EvidenceFiles = None


def _record(data: list[str] | None, numbers: list[str], action: Answer, said: Said) -> None:
    """Append a step to each of the notices."""
    words = {key: text.strip() for key in ("by", "cause", "measures", "owner", "note") if (text := getattr(said, key))}
    if action in (Answer.RETURN, Answer.WITHDRAW) and not (words.get("by") and words.get("note")):
        raise WrongUse(f"{action.chinese}要写明是谁（--by）、为什么（--note）")
    folder = one_folder(data)
    step = NoticeStep(
        action=action,
        date=said.day or today(),
        by=sayable(words["by"]) if "by" in words else None,
        cause=sayable(words["cause"]) if "cause" in words else None,
        measures=sayable(words["measures"]) if "measures" in words else None,
        finish=said.finish,
        owner=sayable(words["owner"]) if "owner" in words else None,
        note=sayable(words["note"]) if "note" in words else None,
        evidence=shown(folder, said.evidence).evidence,
    )
    for number in numbers:
        saved = change(folder, partial(add_answer, number=sayable(number), step=step, stamp=stamp(folder)))
        say(f"已登记：{saved.result.number} 于 {step.date} {action.chinese}")


@command(app, "deliver")
def deliver(
    numbers: Numbers, said: Annotated[Said, offering("by", "day", "note", "evidence")], data: options.Data = None
) -> None:
    """送达：单子交到了单位手里。"""
    _record(data, numbers, Answer.DELIVER, said)


@command(app, "reply")
def reply(numbers: Numbers, said: Said, data: options.Data = None) -> None:
    """登记单位的回复：原因、措施、完成时间、责任人。"""
    _record(data, numbers, Answer.REPLY, said)


@command(app, "accept")
def accept(
    numbers: Numbers, said: Annotated[Said, offering("by", "day", "note", "evidence")], data: options.Data = None
) -> None:
    """认可：回复说清楚了。"""
    _record(data, numbers, Answer.ACCEPT, said)


@command(app, "return")
def return_(numbers: Numbers, said: Annotated[Said, offering("by", "day", "note")], data: options.Data = None) -> None:
    """退回：回复没有说清楚，要重报；在重报以前算没有回复。"""
    _record(data, numbers, Answer.RETURN, said)


@command(app, "withdraw")
def withdraw(numbers: Numbers, said: Annotated[Said, offering("by", "day", "note")], data: options.Data = None) -> None:
    """撤回：发错了的；单号留着，哪里也不算。加了 --all 的 list 里看得到。"""
    _record(data, numbers, Answer.WITHDRAW, said)
