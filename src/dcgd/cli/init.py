"""`dcgd init`: a new registry."""

from importlib.resources import files as resources
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.errors import WrongUse
from dcgd.registry.files import SHARED, TASKS, shared_in, shipped
from dcgd.source.files import create_folder

app = typer.Typer(add_completion=False)

IGNORE = ".dcgd.lock\n.dcgd.plan\n.*.tmp\n"
"""What writing leaves beside the data: the lock, and the draft of a writer that was killed."""


@command(app, "init")
def init(
    folder: Annotated[Path, typer.Argument(metavar="[文件夹]", help="建在哪里")] = Path("data"),
    from_default: Annotated[bool, typer.Option("--from-default", help="从随程序带来的登记册复制，而不是空的")] = False,
) -> None:
    """新建一个登记册：空的（带注释的样例），或随程序带来的那一份的副本。"""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(f"{folder} 已经有内容，换一个文件夹")
    contents: dict[str, bytes] = {".gitignore": IGNORE.encode()}
    if from_default:
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
