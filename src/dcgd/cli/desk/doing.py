"""The way of every deed: a form, what it would change, the confirmation, what came of it."""

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from dcgd.cli.console import FINDINGS
from dcgd.cli.desk.bodies import Form
from dcgd.cli.desk.deeds import DEEDS, Deed
from dcgd.cli.desk.forms import Given, fields_of, words_of
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.pages import Answer, page, plain, redirect
from dcgd.cli.desk.running import (
    AS_TABLE,
    NOTHING,
    Act,
    changed,
    command_line,
    perform,
    rehearse,
    typed_in,
    what_changes,
)
from dcgd.cli.desk.state import MADE, Desk, Made, Result, Work, folder_with, made_in, result_of, zipped
from dcgd.errors import WrongUse

_GONE = "这一步已经办过，或者隔得太久、程序重新启动过，不在了；从头再填一次"


def show_form(desk: Desk, visitor: Visitor, path: str, query: Mapping[str, Sequence[str]]) -> Answer:
    """The empty form of a deed, or one filled in beforehand by the address."""
    deed = DEEDS.get(path)
    if deed is None:
        return plain(HTTPStatus.NOT_FOUND, "没有这一页")
    return _form(desk, visitor, path, deed, Given(query))


def take_form(desk: Desk, visitor: Visitor, path: str, form: Form) -> Answer:
    """What a form that was sent would change, or made; the form again where it is refused."""
    deed = DEEDS.get(path)
    if deed is None:
        return plain(HTTPStatus.NOT_FOUND, "没有这一页")
    given = Given(form.texts)
    with ExitStack() as held:
        folder = folder_with(form.uploads if deed.takes or deed.keeps else (), held)
        fields = fields_of(deed.command, desk.where, deed.names)
        try:
            filled = _with_files(deed, given, [str(path) for path in sorted(folder.iterdir())])
            words = words_of(deed.command, fields, filled, desk.data)
        except WrongUse as error:
            return _form(desk, visitor, path, deed, given, f"错误：{error}")
        work = Work(
            title=deed.title,
            act=_act(deed, words, folder),
            commands=[command_line(words).replace(f"{folder}{os.sep}", "")],
            said=NOTHING,
            back=f"do/{path}",
            folder=folder,
            making=folder / MADE if deed.makes else None,
            again=lambda other: _form(desk, other, path, deed, given),
        )
        work.said = rehearse(work.act)
        if not work.said.writes:  # else they bear numbers that are nobody's yet, and are not to be had
            work.files = made_in(work.making)
        if work.said.code or not (work.said.writes or work.files):
            return _form(desk, visitor, path, deed, given, work.words(work.said) or "这样没有什么要写的")
        work.held = held.pop_all()
    return preview(desk, visitor, work)


def _with_files(deed: Deed, given: Given, files: Sequence[str]) -> Given:
    """What is filled in, with the files that were sent: one for the parameter that takes it, or evidence to be kept.

    Where a file is to be sent, a path on this computer that is filled in is none. Raises WrongUse.
    """
    if deed.takes:
        if len(files) > 1:
            raise WrongUse("一次一个文件")
        return Given({**given.texts, deed.takes: files})
    if files:
        return Given({**given.texts, "evidence": [*given.texts.get("evidence", ()), *files], "keep": ["1"]})
    return given


def _act(deed: Deed, words: Sequence[str], folder: Path) -> Act:
    """The command; where it makes files, into an empty folder each time it is run."""
    options = [*(("-o", str(folder / MADE)) if deed.makes else ()), *(AS_TABLE if deed.prints else ())]
    at = words.index("--") if "--" in words else len(words)
    typed = typed_in([*words[:at], *options, *words[at:]])
    if not deed.makes:
        return typed

    def anew() -> object:
        shutil.rmtree(folder / MADE, ignore_errors=True)
        return typed()

    return anew


def preview(desk: Desk, visitor: Visitor, work: Work, *, before: Work | None = None) -> Answer:
    """What a work would change, to be confirmed; `before`: the same as it was shown when the registry was another."""
    since: list[str] = []
    if before is not None:
        pairs = zip(before.said.outlooks, work.said.outlooks, strict=False)
        since = [line for old, new in pairs for line in changed(old.before, new.before, new.folder)]
    return page(
        "preview.html.j2",
        visitor,
        title=work.title,
        key=desk.shown.put(work),
        is_written=work.said.writes,
        changes=what_changes(work.said),
        said=work.words(work.said),
        table=work.table(work.said),
        commands=work.commands,
        back=work.back,
        since=since,
        earlier=what_changes(before.said) if before else None,
        files=_links(work.files),
        makes=work.making is not None,
    )


def again(desk: Desk, visitor: Visitor, key: str) -> Answer:
    """The form of what was shown, as it was filled in: nothing is to be typed twice."""
    result: Result | None = desk.results.get(key)
    work: Work | None = result.work if result else desk.shown.get(key)
    return work.again(visitor) if work is not None and work.again is not None else gone(visitor)


def confirm(desk: Desk, visitor: Visitor, form: Form) -> Answer:
    """Write what was shown, once; or show it anew where the registry has changed since."""
    key = form.text("work")
    if desk.results.get(key):
        return redirect(f"done/{key}")
    work: Work | None = desk.shown.take(key)
    if work is None:
        return gone(visitor)
    said = perform(work.act, work.said.outlooks)
    if said.is_overtaken and not said.writes:
        anew = rehearse(work.act)
        if anew.writes and anew.code <= FINDINGS:
            return preview(desk, visitor, replace(work, said=anew), before=work)
        said = anew._replace(outlooks=())
    desk.results.put(result_of(work, said, what_changes(said)), key)
    work.held.close()
    return redirect(f"done/{key}")


def done(desk: Desk, visitor: Visitor, key: str) -> Answer:
    """What came of a work that was confirmed."""
    result: Result | None = desk.results.get(key)
    if result is None:
        return gone(visitor)
    work, said = result.work, result.said
    return page(
        "done.html.j2",
        visitor,
        title=work.title,
        key=key,
        is_written=result.is_written,
        is_whole=said.code <= FINDINGS,
        changes=result.changes,
        said=work.words(said),
        table=work.table(said),
        commands=work.commands,
        back=work.back,
        files=_links(result.files),
    )


def file(desk: Desk, visitor: Visitor, path: str) -> Answer:
    """A file that a work made: `key/number`, of what was shown or done."""
    key, _, number = path.partition("/")
    kept: Work | Result | None = desk.results.get(key) or desk.shown.get(key)
    if kept is not None and kept.files and number == "all":
        return _download(f"{kept.title}.zip", zipped(kept.files))
    if kept is None or not re.fullmatch("[0-9]{1,4}", number) or int(number) >= len(kept.files):
        return gone(visitor)
    made = kept.files[int(number)]
    return _download(made.name, made.content)


def _download(name: str, content: bytes) -> Answer:
    header = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Answer(content, "application/octet-stream", headers={"Content-Disposition": header})


def gone(visitor: Visitor) -> Answer:
    """Said of what is kept no more."""
    return page("gone.html.j2", visitor, status=HTTPStatus.GONE, title="不在了", sentence=_GONE)


def _links(files: Sequence[Made]) -> list[tuple[int, str, int]]:
    return [(number, made.name, -(-len(made.content) // 1024)) for number, made in enumerate(files)]


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
        takes=deed.takes,
        keeps=deed.keeps,
        refusal=refusal,
        command=" ".join(("dcgd", *deed.command)),
    )
