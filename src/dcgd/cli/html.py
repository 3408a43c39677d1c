"""`dcgd export html`: the dashboard."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import Session, open_session
from dcgd.cli.suffixes import named_rightly
from dcgd.errors import Refused, WrongUse
from dcgd.index.lookup import Filter
from dcgd.publish.site.page import pages
from dcgd.publish.snapshot import Snapshot, take_snapshot
from dcgd.source.files import write
from dcgd.tracking.judged_items import judged_items

app = typer.Typer(add_completion=False)


def page_snapshot(session: Session, day: date) -> Snapshot:
    """All that the dashboard shows of the registries on a day."""
    connection = session.connection
    return take_snapshot(connection, day, judged_items(connection, Filter(), day), with_tasks=True)


@command(app, "html")
def html(
    *,
    out: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="文件夹", help="写到哪里；与 --single 同用时也可以是 .html 文件"),
    ] = Path("site"),
    single: Annotated[bool, typer.Option("--single", help="只写一个文件，样式、脚本、数据都在里面，便于传送")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="公开版：只有可以公开的承诺和进展，没有内部的话；每张表另存 CSV")
    ] = False,
    basis: options.Basis,
) -> None:
    """领导看的网页：双击 index.html 就能打开，不要网络，可以打印。"""
    to_file = out.suffix.lower() in (".html", ".htm")
    named_rightly(out, out.suffix.lower() if to_file else "")
    if to_file and not single:
        raise WrongUse(f"{out} 是文件名：只写一个文件要加 --single，否则 -o 写文件夹")
    if out.exists() and out.is_dir() == to_file:
        raise WrongUse(f"{out} {'是文件夹' if to_file else '不是文件夹'}，换一个名字")
    if public and single:
        raise WrongUse("公开版的每张表另存 CSV，不能只写一个文件：去掉 --single，-o 写文件夹")
    with open_session(basis.data, basis.known_on) as session:
        contents: dict[str, bytes] = _made(session, basis, single=single, public=public)
        for name, text in contents.items():
            write(out if to_file else out / name, text)
        say(f"写好了：{out if to_file else out / 'index.html'}，双击打开。")


def _made(session: Session, basis: options.Basis, *, single: bool, public: bool) -> dict[str, bytes]:
    snapshot = page_snapshot(session, session.on(basis.day))
    if public and any(document["errors"] for document in snapshot.documents):
        raise Refused("登记册有错误，哪些不公开说不准，没有写公开版：先运行 dcgd validate，改正后再来")
    return pages(snapshot, single=single, public=public)
