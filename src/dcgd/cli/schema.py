"""`dcgd schema`: JSON Schema of the registry's files, for editors and CI."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import choices
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.streams import stdout
from dcgd.publish.tabular.formats import Format
from dcgd.registry import schema as made
from dcgd.registry.schema import SchemaName
from dcgd.source.files import write

app = typer.Typer(add_completion=False)


@command(app, "schema")
def schema(
    name: Annotated[
        SchemaName | None,
        choices.argument(
            SchemaName, "名称", metavar="[名称]", help="tasks、units、people、progress、problems、notices 或 rules"
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
    if output is not None:
        for wanted in [name] if name else SchemaName:
            write(output / f"{wanted}.json", text(made.schema(wanted)).encode("utf-8"))
        say(f"写好了：{output}")
    elif name is not None:
        stdout(Format.JSON).write(text(made.schema(name)))
    else:
        for known in SchemaName:
            print(f"{known}\t{made.file_of(known)}")


def text(schema: dict[str, Any]) -> str:
    """A schema as it is kept in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
