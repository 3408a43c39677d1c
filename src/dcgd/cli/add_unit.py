"""`dcgd add unit`: append a unit to units.yaml."""

from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.asking import Question, add_command, answered
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import one_folder
from dcgd.cli.unit import unit_name
from dcgd.edits.unit import add_unit
from dcgd.registry.change import change

app = typer.Typer(add_completion=False)


@command(app, "unit")
def unit(
    *,
    name: Annotated[str | None, typer.Argument(metavar="[名称]", help="规范名称", show_default=False)] = None,
    alias: Annotated[
        list[str] | None,
        typer.Option("--alias", metavar="别名", help="别名或简称；可以重复", show_default=False),
    ] = None,
    data: options.Data = None,
) -> None:
    """增加一个单位，写在 units.yaml 的末尾；其余一个字节也不动。"""
    folder = one_folder(data)
    with answered(
        add_command("unit", data),
        {"name": name, "alias": alias or None},
        (
            Question("name", "", "名称", unit_name),
            Question("alias", "--alias", "别名或简称，几个用、隔开", unit_name, needed=False, several=True),
        ),
    ) as values:
        change(folder, lambda before: add_unit(before, values["name"], values["alias"]))
    say(f"已增加：{values['name']}")
