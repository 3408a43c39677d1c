"""`dcgd init`: a new registry."""

from importlib.resources import files as resources
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli.clock import today
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import only_folder, open_session
from dcgd.edits.carry_over import carried_over
from dcgd.errors import WrongUse
from dcgd.index.closed import Unasked
from dcgd.index.lookup import Filter
from dcgd.registry.files import SHARED, TASKS, shared_in, shipped
from dcgd.registry.load import read
from dcgd.source.files import create_folder
from dcgd.tracking.judged_items import JudgedItem, judged_items

app = typer.Typer(add_completion=False)

IGNORE = ".dcgd.lock\n.dcgd.plan\n.*.tmp\n"
"""What writing leaves beside the data: the lock, and the draft of a writer that was killed."""


@command(app, "init")
def init(
    folder: Annotated[Path, typer.Argument(metavar="[文件夹]", help="建在哪里")] = Path("data"),
    carry_over: Annotated[
        Path | None,
        typer.Option(
            "--carry-over",
            metavar="上年",
            help="接续上一年的登记册：没有完成的事项起草成新一年的，写明 continues，待人工核对",
            show_default=False,
        ),
    ] = None,
    from_default: Annotated[bool, typer.Option("--from-default", help="从随程序带来的登记册复制，而不是空的")] = False,
) -> None:
    """新建一个登记册：空的（带注释的样例）、随程序带来的那一份的副本，或接续上一年没有完成的。"""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(f"{folder} 已经有内容，换一个文件夹")
    contents: dict[str, bytes] = {".gitignore": IGNORE.encode()}
    if carry_over is not None:
        if from_default:
            raise WrongUse("--carry-over 和 --from-default 只能用一个")
        contents |= _from_last_year(carry_over)
    elif from_default:
        origin = shipped()
        paths = (path for name in (TASKS, *SHARED, "source/*.md") for path in sorted(origin.glob(name)))
        contents |= {path.relative_to(origin).as_posix(): path.read_bytes() for path in paths}
    else:
        blank = resources("dcgd.registry") / "blank"
        contents |= {name: (blank / name).read_bytes() for name in (TASKS, *SHARED)}
    shared = shared_in(str(folder.absolute().parent))
    contents = {name: data for name, data in contents.items() if name not in shared}
    create_folder(folder, {name: contents[name] for name in sorted(contents, key=lambda name: name != TASKS)})
    if shared:
        say(f"{'、'.join(shared)} 用上一级文件夹里的，与那里的其他登记册共用。")
    say(f"建好了：{folder}。接下来：dcgd validate {folder}；dcgd list --data {folder}")


def _from_last_year(given: Path) -> dict[str, bytes]:
    """The files of a registry that carries over what another one left unfinished, as of the day on which it was closed,
    else today. Units, people and rules are the same, wherever the other one has them from.
    """
    if not given.exists():
        raise WrongUse(f"--carry-over {given}：没有这个文件夹；写上一年的登记册")
    old = only_folder([str(given)], "接续一个，写到它的文件夹")
    reading = read(old)
    with open_session([str(old)]) as session:
        judged = judged_items(session.connection, Filter(), Unasked.of(today()))
        unfinished = {one.item.id: _stands(one) for one in judged if not one.verdict.status.is_done}
    text = carried_over(reading.registry, unfinished)
    shared = {name: old / reading.where(name) for name in SHARED}
    say(f"接续 {len(unfinished)} 项没有完成的；文号、日期照新一年的文件改，标有 review: true 的逐条核对。")
    return {TASKS: text.encode()} | {name: path.read_bytes() for name, path in shared.items() if path.is_file()}


def _stands(judged: JudgedItem) -> str:
    """Where an unfinished item stood: 上年 4-2：完成 4/6 处（66.7%）."""
    return f"上年 {judged.item.id}：{judged.verdict.reasons[0]}" if judged.verdict.reasons else f"上年 {judged.item.id}"
