"""`dcgd review`: what an import drafted, gone through by a person, the worst evidence first."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

import typer

from dcgd.cli import choices, complete
from dcgd.cli.asking import at_terminal
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.options import Output
from dcgd.cli.output import emit
from dcgd.cli.review_dialogue import go_through
from dcgd.cli.review_steps import Action, corrected, desk_of, draft_of, place_of, told
from dcgd.cli.session import one_folder
from dcgd.edits import review as edits
from dcgd.errors import Refused, WrongUse
from dcgd.index.lookup import sayable
from dcgd.intake.reviewing import ToReview
from dcgd.publish.table import Column, Table
from dcgd.registry.change import Edited, is_shipped
from dcgd.registry.files import READ_ONLY
from dcgd.registry.load import Reading, read

app = typer.Typer(add_completion=False)
_COLUMNS = (
    Column("id", "编号", narrow=True),
    Column("what", "类", narrow=True),
    Column("title", "名称"),
    Column("draft", "草稿"),
    Column("doubts", "疑处", join="；"),
    Column("source", "原文", narrow=True),
    Column("words", "原文的话"),
)


@command(app, "review")
def review(
    *,
    folder: Annotated[str, typer.Argument(metavar="文件夹", help="导入写出的登记册")],
    action: Annotated[
        Action | None, choices.argument(Action, "做法", metavar="[做法]", help="{words}；不写就一条一条地问")
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[编号]…",
            help="编号，或任务序号、单位名；correct 后面写 编号 键 新值，split 后面写 编号 另一半的原话",
            autocompletion=complete.items,
            show_default=False,
        ),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="只列出待核对的，疑处最重的在前")] = False,
    output: Output,
) -> None:
    """核对草稿：导入标了 review: true 的，一条一条对照原文看，疑处最重的在前；认可、改正、删去、拆开，一个键做一步。

    每一步马上写入；认可只删去 review: true。按 u 撤销上一步，q 随时停下，下次接着看。脚本里写出做法和编号。
    """
    named = [sayable(word) for word in words or ()]
    if listing and action:
        raise WrongUse("--list 只列出来；做法另写一行")
    there = one_folder([folder])
    if action is None:
        reading = read(there)
        desk = desk_of(there, reading)
        if listing or not at_terminal():
            rows = [_row(one) for one in desk.waiting(reading)]
            emit(Table(_COLUMNS, rows), output, "都核对过了。")
            say(f"待核对的 {len(rows)} 条。") if rows else None
            return
        if is_shipped(there):
            raise Refused(READ_ONLY)
        go_through(desk, reading)
        return
    desk = desk_of(there, read(there))
    edit = _edit(action, named)
    step, after = desk.do(edit)
    said = told(action, step.result)
    left = len(desk.waiting(after))
    say(f"{said}；{f'还有 {left} 条待核对' if left else '都核对过了'}")


def _edit(action: Action, words: Sequence[str]) -> Callable[[Reading, Sequence[ToReview]], Edited[Any]]:
    """The edit that the words after the action ask for; raises WrongUse for words of the wrong number."""
    if not words:
        raise WrongUse(f"写明{action.chinese}哪一条：它的编号，见 dcgd review 文件夹 --list")
    if action is Action.ACCEPT:
        return lambda before, waiting: edits.accept(before, [edits.meant(waiting, word) for word in words])
    if action is Action.DROP:
        if len(words) > 1:
            raise WrongUse("一次删去一条：删了以后，后面的位置就变了")
        return lambda before, waiting: edits.discard(before, edits.meant(waiting, words[0]))
    if action is Action.CORRECT:
        if len(words) != 3:
            raise WrongUse("correct 后面写三样：编号、键、新值，如 correct 5-1 value 12")
        return partial(corrected, name=words[0], key=words[1], typed=words[2])
    if len(words) != 2:
        raise WrongUse("split 后面写两样：编号、另一半的原话（从任务的原文里照抄）")
    return lambda before, waiting: edits.split(before, edits.meant(waiting, words[0]), words[1])


def _row(one: ToReview) -> dict[str, Any]:
    return {
        "id": one.id,
        "what": one.what.chinese,
        "title": one.title,
        "task": one.task.number if one.task else None,
        "draft": draft_of(one),
        "doubts": list(one.doubts),
        "weight": one.weight,
        "source": place_of(one),
        "words": one.words,
    }
