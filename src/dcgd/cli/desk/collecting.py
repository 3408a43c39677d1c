"""Returned workbooks, dropped on a page: what is recorded, what is doubted, and letters for what goes back."""

import os
from contextlib import ExitStack
from http import HTTPStatus

from dcgd.cli.desk.bodies import Form
from dcgd.cli.desk.doing import preview
from dcgd.cli.desk.forms import Given, fields_of, words_of
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.pages import Answer, page
from dcgd.cli.desk.running import AS_TABLE, command_line, rehearse, typed_in
from dcgd.cli.desk.state import RETURNS, Desk, Work, folder_with, made_in
from dcgd.errors import WrongUse

_COMMAND = ("progress", "collect")
_FIELDS = ("period", "received")


def show(desk: Desk, visitor: Visitor, given: Given, refusal: str = "") -> Answer:
    """The page that takes workbooks."""
    return page(
        "collect.html.j2",
        visitor,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        title="收表",
        fields=fields_of(_COMMAND, desk.where, _FIELDS),
        given=given,
        refusal=refusal,
    )


def take(desk: Desk, visitor: Visitor, form: Form) -> Answer:
    """What the workbooks would have recorded, and what is doubted."""
    given = Given(form.texts)
    if not form.uploads:
        return show(desk, visitor, given, "没有选文件；把交回的工作簿拖到框里")
    with ExitStack() as opened:
        folder = folder_with(form.uploads, opened)
        files = sorted(str(path) for path in folder.iterdir())
        try:
            options = words_of(_COMMAND, fields_of(_COMMAND, desk.where, _FIELDS), given, desk.data)[len(_COMMAND) :]
        except WrongUse as error:
            return show(desk, visitor, given, f"错误：{error}")
        words = [*_COMMAND, *files, *options]
        returns = folder / RETURNS
        said = rehearse(typed_in([*words, "--returns", str(returns), *AS_TABLE]))
        if not said.data and not said.writes:
            return show(desk, visitor, given, said.words.replace(f"{folder}{os.sep}", ""))
        names = [file.removeprefix(str(folder))[1:] for file in files]
        work = Work(
            title="收表",
            act=typed_in([*words, *AS_TABLE]),
            commands=[command_line([*_COMMAND, *names, *options])],
            said=said,
            back="collect",
            folder=folder,
            held=opened.pop_all(),
            files=made_in(returns),
            again=lambda other: show(desk, other, given),
        )
    return preview(desk, visitor, work)
