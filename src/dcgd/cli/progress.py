"""`dcgd progress`: record reports, read them, see who has not reported."""

from datetime import date
from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.clock import today
from dcgd.cli.commands import Group, command
from dcgd.cli.console import FINDINGS, say
from dcgd.cli.forms import collect, template
from dcgd.cli.judged import columns, selected_items
from dcgd.cli.narrow import narrow
from dcgd.cli.output import emit
from dcgd.cli.period import in_month
from dcgd.cli.session import one_folder, open_session
from dcgd.errors import WrongUse
from dcgd.index.lookup import sayable
from dcgd.model import What
from dcgd.publish.table import Column, Table

app = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    help="进展：登记、查看、谁还没报、发表收表。",
)
command(app, "template")(template)
command(app, "collect")(collect)


@command(app, "add")
def add(
    item: Annotated[
        str, typer.Argument(metavar="编号", help="目标、成果的编号，或任务序号", autocompletion=complete.items)
    ],
    value: Annotated[
        str | None,
        typer.Option("--value", metavar="数值", help="累计数或现值，可带计量单位，如 8 或 8家", show_default=False),
    ] = None,
    percent: Annotated[
        str | None, typer.Option("--percent", metavar="百分比", help="完成百分比，如 60", show_default=False)
    ] = None,
    done: Annotated[bool, typer.Option("--done", help="已完成，即 --percent 100")] = False,
    day: Annotated[date | None, options.on_day("--date", "数据截止之日，缺省是今天")] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="单位", help="报送单位", autocompletion=complete.units, show_default=False),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="说明", help="说明", show_default=False)] = None,
    evidence: Annotated[
        str | None,
        typer.Option("--evidence", metavar="佐证", help="佐证的文件路径或网址，只记名", show_default=False),
    ] = None,
    correct: Annotated[bool, typer.Option("--correct", help="这是更正：允许累计数比上次小")] = False,
    data: options.Data = None,
) -> None:
    """登记一条进展，添加到 progress/年-月.yaml 的末尾；其余一个字节也不动。"""
    from dcgd.cli.recording import record_report

    if (value is not None) + (percent is not None) + done != 1:
        raise WrongUse("--value、--percent、--done 要给一个，也只给一个")
    folder = one_folder(data)
    given = {"value": value, "percent": "100" if done else percent, "by": by, "note": note, "evidence": evidence}
    words = {key: None if text is None else sayable(text) for key, text in given.items()}
    recorded = record_report(folder, sayable(item), date=day or today(), correct=correct, today=today(), **words)
    say(f"已登记：{recorded.sentence}，写入 {folder / recorded.file}")


_LOG = (
    Column("date", "日期", narrow=True),
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("amount", "报送", number=True),
    Column("delta", "增减", number=True, narrow=True),
    Column("by", "报送单位"),
    Column("note", "说明"),
    Column("evidence", "佐证"),
)


@command(app, "log")
def log(
    *,
    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="[编号]…", help="只看这些编号", autocompletion=complete.items, show_default=False),
    ] = None,
    selection: options.ByPlace,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """进展的记录，按日期；增减是与同一事项上一次相比。"""
    from dcgd.cli.history import chosen
    from dcgd.tracking.log import deltas

    with open_session(basis.data) as session:
        end = basis.day
        found = list(selected_items(session, end, selection))
        if items:
            found = chosen(found, items)
        rows = [row for entry in found for row in deltas(entry, end)]
        rows.sort(key=lambda row: row["date"])  # of one day in the order of the document
        emit(Table(columns(session, _LOG), rows), output, "没有进展记录。")


_MISSING = (
    Column("unit", "单位", {"": "（原文没有写牵头单位）"}),
    Column("id", "编号", narrow=True),
    Column("what", "类别", What.glossary(), narrow=True),
    Column("title", "事项"),
    Column("expected", "应报日期", narrow=True),
    Column("days_late", "迟报天数", number=True, narrow=True),
    Column("reported", "上次报送", narrow=True),
)


_MISSING_UNITS = (
    Column("unit", "单位", {"": "（原文没有写牵头单位）"}),
    Column("count", "未报事项", number=True, narrow=True),
    Column("days_late", "迟报天数", number=True, narrow=True),
    Column("expected", "应报日期", narrow=True),
    Column("ids", "编号"),
)


@command(app, "missing")
def missing(
    *,
    period: Annotated[int | None, in_month("哪个月的报送，如 2023-06；缺省是最近一个已结束的报送周期")] = None,
    per_unit: Annotated[bool, typer.Option("--by-unit", help="每个单位一行")] = False,
    text: Annotated[bool, typer.Option("--text", help="每个单位一段催报的文字，可以直接发")] = False,
    selection: options.ByPlace,
    basis: options.Basis,
    output: options.Output,
    fail: options.Fail = False,
) -> None:
    """谁还没有报什么：牵头单位一行一项；宽限期过后开始计迟报天数。"""
    from dcgd.publish.reminders import by_unit, reminders
    from dcgd.tracking.log import missing_reports

    end = basis.day
    with open_session(basis.data) as session:
        wanted = {name for _document, name in narrow(session.connection, selection._replace(section=None)).units or ()}
        rows = [
            row
            for entry in selected_items(session, end, selection)
            for row in missing_reports(entry, period, end)
            if not wanted or row["unit"] in wanted
        ]
        rows.sort(key=lambda row: (-row["days_late"], row["unit"]))
        if text:
            for line in reminders(rows):
                typer.echo(line)
        elif per_unit:
            emit(Table(columns(session, _MISSING_UNITS), by_unit(rows)), output, "没有应报而未报的。")
        else:
            emit(Table(columns(session, _MISSING), rows), output, "没有应报而未报的。")
        if rows and fail:
            raise typer.Exit(FINDINGS)
