"""退回修改: a text for each unit with what is doubtful in the workbook it handed in, ready to be sent back."""

from collections.abc import Iterator, Sequence
from datetime import date

from dcgd.edits.returned import Collected, Remark
from dcgd.naming import chinese_day
from dcgd.publish.table import cell
from dcgd.tracking.returned.collected import Line, Outcome, without_folders

NO_UNIT = "没有认出单位的文件"
"""Under this stands what was handed in by nobody knows whom."""


def texts_by_unit(
    collected: Collected[Line], unread: Sequence[Remark], *, document: str, office: str, period: str, today: date
) -> dict[str, str]:
    """What goes back to each unit, by its name; `NO_UNIT` stands for files that nobody can be asked about.

    `unread` are the files that are no forms at all. A unit without a doubt gets no text; one with a doubt is told
    as well what need not be reported again. `period` is as `2025-09`; `office` asks for the reports of `document`.
    """
    refused = [*collected.refused, *unread]
    doubted = [line.unit for line in collected.lines if line.outcome is Outcome.DOUBT]
    units = dict.fromkeys((*doubted, *(remark.unit for remark in refused)))
    return {
        unit or NO_UNIT: "\n".join(
            (
                *_greeting(unit, document, period),
                *_body(
                    [line for line in collected.lines if line.unit == unit],
                    [remark for remark in refused if remark.unit == unit],
                    [remark for remark in collected.remarks if remark.unit == unit],
                ),
                "",
                f"　　{cell(office)}",
                f"　　{chinese_day(today)}",
                "",
            )
        )
        for unit in units
    }


def _greeting(unit: str, document: str, period: str) -> Iterator[str]:
    year, month = period.split("-")
    which = f"{cell(document)} {year}年{int(month)}月进展的填报表"
    if not unit:
        yield f"下列交来的文件没有收（{which}）："
        return
    yield f"{cell(unit)}："
    yield f"　　贵单位交来的{which}有下列各处需要核对。请在原表里改好再交；核对后确实无误的，请书面说明。"


def _body(lines: Sequence[Line], refused: Sequence[Remark], remarks: Sequence[Remark]) -> Iterator[str]:
    """The doubts one by one, then what was not taken at all, what was not read, and what is in order."""
    doubts = [line for line in lines if line.outcome is Outcome.DOUBT]
    several = len({line.file for line in lines}) > 1
    for number, line in enumerate(doubts, 1):
        typed = f"，{line.column}填的是“{cell(line.typed)}”" if line.typed else ""
        file = f"{cell(without_folders(line.file))} " if several else ""
        name = " ".join(part for part in (cell(line.id), cell(line.title)) if part) or "（不知道是哪一项）"
        yield f"　　{number}. {name}（{file}{cell(line.sheet)}!{line.cell}{typed}）：{cell(line.why)}"
    for number, remark in enumerate(refused, len(doubts) + 1):
        yield f"　　{number}. {cell(without_folders(remark.file))}：{cell(remark.sentence)}"
    yield from (f"　　注意：{cell(without_folders(remark.file))}：{cell(remark.sentence)}" for remark in remarks)
    sure = dict.fromkeys(line.id for line in lines if line.outcome in (Outcome.RECORD, Outcome.KNOWN))
    rest = [id_ for id_ in sure if id_ not in {line.id for line in doubts}]
    if rest:
        yield f"　　没有疑问、不必再报的 {len(rest)} 项：{'、'.join(map(cell, rest))}。"
