"""`dcgd progress collect`: the workbooks that units filled in, read back."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import options
from dcgd.cli.changing import record
from dcgd.cli.clock import today
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS, said_if_cut_off, say
from dcgd.cli.form_files import counted, read_forms, refusals
from dcgd.cli.output import emit
from dcgd.cli.paper import need_workbooks
from dcgd.cli.period import Reported, month_asked
from dcgd.cli.saved import check_file
from dcgd.cli.session import find_data, one_folder, only_folder, open_session
from dcgd.cli.stamp import Received, handed_over, stamp
from dcgd.edits.returned import Collected, Remark, record_returned
from dcgd.edits.same import copy_same
from dcgd.index.codec import rules_from_text
from dcgd.index.lookup import Filter
from dcgd.model import Report, Stamp
from dcgd.model.papers import number_key
from dcgd.publish.papers.filenames import distinct, safe_name
from dcgd.publish.papers.sent_back import texts_by_unit
from dcgd.publish.table import Column, Table
from dcgd.registry.change import change
from dcgd.registry.content import Registry
from dcgd.registry.load import read
from dcgd.source.files import write
from dcgd.source.folders import make_folder
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.judging.months import period_name
from dcgd.tracking.reporting.log import missing_reports
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.cells import text_of
from dcgd.tracking.returned.collected import Line, Outcome
from dcgd.tracking.returned.recognise import Filled

app = typer.Typer(add_completion=False)


_COLUMNS = (
    Column("unit", "单位"),
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("amount", "本期完成"),
    Column("date", "日期", narrow=True),
    Column("outcome", "结果", Outcome.glossary(), narrow=True),
    Column("why", "缘由"),
    Column("file", "文件"),
    Column("place", "位置"),
)
_KEYS = ("file", "sheet", "cell", "unit", "id", "title", "amount", "date", "note", "outcome", "why")


@command(app, "collect")
def collect(
    *,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="文件…", help="交回的工作簿，或装着它们的文件夹（连同下级）", show_default=False),
    ],
    period: Reported = None,
    received: Received = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会登记什么，不写入")] = False,
    returns: Annotated[
        Path | None,
        typer.Option(
            "--returns",
            metavar="文件夹",
            help="给每个有存疑的单位写一份退回修改的文字，放在这个文件夹里",
            show_default=False,
        ),
    ] = None,
    data: options.Data = None,
    output: options.Output,
) -> None:
    """收表：读回填好的工作簿，逐行给出结果；拿得准的登记，拿不准的指出在哪一张表、哪一格，不登记。

    同一个文件再收一次什么也不添。有存疑或拒收的，退出码为 1。最后列出还缺谁的哪些。

    --data 写几个登记册：表是哪份文件的就收进哪一个，别的登记册里写明 same_as 的事项照样登记；再收一次补上缺的。
    """
    need_workbooks()
    month = month_asked(period)
    check_file(output)
    if returns is not None:
        make_folder(returns)  # where that fails, nothing is recorded yet
    workbooks, refused = read_forms(paths)
    folders = _asking_first(find_data(data), workbooks)
    folder = (only_folder if dry_run else one_folder)([str(folders[0])] if len(folders) > 1 else data)
    made = stamp(folder)
    edit = partial(record_returned, workbooks=workbooks, month=month, received=handed_over(received, made), stamp=made)
    if dry_run:
        reading = read(folder)
        collected = edit(reading).result
    else:
        saved = record(folder, edit, _items(workbooks) if len(folders) == 1 else ())
        reading, collected = saved.reading, saved.result
    recorded = 0 if dry_run else sum(line.report is not None for line in collected.lines)
    with said_if_cut_off(lambda: f"已经登记 {recorded} 条；再收一次不会登记两遍" if recorded else ""):
        for remark in collected.remarks:
            say(f"注意：{remark.file}：{remark.sentence}")
        rows = [*map(_row, collected.lines), *refusals(refused, collected, _KEYS)]
        emit(Table(_COLUMNS, rows), output, "没有要登记的。")
        outcomes = [row["outcome"] for row in rows]
        say(f"{period_name(month)}：{counted(outcomes)}。" + ("这是预览，没有写入。" if dry_run else ""))
        if returns is not None:
            _write_returns(returns, collected, refused, reading.registry, period_name(month))
        _still_missing(folder, month, collected.lines)
        said = _of_month(reading.registry, collected.lines if dry_run else (), month)
        for other in folders[1:]:
            _copy_to(other, reading.registry, said, made, dry_run=dry_run)
    if Outcome.DOUBT in outcomes or Outcome.REFUSED in outcomes:
        raise typer.Exit(FINDINGS)


def _items(workbooks: Sequence[tuple[str, Filled]]) -> set[str]:
    """The items that the filled rows are about."""
    cells = ((filled.origin, row.cells.get(forms.KEY)) for _file, filled in workbooks for row in filled.rows)
    named = (origin.item(text_of(cell)) for origin, cell in cells if cell is not None)
    return {item for item in named if item is not None}


def _asking_first(folders: Sequence[Path], workbooks: Sequence[tuple[str, Filled]]) -> list[Path]:
    """The registries, that of whose document the forms are first; as they are given where that is none of them."""
    if len(folders) < 2:
        return list(folders)
    asking = {number_key(filled.origin.document) for _file, filled in workbooks}
    with open_session([str(folder) for folder in folders], quiet=True) as session:
        numbers = dict(session.connection.execute("SELECT path, number FROM documents"))
    return sorted(folders, key=lambda folder: number_key(numbers.get(os.path.abspath(folder)) or "") not in asking)  # noqa: PTH100


def _of_month(registry: Registry, lines: Sequence[Line], month: int) -> list[Report]:
    """The standing reports of a month's reporting cycle, and with them those that a preview would record."""
    first, last = forms.window(month, registry.rules.reporting.cycle)
    there = [filed.entity for filed in registry.standing.reports if first <= filed.entity.date <= last]
    return there + [line.report for line in lines if line.report]


