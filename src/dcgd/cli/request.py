"""`dcgd request`: wishes to adjust an item, and what was decided."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

from dcgd.cli import choices, complete, options
from dcgd.cli.adjust import Checkpoint, check_checkpoint, reader, say_if_earlier, shown_value
from dcgd.cli.changing import record
from dcgd.cli.clock import today
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS, say
from dcgd.cli.findings import say_warnings
from dcgd.cli.item_listing import columns
from dcgd.cli.output import emit
from dcgd.cli.session import one_folder, open_session
from dcgd.cli.stamp import stamp
from dcgd.data_words import Decision
from dcgd.edits import request as requests
from dcgd.errors import WrongUse
from dcgd.index import documents, journal
from dcgd.index.lookup import sayable
from dcgd.model import Adjustable, Request, RequestStep
from dcgd.naming import qualified
from dcgd.publish.table import Column, Table
from dcgd.tracking.requests import row

app = typer.Typer(add_completion=False)

Name = Annotated[
    str, typer.Argument(metavar="申请", help="编号，如 YQ-2025-001，或只写 1", autocompletion=complete.requests)
]
Day = Annotated[date | None, options.on_day("--date", "这一步的日期，缺省是今天")]
Who = Annotated[
    str,
    typer.Option("--by", metavar="谁", help="单位、人或会议", autocompletion=complete.units, show_default=False),
]
_DECIDE = "dcgd request decide {} --approve（或 --refuse） --by 谁"
Why = Annotated[str | None, typer.Option("--note", metavar="理由", help="理由", show_default=False)]


def _step(action: Decision, by: str, day: date | None, note: str | None) -> RequestStep:
    who, why = sayable(by).strip(), sayable(note or "").strip()
    if not who:
        raise WrongUse("--by 不能是空的")
    return RequestStep(action=action, date=day or today(), by=who, note=why or None)


@command(app, "ask")
def ask(
    *,
    item: Annotated[
        str, typer.Argument(metavar="编号", help="目标、成果的编号，或任务序号", autocompletion=complete.items)
    ],
    field: Annotated[
        Adjustable,
        choices.argument(
            Adjustable, "能调整的项", metavar="哪一项", help="、".join(f"{word} {word.chinese}" for word in Adjustable)
        ),
    ],
    to: Annotated[str, typer.Argument(metavar="新值", help="如 2025-10-31、10月底、12")],
    by: Who,
    note: Annotated[str, typer.Option("--note", metavar="理由", help="为什么", show_default=False)],
    checkpoint: Checkpoint = None,
    day: Day = None,
    data: options.Data = None,
) -> None:
    """申请延期或调整：登记到 requests.yaml，等待决定；过了时限才申请的会说明。"""
    check_checkpoint(checkpoint, field)
    first = _step(Decision.ASK, by, day, note)
    if not first.note:
        raise WrongUse("--note 不能是空的")
    folder = one_folder(data)
    edit = partial(requests.ask, item=sayable(item), field=field, value_of=reader(field, to, first.date), first=first)
    edit = partial(edit, checkpoint=checkpoint and sayable(checkpoint))
    asked = record(folder, partial(edit, stamp=stamp(folder)), [sayable(item)]).result
    request = asked.request
    change_ = f"{field.chinese}从 {shown_value(asked.old)} 到 {shown_value(request.to)}"
    say(f"已登记：{request.id} {request.subject} {change_}；接下来：{_DECIDE.format(request.id)}")
    say_if_earlier(field, asked.old, request.to)
    if asked.days_late:
        say(f"注意：{request.subject} 的时限已过 {asked.days_late} 天才申请")


@command(app, "decide")
def decide(
    *,
    name: Name,
    approve: Annotated[
        bool | None,
        typer.Option("--approve/--refuse", help="批准，或不批准；批准的同时记一条调整", show_default=False),
    ] = None,
    by: Who,
    note: Why = None,
    day: Day = None,
    data: options.Data = None,
) -> None:
    """决定一件申请；批准的写成一条调整，写明申请的编号。"""
    if approve is None:
        raise WrongUse(f"要写明 --approve 或 --refuse：{_DECIDE.format(name)}")
    _decided(name, _step(Decision.APPROVE if approve else Decision.REFUSE, by, day, note), data)


@command(app, "withdraw")
def withdraw(*, name: Name, by: Who, note: Why = None, day: Day = None, data: options.Data = None) -> None:
    """撤回一件还没有决定的申请；编号留着，哪里也不算。加了 --all 的 list 里看得到。"""
    step = _step(Decision.WITHDRAW, by, day, note)
    if not step.note:
        raise WrongUse("撤回要写明为什么（--note）")
    _decided(name, step, data)


def _decided(name: str, step: RequestStep, data: list[str] | None) -> None:
    folder = one_folder(data)
    edit = partial(requests.decide, id_=sayable(name), step=step, stamp=stamp(folder))
    saved = record(folder, edit, records=[sayable(name)])
    request = saved.result
    more = f"；{request.subject} 的{request.field.chinese}已调整" if step.action is Decision.APPROVE else ""
    say(f"已登记：{request.id} {step.date} {step.action.chinese}{more}")
    say_warnings(saved.warnings)


_COLUMNS = (
    Column("id", "编号", narrow=True),
    Column("subject", "事项", narrow=True),
    Column("field", "哪一项", Adjustable.glossary(), narrow=True),
    Column("checkpoint", "哪个节点", narrow=True),
    Column("to", "调整为", narrow=True),
    Column("asked", "申请", narrow=True),
    Column("by", "申请单位"),
    Column("why", "理由"),
    Column("label", "状态", narrow=True),
    Column("decided", "决定", narrow=True),
    Column("decided_by", "决定的人或会议"),
)


@command(app, "list")
def list_(
    *,
    everything: Annotated[bool, typer.Option("--all", help="连同已撤回的")] = False,
    opened: Annotated[bool, typer.Option("--open", help="只看还没有决定的")] = False,
    basis: options.Basis,
    output: options.Output,
    fail: options.Fail = False,
) -> None:
    """申请的清单：谁申请什么、为什么，决定了没有。"""
    with open_session(basis.data, basis.known_on) as session:
        recorded = journal.requests(session.connection)
        if everything:
            recorded = journal.with_withdrawn(session.connection, recorded, Request)
        rows = []
        for registry, of_registry in recorded.items():
            for request in of_registry:
                shown = row(request, session.on(basis.day))
                if shown and (shown["open"] or not opened):
                    rows.append(
                        documents.of(session.connection, registry) | shown | {"id": qualified(registry, shown["id"])}
                    )
        moves = any(row["checkpoint"] for row in rows)
        asked = [column for column in _COLUMNS if moves or column.key != "checkpoint"]
        emit(Table(columns(session, tuple(asked)), rows), output, "没有申请。")
        if rows and fail:
            raise typer.Exit(FINDINGS)
