"""`dcgd progress template` and `collect`: one workbook a unit out, filled workbooks in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dcgd.cli import options
from dcgd.cli.bar import bar
from dcgd.cli.clock import today
from dcgd.cli.commands import offering
from dcgd.cli.console import FINDINGS, said_if_cut_off, say
from dcgd.cli.handed_in import handed_in
from dcgd.cli.narrow import narrow
from dcgd.cli.options import Output
from dcgd.cli.output import emit
from dcgd.cli.period import in_month
from dcgd.cli.session import one_folder, only_folder, open_session
from dcgd.errors import WrongUse
from dcgd.publish.table import Column, Table
from dcgd.tracking.collected import Outcome
from dcgd.tracking.months import month_of

if TYPE_CHECKING:
    from dcgd.registry.content import Registry
    from dcgd.registry.load import Reading
    from dcgd.tracking.collected import Line
    from dcgd.tracking.returned import Filled

_FEW = 5
"""From so many workbooks on a bar is drawn."""


Period = Annotated[int | None, in_month("哪个月的报送，如 2023-06；缺省是上一个月")]


def _month(period: int | None) -> int:
    """The month asked for, by default the last that is over."""
    return month_of(today()) - 1 if period is None else period


def _need_openpyxl() -> None:
    from importlib.util import find_spec

    if find_spec("openpyxl") is None:
        raise WrongUse("读写工作簿要先安装 openpyxl：pip install 'dcgd[xlsx]'")


def template(
    *,
    period: Period = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件夹", help="放在哪里，缺省是 填报表-月份", show_default=False),
    ] = None,
    selection: options.ByUnit,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名文件")] = False,
    data: options.Data = None,
    output: Annotated[Output, offering("form")],
) -> None:
    """发表：每个责任单位一个工作簿，只有它自己的事项；牵头的填，参与的看。

    要填的格没有锁住，其余的都保护着（没有密码）；数、日期、更正在表里就有校验。
    """
    _need_openpyxl()
    from dcgd.index.codec import rules_from_text
    from dcgd.publish.filenames import distinct, safe_name
    from dcgd.publish.forms import workbook
    from dcgd.source.files import write
    from dcgd.tracking import forms
    from dcgd.tracking.judged_items import judged_items
    from dcgd.tracking.months import period_name

    month = _month(period)
    with open_session([str(only_folder(data))]) as session:
        rules, title = session.connection.execute("SELECT rules, title FROM documents").fetchone()
        last = forms.window(month, rules_from_text(rules).reporting.cycle)[1]
        wanted = narrow(session.connection, selection)
        found = forms.forms(judged_items(session.connection, wanted, last), month, title or "")
        if wanted.units is not None:
            names = {name for _document, name in wanted.units}
            found = [each for each in found if each.origin.unit in names]
        folder = out or Path(f"填报表-{period_name(month)}")
        stems = distinct([f"{safe_name(each.origin.unit)}_{each.origin.period}" for each in found])
        paths = [folder / f"{stem}.xlsx" for stem in stems]
        there = [path.name for path in paths if path.exists()]
        if there and not force:
            more = f" 等 {len(there)} 个文件" if len(there) > 1 else ""
            raise WrongUse(f"{folder} 里已有 {there[0]}{more}，也许已经填了；换一个文件夹，或加 --force 覆盖")
        tell = bar("生成填报表", len(found), _FEW)
        rows: list[dict[str, Any]] = []
        with said_if_cut_off(lambda: _unmade([each.origin.unit for each in found[len(rows) :]], len(rows))):
            for done, (each, path) in enumerate(zip(found, paths, strict=True), 1):
                write(path, workbook(each))
                rows.append(
                    {
                        "unit": each.origin.unit,
                        "file": str(path),
                        "leads": len(each.leads),
                        "participates": len(each.participates),
                    }
                )
                tell(done, len(found))
        columns = (
            Column("unit", "单位"),
            Column("file", "工作簿"),
            Column("leads", "要填的事项", number=True, narrow=True),
            Column("participates", "参与的事项", number=True, narrow=True),
        )
        emit(Table(columns, rows), output, "这个月没有要报的单位。")


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


def _unmade(units: Sequence[str], made: int) -> str:
    return f"写好了 {made} 个工作簿，还没有写的单位：{'、'.join(units)}；补写用 -u 指明单位" if units else ""


def collect(
    *,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="文件…", help="交回的工作簿，或装着它们的文件夹（连同下级）", show_default=False),
    ],
    period: Period = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会登记什么，不写入")] = False,
    data: options.Data = None,
    output: options.Output,
) -> None:
    """收表：读回填好的工作簿，逐行给出结果；拿得准的登记，拿不准的指出在哪一张表、哪一格，不登记。

    同一个文件再收一次什么也不添。有存疑或拒收的，退出码为 1。最后列出还缺谁的哪些。
    """
    _need_openpyxl()
    from dcgd.registry.change import change
    from dcgd.registry.load import read
    from dcgd.tracking.months import period_name

    month = _month(period)
    folder = only_folder(data) if dry_run else one_folder(data)
    books, refused = _read(list(handed_in(paths)), paths)
    judged: list[tuple[list[Line], list[dict[str, Any]]]] = []

    def edit(before: "Reading") -> dict[str, str]:
        judged.append(_judged(before.registry, books, month))
        return _texts(before, judged[-1][0])

    if dry_run:
        edit(read(folder))
    else:
        change(folder, edit)
    lines, more = judged[-1]
    recorded = 0 if dry_run else sum(line.report is not None for line in lines)
    with said_if_cut_off(lambda: f"已经登记 {recorded} 条；再收一次不会登记两遍" if recorded else ""):
        rows = [*(_row(line) for line in lines), *refused, *more]
        emit(Table(_COLUMNS, rows), output, "没有要登记的。")
        counts = {outcome: sum(row["outcome"] == outcome for row in rows) for outcome in Outcome}
        said = "，".join(f"{outcome.chinese} {counts[outcome]}" for outcome in Outcome)
        say(f"{period_name(month)}：{said}。" + ("这是预览，没有写入。" if dry_run else ""))
        _still_missing(folder, month, lines)
    if counts[Outcome.DOUBT] or counts[Outcome.REFUSED]:
        raise typer.Exit(FINDINGS)


def _refusal(file: str, why: str) -> dict[str, Any]:
    empty = dict.fromkeys(("file", "sheet", "cell", "unit", "id", "title", "amount", "date", "note"))
    return empty | {"file": file, "outcome": Outcome.REFUSED, "why": why, "place": ""}


def _read(paths: Sequence[Path], given: Sequence[Path]) -> tuple[list[tuple[str, "Filled"]], list[dict[str, Any]]]:
    """The workbooks that are forms, and rows for the files that are none.

    Raises OSError for a file that was named itself; of others that cannot be read that is a row, too.
    """
    from dcgd.errors import NotRecorded, Stopped, Unreadable
    from dcgd.source.bounded import Worker
    from dcgd.source.files import why
    from dcgd.source.package import MOST_BYTES
    from dcgd.tracking.returned import MOST_WEIGHT, read_filled

    books: list[tuple[str, Filled]] = []
    refused = []
    room = MOST_WEIGHT
    tell = bar("读取工作簿", len(paths), _FEW)
    with Worker() as worker:
        for done, path in enumerate(paths, 1):
            try:
                with path.open("rb") as file:
                    content = file.read(MOST_BYTES + 1)
                filled = worker.call(read_filled, content)
                room -= filled.weight
                if room < 0:
                    refused.append(_refusal(str(path), "与前面的合起来内容太多；分几次收"))
                else:
                    books.append((str(path), filled))
            except (Unreadable, NotRecorded) as error:
                refused.append(_refusal(str(path), str(error)))
            except Stopped as stopped:
                refused.append(_refusal(str(path), f"{stopped}；请只留填报的表，另存为 .xlsx 再交"))
            except OSError as error:
                if path in given:
                    raise
                refused.append(_refusal(str(path), f"读不了：{why(error)}"))
            tell(done, len(paths))
    return books, refused


def _judged(
    registry: "Registry", books: Sequence[tuple[str, "Filled"]], month: int
) -> "tuple[list[Line], list[dict[str, Any]]]":
    """The lines of all workbooks, and rows for those that are not taken; says what is odd in others."""
    from dcgd.errors import NotRecorded
    from dcgd.tracking.collected import collect as judge
    from dcgd.tracking.returned import recognise

    found, refused = [], []
    for name, book in books:
        try:
            found.append(recognise(name, book, registry, month))
        except NotRecorded as error:
            refused.append(_refusal(name, str(error)))
    for each in found:
        for remark in each.remarks:
            say(f"注意：{each.file}：{remark}")
    return judge(registry, found, month, today()), refused


def _texts(before: "Reading", lines: "Sequence[Line]") -> dict[str, str]:
    """The new texts of the files that reports go into."""
    from dcgd.errors import CannotEdit
    from dcgd.model.written import record
    from dcgd.source.edit import append_all
    from dcgd.tracking import recording

    by_file: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        if line.report:
            by_file.setdefault(recording.file_of(line.report), []).append(record(line.report))
    texts = {}
    for name, records in by_file.items():
        there = before.parsed.get(name)
        text = there.text if there else recording.HEADER.format(period=Path(name).stem)
        try:
            texts[name] = append_all(text, "reports", records)
        except CannotEdit as error:
            raise CannotEdit(f"{name}：{error}。没有写入。") from None
    return texts


def _row(line: "Line") -> dict[str, Any]:
    keys = ("file", "sheet", "cell", "unit", "id", "title", "amount", "date", "note", "outcome", "why")
    found = {key: getattr(line, key) for key in keys}
    found["date"] = line.date.isoformat() if line.date else None
    return found | {"place": f"{line.sheet}!{line.cell}"}


def _still_missing(folder: Path, month: int, lines: "Sequence[Line]") -> None:
    """Say on stderr who has still not reported what; what a preview would record counts as reported."""
    from dcgd.index.codec import rules_from_text
    from dcgd.index.lookup import Filter
    from dcgd.tracking import forms
    from dcgd.tracking.judged_items import judged_items
    from dcgd.tracking.log import missing_reports

    with open_session([str(folder)], quiet=True) as session:
        (rules,) = session.connection.execute("SELECT rules FROM documents").fetchone()
        last = forms.window(month, rules_from_text(rules).reporting.cycle)[1]
        taken = {line.id for line in lines if line.report}
        by_unit: dict[str, list[str]] = {}
        for judged in judged_items(session.connection, Filter(), last):
            if judged.item.id not in taken:
                for row in missing_reports(judged, month, last):
                    by_unit.setdefault(row["unit"] or "（原文没有写牵头单位）", []).append(row["id"])
        if not by_unit:
            say("都报了。")
            return
        say(f"还缺 {len(by_unit)} 个单位：")
        for unit, ids in by_unit.items():
            say(f"  {unit}：{'、'.join(ids)}")
