"""`dcgd schema`: JSON Schema of the registry's files, for editors and CI."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli.commands import Command
from dcgd.cli.console import say
from dcgd.errors import WrongUse

app = typer.Typer(add_completion=False)


def _names(incomplete: str) -> list[str]:
    from dcgd.registry.schema import NAMES

    return [name for name in NAMES if name.startswith(incomplete)]


@app.command("schema", cls=Command)
def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[名称]",
            help="tasks、units、progress、problems、notices 或 rules",
            autocompletion=_names,
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="文件夹", help="写到这个文件夹，一个一份；不写名称就全部", show_default=False
        ),
    ] = None,
) -> None:
    """登记册各文件的 JSON Schema，供编辑器提示和检查。

    先运行 dcgd schema -o schema，再在数据文件的第一行写 # yaml-language-server: $schema=../schema/tasks.json。
    """
    from dcgd.naming import nearest, not_found
    from dcgd.registry import schema as made
    from dcgd.source.files import replace

    if name is not None and name not in made.NAMES:
        near = nearest(name, made.NAMES) or list(made.NAMES)
        raise WrongUse(not_found(name, near, "名称"))
    if output is not None:
        for each in [name] if name else made.NAMES:
            replace(output / f"{each}.json", text(made.schema(each)).encode("utf-8"))
        say(f"写好了：{output}")
    elif name is not None:
        sys.stdout.write(text(made.schema(name)))
    else:
        for each in made.NAMES:
            print(f"{each}\t{made.file_of(each)}")


def text(schema: dict[str, Any]) -> str:
    """A schema as it is kept in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
