"""`dcgd progress template`: one workbook a unit to be filled in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import options
from dcgd.cli.bar import FEW, bar
from dcgd.cli.commands import command, offering
from dcgd.cli.console import said_if_cut_off
from dcgd.cli.filters import filter_of
from dcgd.cli.options import Output
from dcgd.cli.output import emit
from dcgd.cli.paper import need_workbooks
from dcgd.cli.period import Reported, month_asked
from dcgd.cli.session import only_folder, open_session
from dcgd.cli.suffixes import named_rightly
from dcgd.errors import WrongUse
from dcgd.index.codec import rules_from_text
from dcgd.index.contacts import on_paper
from dcgd.publish.papers.filenames import distinct, safe_name
from dcgd.publish.papers.form_workbook import form_workbook
from dcgd.publish.table import Column, Table
from dcgd.source.files import write
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.judging.months import period_name
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.forms import Form

app = typer.Typer(add_completion=False)


@command(app, "template")
def template(
    *,
    period: Reported = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件夹", help="放在哪里，缺省是 填报表-月份", show_default=False),
    ] = None,
    selection: options.ByUnit,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名文件")] = False,
    data: options.Data = None,
    output: Annotated[Output, offering("form")],
) -> None:
    """发表：每个牵头的单位一个工作簿，可以打印、签字、盖章；只参与的单位不发，列在最后。

    要填的格没有锁住，其余的都保护着（没有密码）；数、日期、更正在表里就有校验。
    """
    need_workbooks()

    month = month_asked(period)
    with open_session([str(only_folder(data))]) as session:
        rules, title = session.connection.execute("SELECT rules, title FROM documents").fetchone()
        last = forms.window(month, rules_from_text(rules).reporting.cycle)[1]
        wanted = filter_of(session.connection, selection)
        made = forms.forms(judged_items(session.connection, wanted, last), month, title or "")
        if wanted.units is not None:
            names = {name for _document, name in wanted.units}
            made = [form for form in made if form.origin.unit in names]
        made, helping = [form for form in made if form.leads], [form for form in made if not form.leads]
        if out is not None:
            named_rightly(out, "")
        folder = out or Path(f"填报表-{period_name(month)}")
        stems = distinct([f"{safe_name(form.origin.unit)}_{form.origin.period}" for form in made])
        paths = [folder / f"{stem}.xlsx" for stem in stems]
        there = [path.name for path in paths if path.exists()]
        if there and not force:
            more = f" 等 {len(there)} 个文件" if len(there) > 1 else ""
            raise WrongUse(f"{folder} 里已有 {there[0]}{more}，也许已经填了；换一个文件夹，或加 --force 覆盖")
        tell = bar("生成填报表", len(made), FEW)
        rows: list[dict[str, Any]] = []
        with said_if_cut_off(lambda: _unmade([form.origin.unit for form in made[len(rows) :]], len(rows))):
            for done, (form, path) in enumerate(zip(made, paths, strict=True), 1):
                write(path, form_workbook(form, on_paper(session.connection, "", form.origin.unit)))
                rows.append(_row(form, path))
                tell(done, len(made))
        rows += [_row(form, None) for form in helping]
        columns = (
            Column("unit", "单位"),
            Column("file", "工作簿（空着的不发：只参与）"),
            Column("leads", "要填的事项", number=True, narrow=True),
            Column("participates", "参与的事项", number=True, narrow=True),
        )
        emit(Table(columns, rows), output, "这个月没有要报的单位。")


def _row(form: Form, path: Path | None) -> dict[str, Any]:
    """What is said of a unit; without a `path` nothing is asked of it."""
    counts = {"leads": len(form.leads), "participates": len(form.participates)}
    return {"unit": form.origin.unit, "file": None if path is None else str(path), **counts}


def _unmade(units: Sequence[str], made: int) -> str:
    return f"写好了 {made} 个工作簿，还没有写的单位：{'、'.join(units)}；补写用 -u 指明单位" if units else ""
