"""`dcgd plan collect`: the plans that units filled in, read back."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.clock import today
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS, said_if_cut_off, say
from dcgd.cli.form_files import counted, read_forms, refusals
from dcgd.cli.output import emit
from dcgd.cli.paper import need_workbooks
from dcgd.cli.saved import check_file
from dcgd.cli.session import one_folder, only_folder
from dcgd.edits.plan import record_plan
from dcgd.publish.table import Column, Table
from dcgd.registry.change import change
from dcgd.registry.load import read
from dcgd.tracking.returned.collected import Outcome

app = typer.Typer(add_completion=False)
_COLUMNS = (
    Column("unit", "单位"),
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("column", "栏", narrow=True),
    Column("typed", "填的"),
    Column("outcome", "结果", Outcome.glossary(), narrow=True),
    Column("why", "缘由"),
    Column("file", "文件"),
    Column("place", "位置"),
)
_KEYS = ("file", "sheet", "cell", "unit", "id", "title", "column", "typed", "outcome", "why")


@command(app, "collect")
def collect(
    *,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="文件…", help="交回的工作簿，或装着它们的文件夹（连同下级）", show_default=False),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会写什么，不写入")] = False,
    data: options.Data = None,
    output: options.Output,
) -> None:
    """收表：读回填好的节点计划表，逐格给出结果；拿得准的写进 tasks.yaml，拿不准的指出在哪一张表、哪一格，不写。

    同一个文件再收一次什么也不添；空着的格不改已有的；本来就是这样的只数，不列。有存疑或拒收的，退出码为 1。
    """
    need_workbooks()
    folder = only_folder(data) if dry_run else one_folder(data)
    check_file(output)
    workbooks, unread = read_forms(paths)
    edit = partial(record_plan, workbooks=workbooks, day=today())
    collected = edit(read(folder)).result if dry_run else change(folder, edit).result
    written = sum(len(line.entries) for line in collected.lines) * (not dry_run)
    with said_if_cut_off(lambda: f"已经写入 {written} 处；再收一次不会写两遍" if written else ""):
        for remark in collected.remarks:
            say(f"注意：{remark.file}：{remark.sentence}")
        rows = [
            {key: getattr(line, key) for key in _KEYS} | {"place": f"{line.sheet}!{line.cell}"}
            for line in collected.lines
        ]
        rows += refusals(unread, collected, _KEYS)
        outcomes = [row["outcome"] for row in rows]
        emit(Table(_COLUMNS, [row for row in rows if row["outcome"] is not Outcome.KNOWN]), output, "没有要写的。")
        say(f"{counted(outcomes)}。" + ("这是预览，没有写入。" if dry_run else ""))
    if Outcome.DOUBT in outcomes or Outcome.REFUSED in outcomes:
        raise typer.Exit(FINDINGS)
