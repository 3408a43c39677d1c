"""`dcgd notice deliver`, `reply`, `accept`, `return`, `withdraw`: what became of notices."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from dcgd.cli import complete, options
from dcgd.cli.changing import record
from dcgd.cli.clock import parse_coming, today
from dcgd.cli.commands import command, offering
from dcgd.cli.console import say
from dcgd.cli.notice import Numbers
from dcgd.cli.session import one_folder
from dcgd.cli.shown import EvidenceFiles, shown
from dcgd.cli.stamp import stamp
from dcgd.edits.notice import add_answer, add_reply
from dcgd.errors import NotRecorded, Stopped, Unreadable, WrongUse
from dcgd.index.lookup import sayable
from dcgd.model import Answer, NoticeStep
from dcgd.registry.change import change
from dcgd.source import bounded
from dcgd.source.package import MOST_BYTES
from dcgd.tracking.returned.reply_sheet import ReplySheet, read_reply

app = typer.Typer(add_completion=False)

_BY_HAND = "或照着它写 --cause 原因 --measures 措施 --finish 完成时间 --owner 责任人"


class Said(NamedTuple):
    """What is said of a step of a notice."""

    by: Annotated[str | None, typer.Option("--by", metavar="谁", help="经办的单位或人", show_default=False)] = None
    day: Annotated[date | None, options.on_day("--date", "这一步的日期，缺省是今天")] = None
    cause: Annotated[str | None, typer.Option("--cause", metavar="原因", help="原因", show_default=False)] = None
    measures: Annotated[str | None, typer.Option("--measures", metavar="措施", help="措施", show_default=False)] = None
    finish: Annotated[str | None, options.coming_day("--finish", "什么时候完成，如 2025-10-31、10月底")] = None
    owner: Annotated[str | None, typer.Option("--owner", metavar="谁", help="责任人", show_default=False)] = None
    note: Annotated[str | None, typer.Option("--note", metavar="说明", help="说明", show_default=False)] = None
    evidence: EvidenceFiles = None


def _step(folder: Path, action: Answer, said: Said) -> NoticeStep:
    """The step that the options say."""
    words = {key: text.strip() for key in ("by", "cause", "measures", "owner", "note") if (text := getattr(said, key))}
    if action in (Answer.RETURN, Answer.WITHDRAW) and not (words.get("by") and words.get("note")):
        raise WrongUse(f"{action.chinese}要写明是谁（--by）、为什么（--note）")
    day = said.day or today()
    return NoticeStep(
        action=action,
        date=day,
        by=sayable(words["by"]) if "by" in words else None,
        cause=sayable(words["cause"]) if "cause" in words else None,
        measures=sayable(words["measures"]) if "measures" in words else None,
        finish=parse_coming(said.finish, "--finish", day) if said.finish else None,
        owner=sayable(words["owner"]) if "owner" in words else None,
        note=sayable(words["note"]) if "note" in words else None,
        evidence=shown(folder, said.evidence).evidence,
    )


def _record(data: list[str] | None, numbers: list[str], action: Answer, said: Said) -> None:
    """Append a step to each of the notices."""
    folder = one_folder(data)
    step = _step(folder, action, said)
    for number in numbers:
        edit = partial(add_answer, number=sayable(number), step=step, stamp=stamp(folder))
        saved = record(folder, edit, records=[sayable(number)])
        say(f"已登记：{saved.result.number} 于 {step.date} {action.chinese}")


@command(app, "deliver")
def deliver(
    numbers: Numbers, said: Annotated[Said, offering("by", "day", "note", "evidence")], data: options.Data = None
) -> None:
    """送达：单子交到了单位手里。"""
    _record(data, numbers, Answer.DELIVER, said)


@command(app, "reply")
def reply(
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[单号]…", help="如 DB-2023-001，或只写 1；有 --file 的可以不写", autocompletion=complete.notices
        ),
    ] = None,
    *,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", metavar="反馈单", help="单位填好交回的反馈单（.docx、.xlsx），从里面读回复", show_default=False
        ),
    ] = None,
    said: Said,
    data: options.Data = None,
) -> None:
    """登记单位的回复：原因、措施、完成时间、责任人；--file 从交回的反馈单里读。

    反馈单上说不清的不登记，说出在哪一格；另写了 --cause、--measures、--finish、--owner 的照写的。
    """
    if file is None:
        if not numbers:
            raise WrongUse("缺少参数 单号…，或 --file 反馈单")
        _record(data, numbers, Answer.REPLY, said)
        return
    if numbers and len(numbers) > 1:
        raise WrongUse("--file 一次只登记一单：一张反馈单答复一个单号")
    folder = one_folder(data)
    sheet = _read(file)
    step = _step(folder, Answer.REPLY, said)
    number = sayable(numbers[0]) if numbers else ""
    edit = partial(add_reply, number=number, sheet=sheet, given=step, stamp=stamp(folder))
    try:
        replied = change(folder, edit).result
    except NotRecorded as error:
        raise NotRecorded(f"{file}：{error}。没有登记") from None
    for remark in sheet.remarks:
        say(f"注意：{remark}")
    say(f"已登记：{replied.notice.number} 于 {replied.step.date} 回复")
    words = (("原因", "cause"), ("措施", "measures"), ("完成时间", "finish"), ("责任人", "owner"))
    for name, key in words:
        say(f"  {name}：{getattr(replied.step, key) or '（没有写）'}")


def _read(file: Path) -> ReplySheet:
    """What a returned sheet says; raises WrongUse with the way out, OSError."""
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise WrongUse(f"{file}：太大：至多 {MOST_BYTES // 1_000_000} MB；{_BY_HAND}")
    try:
        return bounded.call(read_reply, content)
    except (Unreadable, Stopped, NotRecorded) as error:
        why = str(error).replace("再导入", "再交").replace("请交填好的 .xlsx", "请交填好的 .docx 或 .xlsx")
        raise WrongUse(f"{file}：{why}；{_BY_HAND}") from None


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
