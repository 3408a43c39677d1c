"""`dcgd progress template`: one workbook a unit to be filled in."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.commands import command, offering
from dcgd.cli.filters import filter_of
from dcgd.cli.form_files import Sheet, write_forms
from dcgd.cli.options import Output
from dcgd.cli.output import emit
from dcgd.cli.paper import need_workbooks
from dcgd.cli.papers_from import forms_of
from dcgd.cli.period import Reported, month_asked
from dcgd.cli.session import only_folder, open_session
from dcgd.publish.papers.form_workbook import form_workbook
from dcgd.publish.table import Column, Table
from dcgd.tracking.judging.months import period_name
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
    force: Annotated[bool, typer.Option("--force", help="文件已经有了也覆盖")] = False,
    data: options.Data = None,
    output: Annotated[Output, offering("form")],
) -> None:
    """发表：每个牵头或承担分解的单位一个工作簿，可以打印、签字、盖章；只参与的单位不发，列在最后。

    要填的格没有锁住，其余的都保护着（没有密码）；数、日期、更正在表里就有校验。
    """
    need_workbooks()

    month = month_asked(period)
    with open_session([str(only_folder(data))]) as session:
        made = forms_of(session, month, filter_of(session.connection, selection))
        helping = [form for form, _reach in made if not form.leads]
        sheets = [
            Sheet(form.origin, partial(form_workbook, form, reach), _counts(form)) for form, reach in made if form.leads
        ]
        rows = write_forms(out or Path(f"填报表-{period_name(month)}"), sheets, "", force=force)
        rows += [{"unit": form.origin.unit, "file": None, **_counts(form)} for form in helping]
        columns = (
            Column("unit", "单位"),
            Column("file", "工作簿（空着的不发：只参与）"),
            Column("leads", "要填的事项", number=True, narrow=True),
            Column("participates", "参与的事项", number=True, narrow=True),
        )
        emit(Table(columns, rows), output, "这个月没有要报的单位。")


def _counts(form: Form) -> dict[str, int]:
    return {"leads": len(form.leads), "participates": len(form.participates)}
