"""`dcgd progress withdraw`: a report that is to count nowhere."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.changing import record
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import one_folder
from dcgd.cli.stamp import stamp
from dcgd.edits.withdrawal import withdraw_report
from dcgd.errors import WrongUse
from dcgd.index.lookup import sayable

app = typer.Typer(add_completion=False)


@command(app, "withdraw")
def withdraw(
    *,
    item: Annotated[
        str, typer.Argument(metavar="编号", help="目标、成果的编号，或任务序号", autocompletion=complete.items)
    ],
    by: Annotated[str, typer.Option("--by", metavar="谁", help="谁撤回：单位或人", show_default=False)],
    note: Annotated[str, typer.Option("--note", metavar="理由", help="为什么撤回", show_default=False)],
    day: Annotated[date | None, options.on_day("--date", "撤回哪一天的，缺省是最近一天的")] = None,
    data: options.Data = None,
) -> None:
    """撤回一条进展：另记一条，写明谁、为什么；原来的一条留着，哪里也不算。加了 --all 的 log 里看得到。"""
    who, why = sayable(by).strip(), sayable(note).strip()
    if not who or not why:
        raise WrongUse("--by 和 --note 不能是空的")
    folder = one_folder(data)
    edit = partial(withdraw_report, item=sayable(item), day=day, by=who, why=why, stamp=stamp(folder))
    saved = record(folder, edit, [sayable(item)])
    say(f"已撤回：{saved.result.sentence}（{who}：{why}），写入 {saved.places(folder)}")
