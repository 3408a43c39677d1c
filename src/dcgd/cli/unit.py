"""`dcgd unit`: units and their names, without writing YAML."""

from typing import Annotated

import typer

from dcgd.cli import choices, complete, options
from dcgd.cli.asking import Answers, plain
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import one_folder
from dcgd.edits.unit import UnitField, add_aliases, remove_unit, rename_unit, set_field
from dcgd.errors import WrongUse
from dcgd.index.lookup import sayable
from dcgd.registry.change import change
from dcgd.unseen import unseen

app = typer.Typer(add_completion=False)

_FIELDS = "、".join(f"{field} {field.chinese}" for field in UnitField)
_UNIT = typer.Argument(metavar="单位", help="名称或别名", autocompletion=complete.units)


@command(app, "set")
def set_(
    unit: Annotated[str, _UNIT],
    field: Annotated[UnitField, choices.argument(UnitField, "单位的项", metavar="哪一项", help=_FIELDS)],
    value: Annotated[str, typer.Argument(metavar="新值", help="新的值")],
    data: options.Data = None,
) -> None:
    """写单位的简称、类别、分管领导、负责人、联系人、说明；名称用 rename，别名用 alias。"""
    folder = one_folder(data)
    words = unit_name(sayable(value)) if field is UnitField.SHORT else plain(sayable(value))
    canonical = change(folder, lambda before: set_field(before, sayable(unit), field, words)).result
    say(f"已写入：{canonical} 的{field.chinese}")


@command(app, "rename")
def rename(
    unit: Annotated[str, _UNIT],
    name: Annotated[str, typer.Argument(metavar="新名称", help="新的规范名称")],
    data: options.Data = None,
) -> None:
    """单位改名：旧名称留作别名，任务里仍照原文的写法。"""
    folder, new = one_folder(data), unit_name(sayable(name))
    old = change(folder, lambda before: rename_unit(before, sayable(unit), new)).result
    say(f"已改名：{old} → {new}；“{old}”留作别名")


@command(app, "alias")
def alias(
    unit: Annotated[str, _UNIT],
    names: Annotated[list[str], typer.Argument(metavar="别名…", help="别名、简称或原文里的另一种写法")],
    data: options.Data = None,
) -> None:
    """给单位加别名。"""
    folder, aliases = one_folder(data), [unit_name(sayable(text)) for text in names]
    canonical = change(folder, lambda before: add_aliases(before, sayable(unit), aliases)).result
    say(f"已加别名：{canonical} ← {'、'.join(aliases)}")


@command(app, "remove")
def remove(unit: Annotated[str, _UNIT], data: options.Data = None) -> None:
    """删去一个哪里也没有提到的单位；有任务、进展、问题、督办单提到它的，不删，并指出在哪里。"""
    folder = one_folder(data)
    removed = change(folder, lambda before: remove_unit(before, sayable(unit))).result
    say(f"已删去：{removed}")


def unit_name(text: str, _known: Answers | None = None) -> str:
    """A name as it is given; raises WrongUse for an empty one or one with blanks or what cannot be seen."""
    if not text or unseen(text) or text != "".join(text.split()):
        raise WrongUse(f"“{text}”不能作名称：名称里不能有空白和看不见的字符，也不能是空的")
    return text