def _copy_to(folder: Path, other: Registry, reports: Sequence[Report], made: Stamp, *, dry_run: bool) -> None:
    """Write the reports for what is the same in another registry, and say so."""
    edit = partial(copy_same, other=other, reports=reports, stamp=made)
    if dry_run:
        copied, where = edit(read(folder)).result, folder
    else:
        saved = change(folder, edit)
        copied, where = saved.result, Path(saved.places(folder) or folder)
    if copied.written:
        items = "、".join(f"{id_}（{count} 条）" if count > 1 else id_ for id_, count in copied.written.items())
        say(f"相同的事项{'会' if dry_run else '已'}照样登记 {sum(copied.written.values())} 条：{items}，{where}")
    for id_, why in copied.refused.items():
        say(f"注意：{folder} 的 {id_} 写着 same_as，而{why}，没有登记；改正其中一个")


def _write_returns(
    folder: Path, collected: Collected[Line], unread: Sequence[Remark], registry: Registry, period: str
) -> None:
    """A text for each unit with doubts; what is there already under its name stays."""
    number, issuer = (registry.document.number, registry.document.issuer) if registry.document else ("", "")
    office = registry.rules.office.name or issuer
    texts = texts_by_unit(collected, unread, document=number, office=office, period=period, today=today())
    there = [path.name for path in folder.iterdir()]
    stems = [f"{safe_name(unit)}_{period}_退回.txt" for unit in texts]
    for name, text in zip(distinct([*there, *stems])[len(there) :], texts.values(), strict=True):
        write(folder / name, text.replace("\n", "\r\n").encode("utf-8-sig"))  # for the Notepad of any Windows
    say(f"退回修改 {len(texts)} 份，在 {folder} 里。" if texts else "没有要退回的。")


def _row(line: Line) -> dict[str, Any]:
    row = {key: getattr(line, key) for key in _KEYS}
    row["date"] = line.date.isoformat() if line.date else None
    return row | {"place": f"{line.sheet}!{line.cell}"}


def _still_missing(folder: Path, month: int, lines: Sequence[Line]) -> None:
    """Say on stderr who has still not reported what; what a preview would record counts as reported."""

    with open_session([str(folder)], quiet=True) as session:
        (rules,) = session.connection.execute("SELECT rules FROM documents").fetchone()
        last = forms.window(month, rules_from_text(rules).reporting.cycle)[1]
        taken = {line.id for line in lines if line.report}
        by_unit: dict[str, list[str]] = {}
        for judged_item in judged_items(session.connection, Filter(), last):
            for row in missing_reports(judged_item, month, last):
                if row["id"] not in taken:
                    by_unit.setdefault(row["unit"] or "（原文没有写牵头单位）", []).append(row["id"])
        if not by_unit:
            say("都报了。")
            return
        say(f"还缺 {len(by_unit)} 个单位：")
        for unit, ids in by_unit.items():
            say(f"  {unit}：{'、'.join(ids)}")
