"""`dcgd progress fill`: a month's reports of a unit, asked for item by item on a terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import options
from dcgd.cli.asking import at_terminal
from dcgd.cli.commands import command
from dcgd.cli.console import said_if_cut_off, say, typed
from dcgd.cli.fill_dialogue import HOW, Back, Quit, go_through, yes
from dcgd.cli.fill_draft import Answer, Draft
from dcgd.cli.fill_work import Work, commands_of, items_to_fill, work_on, write_filled
from dcgd.cli.options import Output, Selection
from dcgd.cli.output import emit
from dcgd.cli.period import Reported, month_asked
from dcgd.cli.session import one_folder
from dcgd.cli.stamp import Received
from dcgd.edits.report import consider
from dcgd.errors import Refused, UserError, WrongUse
from dcgd.index.lookup import sayable
from dcgd.publish.table import Column, Table
from dcgd.registry.change import is_shipped
from dcgd.registry.files import READ_ONLY
from dcgd.tracking.judging.months import period_name
from dcgd.tracking.reporting import recording
from dcgd.tracking.returned.forms import FormItem

app = typer.Typer(add_completion=False)

_NO_TERMINAL = (
    "progress fill 要在终端里运行，一项一项地问；在脚本里一条一条登记用 dcgd progress add，"
    "整批的发表收表用 dcgd progress template 和 dcgd progress collect"
)
_COLUMNS = (
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("said", "本期完成"),
    Column("note", "进展情况"),
    Column("difficulty", "存在问题"),
    Column("next_step", "下一步打算"),
    Column("evidence", "佐证"),
    Column("odd", "存疑", narrow=True),
)


@command(app, "fill", example="dcgd progress fill --unit 区科技局 --period 2023-09")
def fill(
    *,
    period: Reported = None,
    selection: options.ByTask,
    filled_by: Annotated[
        str | None, typer.Option("--filled-by", metavar="谁", help="填报人", show_default=False)
    ] = None,
    checked_by: Annotated[
        str | None, typer.Option("--checked-by", metavar="谁", help="审核人", show_default=False)
    ] = None,
    received: Received = None,
    data: options.Data = None,
) -> None:
    """逐项填：在终端里把一个单位牵头的事项、承担的分解一项一项地问过去，最后看一遍汇总，确认了一次写入。

    像是写错了的当场说明疑点，再问一遍。答一句存一次草稿，按 Ctrl-C、关掉窗口都不丢，下次接着填；不确认什么也不写入。
    """
    if not at_terminal():
        raise WrongUse(_NO_TERMINAL)
    folder = one_folder(data)
    if is_shipped(folder):
        raise Refused(READ_ONLY)
    month = month_asked(period)
    items, last = items_to_fill(folder, month, selection)
    work = work_on(folder, last, received=received, filled_by=filled_by, checked_by=checked_by)
    draft = Draft(folder, period_name(month))
    again = _again(period_name(month), selection, data)
    with said_if_cut_off(lambda: "\n" + _left(items, work, draft, again)):
        if not _talk(folder, items, work, draft):
            say(_left(items, work, draft, again))


def _talk(folder: Path, items: Sequence[tuple[str, FormItem]], work: Work, draft: Draft) -> bool:
    """Ask, show, confirm, write; whether nothing that was answered is left unwritten."""
    at = _resumed(items, draft)
    say(f"{len(items)} 项，数据截止 {work.day}。{HOW}")
    while True:
        go_through(items, work, draft.answers, draft.keep, at)
        rows: list[dict[str, Any]] = []
        filled: list[tuple[FormItem, Answer]] = []
        for item, answer in _answered(items, draft):
            try:
                rows.append(_row(item, answer, work))
            except UserError as error:
                say(f"{item.id} 没有列入，留在草稿里：{error}")
            else:
                filled.append((item, answer))
        if not filled:
            return _nothing_left(items, draft)
        emit(Table(_COLUMNS, rows), Output())
        try:
            agreed = yes(f"写入这 {len(filled)} 项吗（y 写入，< 返回去改，回车不写）")
        except Back:
            at = len(items) - 1
            continue
        except Quit:
            agreed = ""
        if not agreed:
            return False
        write_filled(folder, filled, work)
        for item, _answer in filled:
            del draft.answers[item.id]
        draft.keep()
        return not _answered(items, draft)


def _resumed(items: Sequence[tuple[str, FormItem]], draft: Draft) -> int:
    """The place of the item to begin with: behind what an earlier fill left in the draft, if that is to be kept."""
    before = _answered(items, draft)
    if not before:
        return 0
    try:
        resumed = yes(f"上次填了 {len(before)} 项还没有写入；接着填吗（y 接着填，n 丢掉重填）", default="y")
    except (Back, Quit):
        raise typer.Abort from None
    if not resumed:
        for _unit, item in items:
            draft.answers.pop(item.id, None)
        draft.keep()
        return 0
    return next((place for place, (_unit, item) in enumerate(items) if not _is_whole(draft, item)), len(items))


def _nothing_left(items: Sequence[tuple[str, FormItem]], draft: Draft) -> bool:
    """Whether nothing is answered at all, which is said."""
    if _answered(items, draft):
        return False
    say("没有填什么，没有写入。")
    return True


def _is_whole(draft: Draft, item: FormItem) -> bool:
    return item.id in draft.answers and draft.answers[item.id].whole


def _answered(items: Sequence[tuple[str, FormItem]], draft: Draft) -> list[tuple[FormItem, Answer]]:
    """The items of which the draft says anything."""
    there = ((item, draft.answers.get(item.id)) for _unit, item in items)
    return [(item, answer) for item, answer in there if answer and answer.says]


def _row(item: FormItem, answer: Answer, work: Work) -> dict[str, Any]:
    considered = [consider(work.registry, claim, work.stamp) for claim in work.claims(item, answer)]
    said = "；".join(recording.said(known.item, known.report) for known in considered)
    odd = "更正" if answer.correct else "核对过" if answer.sure else ""
    keys = ("note", "difficulty", "next_step", "evidence")
    return {"id": item.id, "title": item.title, "said": said, "odd": odd} | {key: getattr(answer, key) for key in keys}


def _again(period: str, selection: Selection, data: Sequence[str] | None) -> list[str]:
    """The words of the command that goes on with the draft."""
    units = [word for unit in selection.unit or () for word in ("--unit", sayable(unit))]
    where = [word for folder in data or () for word in ("--data", folder)]
    return ["dcgd", "progress", "fill", "--period", period, *units, *where]


def _left(items: Sequence[tuple[str, FormItem]], work: Work, draft: Draft, again: Sequence[str]) -> str:
    """Where what was answered and not written is: in the draft, or else in commands that record it."""
    answered = _answered(items, draft)
    if not answered:
        return "没有写入。"
    if draft.keep():
        return f"没有写入。填过的 {len(answered)} 项留作草稿；接着填：{typed(*again)}"
    where = again[again.index("--data") :] if "--data" in again else []
    lines = commands_of(answered, work, where)
    return "\n".join(["没有写入，草稿也没有地方存；照下面的登记：", *lines])
