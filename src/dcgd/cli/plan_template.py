"""`dcgd plan template`: one workbook a unit to say who does each item and what is due each quarter."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.clock import today
from dcgd.cli.commands import command, offering
from dcgd.cli.filters import filter_of
from dcgd.cli.form_files import Sheet, write_forms
from dcgd.cli.options import Output, Selection
from dcgd.cli.output import emit
from dcgd.cli.paper import need_workbooks
from dcgd.cli.session import only_folder, open_session
from dcgd.errors import WrongUse
from dcgd.publish.papers.plan_workbook import plan_workbook
from dcgd.publish.table import Column, Table
from dcgd.registry.load import read
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.returned.plan_forms import plan_forms

app = typer.Typer(add_completion=False)
_COLUMNS = (
    Column("unit", "单位"),
    Column("file", "工作簿"),
    Column("items", "事项", number=True, narrow=True),
)


@command(app, "template")
def template(
    *,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年", help="哪一年的计划，缺省是今年，或文件的第一年", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件夹", help="放在哪里，缺省是 节点计划-年", show_default=False),
    ] = None,
    selection: Annotated[Selection, offering("unit", "group", "person", "duty")],
    force: Annotated[bool, typer.Option("--force", help="文件已经有了也覆盖")] = False,
    data: options.Data = None,
    output: Annotated[Output, offering("form")],
) -> None:
    """发表：每个牵头单位一个工作簿，写明它的每一项谁负责、找谁联系、每季到哪一步；已有的都填好。

    黄色的格没有锁住，其余的都保护着（没有密码）；可以打印出来签字盖章。
    """
    need_workbooks()
    folder = only_folder(data)
    registry = read(folder).registry
    document = registry.document
    if document is None:
        raise WrongUse("tasks.yaml 里没有可用的 document，先照 dcgd validate 改正")
    first, last = document.start.year, document.due.year
    asked = min(max(today().year, first), last) if year is None else year
    if not first <= asked <= last:
        raise WrongUse(f"--year {asked} 不在文件的年份（{first if first == last else f'{first} 至 {last}'}）之内")
    with open_session([str(folder)]) as session:
        wanted = filter_of(session.connection, selection)
        forms = plan_forms(registry, judged_items(session.connection, wanted, today()), asked)
    if wanted.units is not None:
        names = {name for _document, name in wanted.units}
        forms = [form for form in forms if form.origin.unit in names]
    sheets = [Sheet(form.origin, partial(plan_workbook, form), {"items": len(form.rows)}) for form in forms]
    rows = write_forms(out or Path(f"节点计划-{asked}"), sheets, "节点计划_", force=force)
    emit(Table(_COLUMNS, rows), output, "没有单位要填。")
