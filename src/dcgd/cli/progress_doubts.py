"""`dcgd progress doubts`: what an auditor would ask about the reports."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import choices, options
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS
from dcgd.cli.item_listing import columns, selected_items
from dcgd.cli.output import emit
from dcgd.cli.session import Session, open_session
from dcgd.data_words import DoubtKind
from dcgd.index.journal import papers
from dcgd.publish.table import Column, Table
from dcgd.registry.evidence import compared, digests
from dcgd.tracking.auditing import Doubt, doubts
from dcgd.tracking.judged_items import JudgedItem

app = typer.Typer(add_completion=False)

DOUBTS = (
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("leads", "牵头单位"),
    Column("doubt", "疑点", DoubtKind.glossary(), narrow=True),
    Column("date", "日期", narrow=True),
    Column("sentence", "依据", beneath=True),
)


@command(app, "doubts", example="dcgd progress doubts --as-of 2023-09-30")
def doubts_(
    *,
    kinds: Annotated[
        list[DoubtKind] | None,
        choices.option("--kind", words=DoubtKind, noun="疑点", help="只看 {words}；可以重复"),
    ] = None,
    selection: options.ByItem,
    basis: options.Basis,
    output: options.Output,
    fail: options.Fail = False,
) -> None:
    """审计会问的：末月突增、久不变动、各单位雷同、通报后回落、恰合序时、佐证缺失或变动。

    只是要问一问的地方，不是结论，不影响灯色和考核；界限在 rules.yaml 的 doubts。
    """
    with open_session(basis.data, basis.known_on) as session:
        items = list(selected_items(session, session.on(basis.day), selection))
        asked = doubts(items, papers(session.connection), session.on(basis.day))
        if not kinds or DoubtKind.EVIDENCE in kinds:
            asked += _of_evidence(session, items, session.on(basis.day))
        rows = [doubt.as_json() for doubt in asked if not kinds or doubt.kind in kinds]
        emit(Table(columns(session, DOUBTS), rows), output, "没有疑点。")
        if rows and fail:
            raise typer.Exit(FINDINGS)


def _of_evidence(session: Session, items: Sequence[JudgedItem], as_of: date) -> Iterator[Doubt]:
    """The evidence of reports that is not there any more, or not what it was; only what has a digest."""
    folders = {source.registry: Path(source.folder) for source in session.sources}
    folders |= {"": Path(session.sources[0].folder)}
    digest = digests()
    for judged in items:
        for report in judged.reports:
            for evidence in report.evidence:
                if report.date > as_of or not evidence.sha256:
                    continue
                if fault := compared(folders[judged.home.registry], evidence, digest):
                    yield Doubt(DoubtKind.EVIDENCE, judged, report.date, fault[1])
