"""`dcgd people`: who answers for what."""

from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command, offering
from dcgd.cli.filters import DOCUMENT, units_of
from dcgd.cli.options import Selection
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.index import people as index
from dcgd.index.contacts import everybody
from dcgd.publish.table import Column, Table

app = typer.Typer(add_completion=False)

_COLUMNS: tuple[Column, ...] = (
    Column("name", "姓名", narrow=True),
    Column("post", "职务"),
    Column("unit", "单位"),
    Column("units", "分管的单位"),
    Column("leader", "分管的任务"),
    Column("owner", "责任人的任务"),
    Column("contact", "联系人的任务"),
)
_CONTACTS = (Column("phone", "电话", narrow=True), Column("email", "邮箱", narrow=True))
_RED = Column("red", "红灯的事项")


@command(app, "people")
def people(
    *,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[姓名]…", help="只看这些人", autocompletion=complete.people, show_default=False),
    ] = None,
    selection: Annotated[Selection, offering("unit", "group")],
    contacts: Annotated[bool, typer.Option("--contacts", help="连同电话和邮箱；别的命令都不显示")] = False,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """人员：谁分管、谁负责、找谁联系；写了姓名或 --as-of，还有状态和红灯的事项。

    任务自己没有写人的，是它的牵头单位的。
    """
    with open_session(basis.data, basis.known_on) as session:
        wanted = index.people(session.connection, name) if name else None
        units = units_of(session.connection, selection)
        if units is not None:
            theirs = index.of_units(session.connection, units)
            wanted = theirs if wanted is None else wanted & theirs
        rows, columns = index.rows(session.connection, wanted), _COLUMNS
        if name or basis.is_asked:  # judging takes longer than the list itself
            from dcgd.cli.item_listing import LIGHT, STATUS, judged_people

            rows = judged_people(session, wanted, rows, session.on(basis.day))
            columns = (columns[0], LIGHT, STATUS, *columns[1:], _RED)
        if contacts:
            known = everybody(session.connection)
            nothing = {"phone": None, "email": None}
            rows = (row | known.get((row.get("registry", ""), row["name"]), nothing) for row in rows)
            columns = (columns[0], *_CONTACTS, *columns[1:])
        if len(session.sources) > 1:
            columns = (DOCUMENT, *columns)
        emit(Table(columns, rows), output, "没有人员；写在 people.yaml 里，或用 dcgd add person 增加。")
