"""`dcgd list`: tasks."""

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.filters import called, documents_told, filter_of
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.index import listing
from dcgd.publish.table import Column, Table
from dcgd.publish.tabular.formats import Format
from dcgd.words import Role

app = typer.Typer(add_completion=False)

_COLUMNS = (
    Column("number", "序号", number=True, narrow=True),
    Column("section", "章节", narrow=True),
    Column("title", "任务"),
    Column("leads", "牵头单位"),
    Column("participants", "参与单位"),
)
_ROLE = Column("role", "角色", Role.glossary(), narrow=True)


@command(app, "list", example="dcgd list --unit 区水利局 --status 未报送")
def list_(
    selection: options.ByTask,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """列出任务：按单位、人员、章节、状态、灯色、词语。任务的状态、灯色是它的目标和成果中最差的。"""
    with open_session(basis.data, basis.known_on) as session:
        wanted = filter_of(session.connection, selection)
        rows = listing.tasks(session.connection, wanted, whole=output.form in (Format.JSON, Format.YAML))
        columns = (_COLUMNS[0], *((_ROLE,) if wanted.units is not None else ()), *_COLUMNS[1:])
        if selection.judges or basis.is_asked:  # judging takes longer than the list itself: only when asked for
            from dcgd.cli.item_listing import LIGHT, STATUS, judged_tasks

            rows = judged_tasks(session, wanted, rows, session.on(basis.day), selection)
            columns = (columns[0], LIGHT, STATUS, *columns[1:])
        if selection.search.strip():
            columns = (*columns[:-2], Column("match", "摘录"))
        noun = called(session.connection)
        columns = tuple(column._replace(title=noun) if column.key == "title" else column for column in columns)
        columns = (*documents_told(session.connection), *columns)
        emit(Table(columns, rows), output, f"没有符合条件的{noun}。")
