"""The way of every deed: a form, what it would change, the confirmation, what came of it."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from dcgd.cli.desk.bodies import Form
from dcgd.cli.desk.deeds import DEEDS, Deed
from dcgd.cli.desk.forms import Given, fields_of, words_of
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.pages import Answer, page, plain, redirect
from dcgd.cli.desk.running import changed, command_line, perform, rehearse, what_changes
from dcgd.cli.desk.state import Desk, Result, Work
from dcgd.errors import WrongUse

_GONE = "这一步已经办过，或者隔得太久、程序重新启动过，不在了；从头再填一次"


def show_form(desk: Desk, visitor: Visitor, path: str, query: Mapping[str, Sequence[str]]) -> Answer:
    """The empty form of a deed, or one filled in beforehand by the address."""
    deed = DEEDS.get(path)
    if deed is None:
        return plain(HTTPStatus.NOT_FOUND, "没有这一页")
    return _form(desk, visitor, path, deed, Given(query))


def take_form(desk: Desk, visitor: Visitor, path: str, form: Form) -> Answer:
    """What a form that was sent would change; the form again where it is refused."""
    deed = DEEDS.get(path)
    if deed is None:
        return plain(HTTPStatus.NOT_FOUND, "没有这一页")
    given = Given(form.texts)
    try:
        words = words_of(deed.command, fields_of(deed.command, desk.where, deed.names), given, desk.data)
    except WrongUse as error:
        return _form(desk, visitor, path, deed, given, f"错误：{error}")
    said = rehearse(words)
    if said.code or not said.writes:
        return _form(desk, visitor, path, deed, given, said.words or "这样没有什么要写的")
    return preview(desk, visitor, Work(deed.title, words, said, f"do/{path}"))


def preview(desk: Desk, visitor: Visitor, work: Work, *, before: Work | None = None) -> Answer:
    """What a work would change, to be confirmed; `before`: the same as it was shown when the registry was another."""
    changes = what_changes(work.said)
    since: list[str] = []
    if before is not None:
        since = [
            line
            for old, new in zip(before.said.outlooks, work.said.outlooks, strict=False)
            for line in changed(old.before, new.before, new.folder)
        ]
    return page(
        "preview.html.j2",
        visitor,
        title=work.title,
        work=desk.shown.put(work),
        changes=changes,
        said=work.without_folder(work.said.words),
        table=work.without_folder(work.said.data),
        command=command_line(work.shown_words),
        back=work.back,
        since=since,
        earlier=what_changes(before.said) if before else None,
    )


def confirm(desk: Desk, visitor: Visitor, form: Form) -> Answer:
    """Write what was shown, once; or show it anew where the registry has changed since."""
    key = form.text("work")
    if desk.results.get(key):
        return redirect(f"done/{key}")
    work: Work | None = desk.shown.take(key)
    if work is None:
        return page("gone.html.j2", visitor, status=HTTPStatus.GONE, title="不在了", sentence=_GONE)
    said = perform(work.words, work.said.outlooks)
    if said.is_overtaken:
        again = rehearse(work.words)
        if again.writes and not again.code:
            return preview(
                desk, visitor, Work(work.title, work.words, again, work.back, work.folder, work.held), before=work
            )
        said = again
    result = Result(work, said, what_changes(said) if not said.is_overtaken else [])
    work.held.close()
    desk.results.put(result, key)
    return redirect(f"done/{key}")


def done(desk: Desk, visitor: Visitor, key: str) -> Answer:
    """What came of a work that was confirmed."""
    result: Result | None = desk.results.get(key)
    if result is None:
        return page("gone.html.j2", visitor, status=HTTPStatus.GONE, title="不在了", sentence=_GONE)
    return page(
        "done.html.j2",
        visitor,
        title=result.work.title,
        is_written=result.said.writes and not result.said.code,
        said=result.work.without_folder(result.said.words),
        table=result.work.without_folder(result.said.data),
        changes=result.changes,
        command=command_line(result.work.shown_words),
        back=result.work.back,
        files=[(number, made.name, len(made.content)) for number, made in enumerate(result.files)],
        key=key,
    )


def _form(desk: Desk, visitor: Visitor, path: str, deed: Deed, given: Given, refusal: str = "") -> Answer:
    fields = fields_of(deed.command, desk.where, deed.names)
    return page(
        "form.html.j2",
        visitor,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        title=deed.title,
        path=f"do/{path}",
        fields=[field for field in fields if field.name not in deed.rare],
        rare=[field for field in fields if field.name in deed.rare],
        given=given,
        refusal=refusal,
        command=" ".join(("dcgd", *deed.command)),
    )
