"""What `dcgd notice issue` and `print` share: the Word files of notices, and their rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import paper
from dcgd.cli.console import said_if_cut_off, typed
from dcgd.cli.session import Session
from dcgd.data_words import PaperKind
from dcgd.edits.notice import Sheet
from dcgd.index import journal
from dcgd.index.codec import plain
from dcgd.model import Notice
from dcgd.publish.papers.notice import notice_facts, sheet
from dcgd.publish.papers.render import OwnTemplate
from dcgd.publish.snapshot import take_snapshot
from dcgd.publish.table import Column, Row

Folder = Annotated[
    str, typer.Option("-o", "--output", metavar="文件夹", help="Word 文件写到这个文件夹", show_default=True)
]
FOLDER = "督办单"

COLUMNS = (
    Column("number", "单号", narrow=True),
    Column("level", "级别", narrow=True),
    Column("unit", "主送单位"),
    Column("subject", "编号", narrow=True),
    Column("title", "事项"),
    Column("issued", "签发", narrow=True),
    Column("reply_by", "回复期限", narrow=True),
    Column("reason", "事由", beneath=True),
)


def row(made: Sheet) -> Row:
    """A notice and the title of its item as a row."""
    row: Row = plain(made.notice)
    return row | {"title": made.judged_item.item.title}


def file_name(notice: Notice) -> str:
    """What the file of a notice is called."""
    return f"{notice.number} {notice.unit} {notice.subject}.docx"


def unprinted(notices: Sequence[Notice], folder: str, data: Sequence[str] | None) -> str:
    """The sentence that names notices without a file in the folder and the command that prints them; empty if none."""
    paths = paper.places(folder, [file_name(notice) for notice in notices])
    left = [notice.number for notice, path in zip(notices, paths, strict=True) if not path.exists()]
    if not left:
        return ""
    options = [word for name in data or () for word in ("--data", name)]
    again = typed("dcgd", "notice", "print", *left, "-o", folder, *options)
    return f"已经编号登记，而 {folder} 里没有文件的督办单：{'、'.join(left)}；打印：{again}"


def told(session: Session, sheets: Sequence[Sheet]) -> Iterator[tuple[Notice, dict[str, Any]]]:
    """The facts of each notice, as of the day of its issue."""
    registered = {
        record.subject: record.number
        for records in journal.papers(session.connection).values()
        for record in records
        if record.kind is PaperKind.NOTICE and not record.is_withdrawn
    }
    for made in sheets:
        shown = take_snapshot(session.connection, made.notice.issued, [made.judged_item])
        known = paper.imprint(session, shown)
        imprint = replace(known, number=registered.get(made.notice.number, ""))
        yield made.notice, notice_facts(shown, made.notice, imprint)


def write_sheets(
    session: Session,
    sheets: Sequence[Sheet],
    to: paper.Delivery,
    template: Path | None,
    own: OwnTemplate | None,
    data: Sequence[str] | None,
) -> None:
    """Write the Word files of numbered notices; if that is interrupted, the missing files are named."""
    folder = to.out or FOLDER
    numbered = [made.notice for made in sheets]
    with (
        said_if_cut_off(lambda: unprinted(numbered, folder, data)),
        paper.extra("docx", "督办单"),
        paper.blaming(template),
    ):
        files = {file_name(notice): partial(sheet, words, own) for notice, words in told(session, sheets)}
        paper.deliver_many(files, paper.Delivery(out=folder, force=to.force), words="写督办单")
