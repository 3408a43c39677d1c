"""`dcgd cache`: what is kept to be quick, and how to be rid of it."""

from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.commands import Group, command, offering
from dcgd.cli.console import say
from dcgd.cli.output import emit
from dcgd.index.place import cache_folder
from dcgd.index.store import kept
from dcgd.publish.table import Column, Table

app = typer.Typer(cls=Group, add_completion=False, no_args_is_help=True, help="缓存的索引：查看、清除。")

_NONE = "没有缓存：DCGD_CACHE 关闭了它，或者当前的用户没有主文件夹。"
_COLUMNS = (
    Column("file", "文件"),
    Column("bytes", "字节", number=True, narrow=True),
    Column("registries", "登记册", number=True, narrow=True),
    Column("first", "第一个登记册"),
)


@command(app, "info")
def info(output: Annotated[options.Output, offering("form")]) -> None:
    """缓存在哪里、有多大。索引由 YAML 生成，删了也无妨；设 DCGD_CACHE=0 则不用。"""
    folder = cache_folder()
    if folder is None:
        say(_NONE)
        return
    say(f"缓存在 {folder}")
    emit(Table(_COLUMNS, kept(folder)), output, "缓存是空的。")


@command(app, "clear")
def clear() -> None:
    """清除缓存的索引。"""
    folder = cache_folder()
    if folder is None:
        say(_NONE)
        return
    found = list(kept(folder))
    for each in found:
        (folder / each["file"]).unlink(missing_ok=True)
    say(f"清除了 {len(found)} 个索引，{sum(each['bytes'] for each in found)} 字节。")
