"""`dcgd progress add`: one report recorded."""

from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

import typer

from dcgd.cli import complete, options
from dcgd.cli.changing import record, say_same
from dcgd.cli.clock import today
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import one_folder
from dcgd.cli.shown import EvidenceFiles, shown
from dcgd.cli.stamp import Received, handed_over, stamp
from dcgd.edits.report import Claim, record_report
from dcgd.errors import WrongUse
from dcgd.index.lookup import sayable

app = typer.Typer(add_completion=False)


class Said(NamedTuple):
    """What a unit says beside the amount."""

    checkpoint: Annotated[
        str | None,
        typer.Option(
            "--checkpoint",
            metavar="节点",
            help="完成了哪一个节点（形象进度）：它的日期，如 2025-06-30、6月底，或它的话，如 主体封顶",
            show_default=False,
        ),
    ] = None
    note: Annotated[str | None, typer.Option("--note", metavar="说明", help="进展情况", show_default=False)] = None
    difficulty: Annotated[
        str | None, typer.Option("--difficulty", metavar="问题", help="存在问题", show_default=False)
    ] = None
    next_step: Annotated[
        str | None, typer.Option("--next-step", metavar="打算", help="下一步打算", show_default=False)
    ] = None
    filled_by: Annotated[str | None, typer.Option("--filled-by", metavar="谁", help="填报人", show_default=False)] = (
        None
    )
    checked_by: Annotated[str | None, typer.Option("--checked-by", metavar="谁", help="审核人", show_default=False)] = (
        None
    )
    received: Received = None
    evidence: EvidenceFiles = None
    keep: Annotated[bool, typer.Option("--keep", help="把佐证文件复制一份到登记册的 evidence/，以摘要为名")] = False

    def words(self) -> dict[str, str | None]:
        """What is said in words, by the keys of a report."""
        keys = ("checkpoint", "note", "difficulty", "next_step", "filled_by", "checked_by")
        return {key: sayable(text) for key in keys if (text := getattr(self, key))}


@command(app, "add", example="dcgd progress add 5-1 --value 8家 --date 2023-09-30 --by 区科技局")
def add(
    *,
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
    said: Said,
    correct: Annotated[bool, typer.Option("--correct", help="这是更正：允许累计数比上次小")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="存疑的数核对过了，确实如此，照样登记")] = False,
    data: options.Data = None,
) -> None:
    """登记一条进展，添加到 progress/年-月.yaml 的末尾；其余一个字节也不动。

    像是写错了的（远超目标、百分数像小数、比上次相差太多）不登记，先说明疑点；核对过的加 --yes。
    """
    given = (value is not None) + (percent is not None) + done
    if given > 1 or not (given or said.checkpoint or said.note):
        more = "" if given > 1 else "；有形象进度节点的，可以只写 --checkpoint 或 --note"
        raise WrongUse(f"--value、--percent、--done 要给一个，也只给一个{more}")
    folder = one_folder(data)
    made = stamp(folder)
    proof = shown(folder, said.evidence, kept=said.keep)
    claim = Claim(
        item=sayable(item),
        date=day or today(),
        value=value and sayable(value),
        percent="100" if done else percent and sayable(percent),
        by=by and sayable(by),
        **said.words(),
        evidence=proof.evidence,
        kept=proof.to_keep,
        received=handed_over(said.received, made),
        correction=correct,
        on_purpose=yes,
    )
    saved = record(folder, partial(record_report, claim=claim, stamp=made), [claim.item])
    if saved.result.is_known:
        say(f"已有同样的进展，没有再登记：{saved.result.sentence}；确要再记一条，加 --yes")
        return
    say(f"已登记：{saved.result.sentence}，写入 {saved.places(folder)}")
    say_same([saved.result])
