"""`dcgd add person`: append a person to people.yaml."""

from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.asking import Answers, Question, answered, plain
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import one_folder
from dcgd.edits.person import add_person
from dcgd.edits.task import known_unit
from dcgd.model import Person
from dcgd.publish.table import cell
from dcgd.registry.change import change
from dcgd.registry.load import read

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
    data: options.Data = None,
) -> None:
    """增加一个人，写在 people.yaml 的末尾；电话和邮箱不公开。"""
    folder = one_folder(data)
    registry = read(folder).registry

    def its_unit(typed: str, _known: Answers) -> str:
        return known_unit(registry, plain(typed))

    with answered(
        ("dcgd", "add", "person", *(word for path in data or () for word in ("--data", path))),
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
    say(f"已增加：{cell(saved.result.name)}，写入 {folder / saved.files[0]}")
