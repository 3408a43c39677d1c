"""`dcgd seal` and `seal list`: a month closed, so that it can be told whether it still is what it was."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import options
from dcgd.cli.clock import today
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.filters import DOCUMENT
from dcgd.cli.output import emit
from dcgd.cli.session import find_data, one_folder, shown_folder, sources
from dcgd.cli.stamp import stamp
from dcgd.days import read_month
from dcgd.edits.seal import Sealed, seal_month
from dcgd.errors import BadValue, WrongUse
from dcgd.index.lookup import sayable
from dcgd.publish.table import Column, Table
from dcgd.registry.chain import checked_seals
from dcgd.registry.change import Edited, change
from dcgd.registry.entries import Entry
from dcgd.registry.evidence import states
from dcgd.registry.files import SEALS
from dcgd.registry.load import Reading, read
from dcgd.registry.sealed import archive_of, late
from dcgd.tracking.judging.months import month_end, month_of, period_name

app = typer.Typer(add_completion=False)

_COLUMNS = (
    Column("period", "月份", narrow=True),
    Column("sealed_on", "封存", narrow=True),
    Column("by", "谁"),
    Column("mark", "摘要", narrow=True),
    Column("archive", "存档", narrow=True),
    Column("sound", "完好", narrow=True),
    Column("reason", "再封的理由"),
    Column("late", "后来登记的", join="；", beneath=True),
)


@command(app, "month")
def month(
    *,
    period: Annotated[str, typer.Argument(metavar="月份", help="哪个月，如 2025-09")],
    reason: Annotated[
        str | None,
        typer.Option("--reason", metavar="理由", help="再封一次的理由：哪一条为什么改了", show_default=False),
    ] = None,
    data: options.Data = None,
) -> None:
    """封存一个月：把当时的登记册存档，记下三个摘要；以后哪一条改了、少了，validate 指得出，verify 核对得出。

    people.yaml 的电话和邮箱不存。封存过的月份有改动的，写明理由再封一次；第一次的存档留着。
    """
    why = None if reason is None else sayable(reason).strip()
    if why == "":
        raise WrongUse("--reason 不能是空的：写明哪一条为什么改了")
    folder = one_folder(data)
    stamped = stamp(folder)

    def edit(before: Reading) -> Edited[Sealed]:
        number = month_of(_month(period, before))
        return seal_month(before, period_name(number), month_end(number), states(before, folder), stamped, reason=why)

    saved = change(folder, edit)
    seal, amended = saved.result.seal, saved.result.amended
    say(f"已封存：{seal.period}（截至 {seal.as_of}），摘要 {seal.mark}，存档 {seal.archive}")
    if amended and not why:
        say(f"注意：以前封存过的记录有 {amended} 处不是当时的样子，dcgd validate 指出是哪些。")


def _month(typed: str, before: Reading) -> date:
    """The month to seal; one without a year is of the document's. Raises WrongUse."""
    document = before.registry.document
    try:
        return read_month(typed, document.start.year if document else today().year)
    except BadValue as error:
        raise WrongUse(f"月份的{error}") from None


@command(app, "list")
def list_(*, data: options.Data = None, output: options.Output) -> None:
    """封存过的月份：摘要，存档是不是当时的样子；封存以后才登记、而属于那个月的，列在下面。"""
    folders = find_data(data)
    named = {source.folder: source.registry for source in sources([str(folder) for folder in folders])}
    rows: list[dict[str, Any]] = []
    gone: list[str] = []
    for path in folders:
        reading = read(path, shown_folder(path))
        rows += (_named(named, path) | row for row in _rows(reading, path))
        gone += _gone(reading, path)
    columns = (DOCUMENT, *_COLUMNS) if len(folders) > 1 else _COLUMNS
    emit(Table(columns, rows), output, "\n".join(gone) or "没有封存过。")
    for sentence in gone if rows else ():
        say(sentence)


def _gone(reading: Reading, folder: Path) -> Iterator[str]:
    """What speaks of seals that are not there any more, in a sentence: a file without any, archives without theirs."""
    named = {filed.entity.archive for filed in reading.registry.seals}
    orphans = sorted(reading.registry.archives - named)
    if orphans:
        there = f"{shown_folder(folder)} 里有 {'、'.join(orphans)}，而 {SEALS} 里没有"
        yield f"注意：{there}：像是删去了封存；用 git 取回 {SEALS}。"
    elif SEALS in reading.parsed and not named:
        mend = "原来有的话，用 git 取回它；从没有封存过的，删去这个文件"
        yield f"注意：{shown_folder(folder / SEALS)} 里没有一条封存：{mend}。"


def _named(named: dict[str, str], path: Path) -> dict[str, Any]:
    registry = named.get(str(path.absolute()), "")
    return {"document": registry, "registry": registry} if registry else {}


def _rows(reading: Reading, folder: Path) -> list[dict[str, Any]]:
    seals = reading.registry.seals
    came = late(seals, reading.parsed, partial(archive_of, folder))
    wrong = {(told.line, told.column) for told in checked_seals(reading, folder)}
    parsed = reading.parsed.get(SEALS)
    last = {filed.entity.period: filed for filed in seals}
    return [
        {
            "period": filed.entity.period,
            "as_of": filed.entity.as_of.isoformat(),
            "sealed": filed.entity.sealed.isoformat(),
            "sealed_on": filed.entity.sealed.date().isoformat(),
            "by": filed.entity.by,
            "mark": filed.entity.mark,
            "archive": filed.entity.archive,
            "sound": parsed is not None
            and not wrong & {parsed.position(filed.place.path), parsed.position(filed.place.at("archive").path)},
            "reason": filed.entity.reason,
            "late": [_told(entry) for entry in came.get(filed.entity.period, ()) if last[filed.entity.period] is filed],
        }
        for filed in seals
    ]


def _told(entry: Entry) -> str:
    when = f"（{entry.recorded[:10]} 登记）" if entry.recorded else ""
    return f"{entry.name}{when}"
