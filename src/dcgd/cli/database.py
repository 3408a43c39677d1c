"""`dcgd export sqlite`: the tables of `dcgd sql` as a file."""

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.commands import command, offering
from dcgd.cli.console import say
from dcgd.cli.paper import Delivery, free
from dcgd.cli.session import open_session
from dcgd.cli.suffixes import named_rightly
from dcgd.errors import WrongUse
from dcgd.index.database import write_database
from dcgd.index.lookup import Filter
from dcgd.source.files import replacing
from dcgd.tracking.item_row import assessments
from dcgd.tracking.judged_items import judged_items

app = typer.Typer(add_completion=False)


@command(app, "sqlite")
def export_sqlite(
    file: Annotated[Path, typer.Argument(metavar="文件", help="写到哪里，如 台账.sqlite")],
    *,
    to: Annotated[Delivery, offering("force")],
    basis: options.Basis,
) -> None:
    """把 dcgd sql 的各表（连同按 --as-of 的判定）写成一个 SQLite 文件，Datasette 和各种 BI 工具都能打开。"""
    named_rightly(file, ".sqlite")
    free(file, force=to.force)
    if file.exists() and not file.is_file():  # a device or a pipe would be replaced, not written to
        raise WrongUse(f"{file} 不是普通的文件")
    with open_session(basis.data, basis.known_on) as session:
        end = session.on(basis.day)
        try:
            with replacing(file) as draft:
                write_database(
                    session.connection, draft, assessments(judged_items(session.connection, Filter(), end)), end
                )
        except sqlite3.Error as error:
            raise WrongUse(f"写不了 {file}：{error}") from None
        say(f"写好了：{file}")
