"""`dcgd cache`: show and clear the cached indexes."""

from collections.abc import Sequence
from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.commands import command, offering
from dcgd.cli.console import say
from dcgd.cli.output import emit
from dcgd.index import kept
from dcgd.index.place import cache_folder, is_own_folder
from dcgd.publish.table import Column, Table

app = typer.Typer(add_completion=False)

_NONE = "没有缓存：DCGD_CACHE 关闭了它，或者当前的用户没有主文件夹。"
_COLUMNS = (
    Column("file", "文件"),
    Column("bytes", "字节", number=True, narrow=True),
    Column("registries", "登记册", number=True, narrow=True),
    Column("first", "第一个登记册"),
)
_NAMED = 5


@command(app, "info")
def info(output: Annotated[options.Output, offering("form")]) -> None:
    """缓存在哪里、有多大。索引由 YAML 生成，删了也无妨；设 DCGD_CACHE=0 则不用。"""
    folder = cache_folder()
    if folder is None:
        say(_NONE)
        return
    say(f"缓存在 {folder}")
    if folder.exists() and not is_own_folder(folder):
        say("这个文件夹不是您的，或者别人也能往里写：里面的索引不可信，一概不用，每次都在内存里另建。")
    indexes, others = kept.content(folder)
    rows = (
        {"file": index.files[0].name, "bytes": index.size, "registries": index.registries, "first": index.first}
        for index in indexes
    )
    emit(Table(_COLUMNS, rows), output, "缓存是空的。")
    _say_others("不是您的索引", others)


@command(app, "clear")
def clear() -> None:
    """清除缓存的索引；文件夹里别的文件一概不动。"""
    folder = cache_folder()
    if folder is None:
        say(_NONE)
        return
    indexes, others = kept.content(folder)
    removed = [index for index in indexes if kept.remove(index)]
    say(f"清除了 {len(removed)} 个索引，{sum(index.size for index in removed)} 字节。")
    _say_others("删不掉的，可能正被使用", [index.files[0].name for index in indexes if index not in removed])
    _say_others("没有动不是您的索引的", others)


def _say_others(what: str, names: Sequence[str]) -> None:
    if names:
        more = f" 等 {len(names)} 个" if len(names) > _NAMED else ""
        say(f"{what}：{'、'.join(names[:_NAMED])}{more}")
