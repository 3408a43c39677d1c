"""`dcgd set`: an approved adjustment of a target, a milestone or a task, without writing YAML."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

import typer

from dcgd.cli import choices, complete, options
from dcgd.cli.changing import record
from dcgd.cli.clock import parse_coming, today
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.findings import say_warnings
from dcgd.cli.session import one_folder
from dcgd.cli.stamp import stamp
from dcgd.edits import adjustment
from dcgd.edits.adjustment import Value
from dcgd.errors import BadValue, WrongUse
from dcgd.model import VALUE_WORDS, Adjustable, Comparator, Firmness, Milestone, Target, Task
from dcgd.tracking.reporting.amounts import parse_amount

app = typer.Typer(add_completion=False)


Checkpoint = Annotated[
    str | None,
    typer.Option("--checkpoint", metavar="节点", help="调整节点时写明哪一个：日期或它的话", show_default=False),
]


@command(app, "set")
def adjust(
    item: Annotated[
        str,
        typer.Argument(
            metavar="编号",
            help="目标、成果的编号，如 5-1；没有目标和成果的任务，写任务序号",
            autocompletion=complete.items,
        ),
    ],
    field: Annotated[
        Adjustable,
        choices.argument(
            Adjustable,
            "能调整的项",
            metavar="哪一项",
            help="、".join(f"{word} {word.chinese}" for word in Adjustable),
        ),
    ],
    to: Annotated[str, typer.Argument(metavar="新值", help="如 16、2024-03-31、左右、力争")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么调整", show_default=False)],
    approved_by: Annotated[
        str, typer.Option("--approved-by", metavar="批准者", help="批准的人或会议", show_default=False)
    ],
    checkpoint: Checkpoint = None,
    day: Annotated[date | None, options.on_day("--date", "调整之日，缺省是今天")] = None,
    data: options.Data = None,
) -> None:
    """经批准调整一个目标、成果或任务：记一条 adjustments，写明从多少到多少、理由、批准者。

    原文的值不动，其余一个字节也不动。
    """
    reason, approved_by = reason.strip(), approved_by.strip()
    if not reason or not approved_by:
        raise WrongUse("--reason 和 --approved-by 不能是空的")
    folder = one_folder(data)
    on = day or today()
    if on > today():
        raise WrongUse(f"{on} 还没有到（今天是 {today()}）")
    check_checkpoint(checkpoint, field)
    value_of, made = reader(field, to, on), stamp(folder)
    edit = partial(adjustment.adjust, id_=item, field=field, value_of=value_of, day=on, reason=reason)
    edit = partial(edit, checkpoint=checkpoint)
    saved = record(folder, partial(edit, approved_by=approved_by, stamp=made), [item])
    adjusted = saved.result
    title = adjusted.item.indicator if isinstance(adjusted.item, Target) else adjusted.item.title
    say(
        f"已记下：{item} {title}的{field.chinese}从 {shown_value(adjusted.old)} 调整为 {shown_value(adjusted.new)}"
        f"（{on}，{approved_by}批准），写入 {saved.places(folder)}"
    )
    say_if_earlier(field, adjusted.old, adjusted.new)
    say_warnings(saved.warnings)


def check_checkpoint(checkpoint: str | None, field: Adjustable) -> None:
    """Raises WrongUse where a checkpoint is named and something else is to be adjusted."""
    if checkpoint is not None and field is not Adjustable.CHECKPOINTS:
        raise WrongUse(f"--checkpoint 只用来调整节点（{Adjustable.CHECKPOINTS}）")


def say_if_earlier(field: Adjustable, old: Value, new: Value) -> None:
    """Say that a day was moved forward: an extension whose year was left out may have been meant for the next one."""
    if isinstance(old, date) and isinstance(new, date) and new < old:
        say(f"注意：{new} 比原来的{field.chinese} {old} 早，是提前，不是延期；要延到以后的，写明年份")


def shown_value(value: Value) -> str:
    """The Chinese for a comparator or a firmness; any other value as it is."""
    return VALUE_WORDS.get(str(value), str(value))


def reader(field: Adjustable, typed: str, on: date) -> "Callable[[Target | Milestone | Task], Value]":
    """A function that parses the typed value for this field of a given item.

    A day without a year is the first such day from `on`, the day of the adjustment.
    """

    if field in (Adjustable.DUE, Adjustable.CHECKPOINTS):
        day = parse_coming(typed, field, on)
        return lambda _item: day

    def read(item: Target | Milestone | Task) -> Value:
        if field is Adjustable.COMPARATOR:
            return choices.choose(typed, Comparator, field.chinese)
        if field is Adjustable.FIRMNESS:
            return choices.choose(typed, Firmness, field.chinese)
        try:
            return parse_amount(typed, item.unit_measure if isinstance(item, Target) else "")
        except BadValue as error:
            raise WrongUse(f"{field}：{error}") from None

    return read
