"""`dcgd status`: the whole at a glance."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import typer

from dcgd.cli import choices, options
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.filters import documents_told
from dcgd.cli.item_listing import selected_shares, selected_snapshot
from dcgd.cli.options import Selection
from dcgd.cli.output import emit
from dcgd.cli.session import Session, open_session
from dcgd.model import DocumentType, Duty, Grouping
from dcgd.publish.counted import COUNTED, Counted, Counts, OfRows, OfSnapshot
from dcgd.publish.table import Column, Table
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST, Totals, totals
from dcgd.tracking.keeping import kept_view

app = typer.Typer(add_completion=False)

_SHADES = dict(zip(LIGHTS_WORST_FIRST, "█▓▅▂·", strict=True))
"""A shade for each light: a bar reads in black and white, too."""
_USUAL = (Grouping.LIGHT, Grouping.TYPE, Grouping.DOCUMENT, Grouping.SECTION, Grouping.UNIT)
_BY_UNITS = {Grouping.UNIT, Grouping.GROUP}
_MANY = 20
"""Of more registries sections and units are thousands of lines: they are listed when they are asked for."""
_BAR = 10
_COLUMNS = (
    Column("by", "分类", Grouping.glossary(), narrow=True),
    Column("name", "名称"),
    Column("total", "事项", number=True, narrow=True),
    Column("percent", "占比%", number=True, narrow=True),
    *(Column(light, light, number=True, narrow=True) for light in LIGHTS_WORST_FIRST),
    Column("at_risk", "风险", number=True, narrow=True),
    Column("participates", "参与", number=True, narrow=True),
    Column("done_percent", "办结率%", number=True, narrow=True),
    Column("bar", "图示", narrow=True),
)


@command(app, "status", example="dcgd status --by unit --as-of 2023-09-30")
def status(
    *,
    by: Annotated[
        list[Grouping] | None,
        choices.option(
            "--by",
            words=Grouping,
            noun="分类",
            help="{words}；可以重复，缺省是灯色、章节、单位；二十个以上登记册缺省不列章节、单位",
        ),
    ] = None,
    selection: options.ByItem,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """总体情况：事项（目标、成果、任务）的数目和百分比，按灯色、章节、单位。

    占比是占全部事项的百分比。单位的数目、灯色、风险只算它牵头的，几个单位牵头的各算一次；参与的另列一栏。

    办结率是已完成（含逾期完成）的占比，按文件类型、文件算。

    目标分解到各单位的数不算在事项里，另在末尾说一句。

    人员的数目算他分管、负责或联系的全部事项，--duty 只算一样。

    图示：红█ 黄▓ 蓝▅ 绿▂ 灰·。
    """
    with open_session(basis.data, basis.known_on) as session:
        told = [column.key for column in documents_told(session.connection)]
        wanted = by or _usual(told, len(session.sources))
        alone = selection.duty if Grouping.PERSON in wanted and not selection.person else None
        counted = selection._replace(duty=None) if alone else selection
        counts = _counts(session, session.on(basis.day), counted, alone, wanted)
        some = counts.overall.totals.total
        rows = (row for grouping in wanted for row in _rows(grouping, counts)) if some else iter(())
        apart = totals(share.verdict for share in selected_shares(session, session.on(basis.day), counted))
        left_out = ["participates"] * (not _BY_UNITS & {*wanted}) + ["done_percent"] * (Grouping.TYPE not in wanted)
        columns = [column for column in _COLUMNS if column.key not in left_out]
        emit(Table(tuple(columns), rows), output, "没有符合条件的事项。")
        if apart.total:
            said = "、".join(f"{light} {number}" for light, number in apart.lights.items() if number)
            say(f"分解到单位的 {apart.total} 项另计：{said}；有风险 {apart.at_risk}（dcgd targets --shares）")


def _usual(told: Collection[str], registries: int) -> list[Grouping]:
    """By what items are counted where nobody says it: of many registries no longer by what is within each."""
    usual = [word for word in _USUAL if word not in (Grouping.TYPE, Grouping.DOCUMENT) or word in told]
    return [word for word in usual if registries <= _MANY or word not in (Grouping.SECTION, Grouping.UNIT)]


def _counts(session: Session, day: date, selection: Selection, duty: Duty | None, wanted: Iterable[Grouping]) -> Counts:
    """The counts of what is selected: of everything from what is kept, where that says all that is wanted."""
    if not any(selection) and COUNTED.issuperset(wanted):
        view = kept_view(session.connection, day, whole=True)
        if view:
            return OfRows(session.connection, view, day)
    shown = selected_snapshot(session, day, selection)
    return OfSnapshot(replace(shown, duty=duty or shown.duty))


def _rows(by: Grouping, counts: Counts) -> Iterator[dict[str, Any]]:
    overall = counts.overall.totals
    if by is Grouping.LIGHT:
        for light, number in overall.lights.items():
            filled = "█" * max(1, round(_BAR * number / overall.total)) if number else ""
            yield _line(by, light, number, overall.light_shares[light]) | {"bar": filled}
        yield _line(by, "全部", overall.total, Decimal(100)) | _lights(overall) | _means(counts.overall)
        return
    if by is Grouping.STATUS:
        for status_, number in overall.statuses.items():
            yield _line(by, status_.chinese, number, overall.status_shares[status_]) | {"status": status_.value}
        return
    for group in counts.by(by):
        name = group.title if by is Grouping.DOCUMENT else group.heading
        if by is Grouping.TYPE:
            name = f"{DocumentType(group.key).matter}（{DocumentType(group.key).counter}）"
        key = {"by": by, by.value: group.key} if by in (Grouping.SECTION, Grouping.TYPE) else {}
        apart: dict[str, Any] = {"participates": group.participates} if by in _BY_UNITS else {}
        apart |= {"done_percent": float(group.totals.done_share)} if by in (Grouping.TYPE, Grouping.DOCUMENT) else {}
        apart |= _means(group)
        yield key | _line(by, name, group.totals.total, group.percent) | _lights(group.totals) | apart


def _line(by: Grouping, name: str, total: int, percent: Decimal) -> dict[str, Any]:
    return {"by": by, "name": name, "total": total, "percent": float(percent)}


def _means(group: Counted) -> dict[str, Any]:
    return {"mean_done_percent": group.means.done, "mean_pace_percent": group.means.pace}


def _lights(counted: Totals) -> dict[str, Any]:
    shares = {light: float(share) for light, share in counted.light_shares.items()}
    numbers: dict[str, Any] = {str(light): number for light, number in counted.lights.items()}
    return {**numbers, "light_percents": shares, "at_risk": counted.at_risk, "bar": bar(counted)}


def bar(counted: Totals) -> str:
    """The lights as a bar of 10 characters, each at least one if there is any of it."""
    if not counted.total:
        return ""
    sizes = {light: _BAR * counted.lights[light] // counted.total for light in LIGHTS_WORST_FIRST}
    for light in LIGHTS_WORST_FIRST:
        if counted.lights[light] and not sizes[light]:
            sizes[light] = 1
    largest = max(sizes, key=lambda light: sizes[light])
    sizes[largest] += _BAR - sum(sizes.values())
    return "".join(_SHADES[light] * sizes[light] for light in LIGHTS_WORST_FIRST)
