"""`dcgd add person`: append a person to people.yaml."""

from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import complete, options
from dcgd.cli.asking import Answers, Question, add_command, answered, plain
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS, say
from dcgd.cli.options import Output
from dcgd.cli.output import emit
from dcgd.cli.paper import need_workbooks
from dcgd.cli.session import one_folder
from dcgd.edits.person import Line, Outcome, add_people, add_person
from dcgd.edits.task import known_unit
from dcgd.errors import Stopped, Unreadable, WrongUse
from dcgd.model import Person
from dcgd.naming import without_numbers
from dcgd.publish.table import Column, Table, cell
from dcgd.registry.change import change
from dcgd.registry.load import read
from dcgd.source import bounded
from dcgd.source.package import MOST_BYTES
from dcgd.tracking.returned.people_list import read_people

app = typer.Typer(add_completion=False)


@command(app, "person")
def person(
    *,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[姓名]", help="两人同名的写作 张某某（水利），括号里的不印出来", show_default=False),
    ] = None,
    post: Annotated[str | None, typer.Option("--post", metavar="职务", help="职务", show_default=False)] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="单位", help="所在单位", autocompletion=complete.units, show_default=False),
    ] = None,
    phone: Annotated[
        str | None, typer.Option("--phone", metavar="电话", help="电话；不公开", show_default=False)
    ] = None,
    email: Annotated[
        str | None, typer.Option("--email", metavar="邮箱", help="邮箱；不公开", show_default=False)
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="说明", help="说明", show_default=False)] = None,
    listed: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="文件.xlsx",
            help="照一份名单增加：有“姓名”一栏，其余可以是职务、单位、电话、邮箱、备注",
            show_default=False,
        ),
    ] = None,
    data: options.Data = None,
) -> None:
    """增加一个人，或照一份名单增加，写在 people.yaml 的末尾；电话和邮箱不公开。

    名单里拿不准的（一格两人、单位不认识、与已有的不同）逐行指出，不写；再给一次什么也不添。有存疑的退出码为 1。
    """
    folder = one_folder(data)
    if listed is not None:
        if any((name, post, unit, phone, email, note)):
            raise WrongUse("--from 照名单增加，不与姓名和别的选项同用")
        _from_list(folder, listed)
        return
    registry = read(folder).registry

    def its_unit(typed: str, _known: Answers) -> str:
        return known_unit(registry, plain(typed))

    with answered(
        add_command("person", data),
        {"name": name, "post": post, "unit": unit, "phone": phone, "email": email, "note": note},
        (
            Question("name", "", "姓名"),
            Question("post", "--post", "职务", needed=False),
            Question("unit", "--unit", "所在单位", its_unit, needed=False),
            Question("phone", "--phone", "电话", needed=False),
            Question("email", "--email", "邮箱", needed=False),
            Question("note", "--note", "说明", needed=False),
        ),
    ) as values:
        saved = change(folder, lambda before: add_person(before, Person(**values)))
    say(f"已增加：{cell(saved.result.name)}，写入 {saved.places(folder)}")


_COLUMNS = (
    Column("name", "姓名", narrow=True),
    Column("post", "职务"),
    Column("unit", "单位"),
    Column("outcome", "结果", Outcome.glossary(), narrow=True),
    Column("why", "缘由"),
    Column("place", "位置"),
)


def _from_list(folder: Path, listed: Path) -> None:
    """Add the people of a workbook and show what became of each row; numbers are not shown."""
    need_workbooks()
    with listed.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    try:
        people = bounded.call(read_people, content)
    except (Unreadable, Stopped) as error:
        raise Unreadable(f"{listed}：{error}") from None
    saved = change(folder, lambda before: add_people(before, people.rows))
    for remark in people.remarks:
        say(f"注意：{remark}")
    emit(Table(_COLUMNS, map(_row, saved.result)), Output(), "没有要增加的。")
    counts = {outcome: sum(line.outcome is outcome for line in saved.result) for outcome in Outcome}
    where = f"，写入 {saved.places(folder)}" if saved.files else ""
    say("，".join(f"{outcome.chinese} {counts[outcome]}" for outcome in Outcome) + f"{where}。")
    if counts[Outcome.DOUBT]:
        raise typer.Exit(FINDINGS)


def _row(line: Line) -> dict[str, Any]:
    values = {key: without_numbers(line.row.values.get(key, "")) for key in ("name", "post", "unit")}
    place = f"{line.row.sheet}!{line.row.cell}"
    return {**values, "outcome": line.outcome, "why": without_numbers(line.why), "place": place}
