"""`dcgd unit`: units and their names, without writing YAML."""

from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import one_folder
from dcgd.edits.unit import add_aliases, add_unit, rename_unit
from dcgd.errors import WrongUse
from dcgd.registry.change import change
from dcgd.unseen import unseen

app = typer.Typer(add_completion=False)

_UNIT = typer.Argument(metavar="单位", help="名称或别名", autocompletion=complete.units)


@command(app, "add")
def add(
    name: Annotated[str, typer.Argument(metavar="名称", help="规范名称")],
    alias: Annotated[
        list[str] | None,
        typer.Option("--alias", metavar="别名", help="别名或简称；可以重复", show_default=False),
    ] = None,
    data: options.Data = None,
) -> None:
    """增加一个单位，写在 units.yaml 的末尾；其余一个字节也不动。"""
    folder, new, aliases = one_folder(data), _name(name), [_name(text) for text in alias or []]
    change(folder, lambda before: add_unit(before, new, aliases))
    say(f"已增加：{name}")


@command(app, "rename")
def rename(
    unit: Annotated[str, _UNIT],
    name: Annotated[str, typer.Argument(metavar="新名称", help="新的规范名称")],
    data: options.Data = None,
) -> None:
    """单位改名：旧名称留作别名，任务里仍照原文的写法。"""
    folder, new = one_folder(data), _name(name)
    old = change(folder, lambda before: rename_unit(before, unit, new)).result
    say(f"已改名：{old} → {name}；“{old}”留作别名")


@command(app, "alias")
def alias(
    unit: Annotated[str, _UNIT],
    names: Annotated[list[str], typer.Argument(metavar="别名…", help="别名、简称或原文里的另一种写法")],
    data: options.Data = None,
) -> None:
    """给单位加别名。"""
    folder, aliases = one_folder(data), [_name(text) for text in names]
    canonical = change(folder, lambda before: add_aliases(before, unit, aliases)).result
    say(f"已加别名：{canonical} ← {'、'.join(names)}")


def _name(text: str) -> str:
    """A name as it is given; raises WrongUse for an empty one or one with blanks or what cannot be seen."""
    if not text or unseen(text) or text != "".join(text.split()):
        raise WrongUse(f"“{text}”不能作名称：名称里不能有空白和看不见的字符，也不能是空的")
    return text
