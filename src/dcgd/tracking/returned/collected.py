"""The rows of returned workbooks judged: recorded, known already, or doubted. Nothing doubtful is recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dcgd.errors import NeedsCorrection, NotRecorded
from dcgd.model import Report, Target
from dcgd.model.checkpoints import in_words
from dcgd.model.stamps import named_evidence
from dcgd.naming import without_numbers
from dcgd.registry.checks.people import private_number
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.tracking.judging.reports import last_report
from dcgd.tracking.reporting import recording
from dcgd.tracking.reporting.doubts import doubts
from dcgd.tracking.reporting.recording import ReportedItem
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.cells import Doubt, corrects, day_of, reached, signature, text_of, typed_amount, words
from dcgd.tracking.returned.recognise import Returned, Row
from dcgd.words import Word

_CORRECT = f"确是更正，在“{forms.CORRECTION}”列选“{forms.YES}”"


class Outcome(Word):
    """What becomes of a filled row, or (`refused`) of a whole file."""

    RECORD = "record", "登记"
    KNOWN = "known", "已有"
    DOUBT = "doubt", "存疑"
    REFUSED = "refused", "拒收"


@dataclass(frozen=True, slots=True)
class Line:
    """One filled row and what becomes of it; `cell` is where it stands (or where the doubt is), `why` a sentence.

    `column` is the title of that cell, `typed` what it shows.
    """

    file: str
    sheet: str
    cell: str
    unit: str
    id: str
    title: str
    amount: str
    date: date | None
    note: str | None
    outcome: Outcome
    why: str
    report: Report | None
    column: str = forms.AMOUNT
    typed: str = ""


def collect(registry: Registry, returned: Iterable[Returned], month: int, today: date) -> list[Line]:
    """Every filled row with its outcome, in the order of the files; those to record carry their report."""
    judge = _Judge(registry, month, today)
    lines = [judge.line(book, row) for book in returned for row in book.rows]
    lines = _without_repeats(lines)
    lines = _without_conflicts(lines)
    return _in_time(registry, lines, today)


class _Judge:
    """What a row is judged by: the registry, its units, and the days that a report of the period may have."""

    def __init__(self, registry: Registry, month: int, today: date) -> None:
        self._registry, self._today = registry, today
        self._directory = Directory.of(registry)
        self._first, self._last = forms.window(month, registry.rules.reporting.cycle)
        self._recorded: dict[str, list[Report]] = {}
        for filed in registry.standing.reports:
            self._recorded.setdefault(filed.entity.subject, []).append(filed.entity)

    def line(self, book: Returned, row: Row) -> Line:
        """A row judged by itself and by what is recorded already."""
        shown = row.cells.get(forms.ID) or row.cells.get(forms.KEY)
        line = Line(
            file=book.file,
            sheet=row.sheet,
            cell=row.place(forms.AMOUNT),
            unit=book.unit,
            id=text_of(shown)[:40] if shown else "",
            title="",
            amount=text_of(row.cells[forms.AMOUNT])[:40] if forms.AMOUNT in row.cells else "",
            date=None,
            note=None,
            outcome=Outcome.DOUBT,
            why="",
            report=None,
            typed=_shown(row, forms.AMOUNT),
        )
        try:
            item = self._item(book, row)
            line = replace(line, id=item.id, title=item.title)
            report, told = self._report(book, row, item)
        except Doubt as doubt:
            typed = _shown(row, doubt.title)
            return replace(line, cell=row.place(doubt.title), column=doubt.title, typed=typed, why=str(doubt))
        except NotRecorded as error:
            return replace(line, why=str(error))
        computed = ["由公式算得"] if forms.AMOUNT in row.cells and row.cells[forms.AMOUNT].formula else []
        why = "；".join([*computed, *told])
        line = replace(line, amount=recording.said(item, report), date=report.date, note=report.note)
        line = replace(line, why=why, report=report)
        return self._against_recorded(line, report, row, item)

    def _item(self, book: Returned, row: Row) -> ReportedItem:
        """What a row is about: by its key, which must agree with the id that stands beside it."""
        if row.merged:
            raise Doubt(forms.AMOUNT, row.merged)
        if forms.KEY not in row.cells:
            raise Doubt(forms.AMOUNT, "这一行没有标识，不知道报的是哪一项；请填在原来的行里")
        item = book.origin.item(text_of(row.cells[forms.KEY]))
        if item is None:
            raise Doubt(forms.KEY, "这一行的标识不是这张表的，多半是从别的月份或单位的表粘贴来的")
        beside = text_of(row.cells[forms.ID]) if forms.ID in row.cells else ""
        if beside and beside != item:
            raise Doubt(forms.ID, f"编号写的是“{beside[:20]}”，标识却是 {item} 的：排序时多半没有选上全部的列")
        reported = recording.reported_item(self._registry, item)
        led_by(self._directory, reported, book.unit, forms.ID)
        return reported

    def _report(self, book: Returned, row: Row, item: ReportedItem) -> tuple[Report, list[str]]:
        """What a row reports, and what is to be said of it; raises Doubt, NotRecorded."""
        checkpoint = reached(row, item.id, item.checkpoints, self._last.year)
        told = checkpoint or (in_words(item.checkpoints) and words(row, forms.NOTE))
        if forms.AMOUNT not in row.cells and not told:
            raise Doubt(forms.AMOUNT, f"没有填“{forms.AMOUNT}”，别的格却填了")
        written = text_of(row.cells[forms.MEASURE]) if forms.MEASURE in row.cells else item.unit_measure
        if written != item.unit_measure:
            raise Doubt(forms.MEASURE, f"计量单位被改成了“{written[:20]}”，这一项按“{item.unit_measure}”计")
        typed = typed_amount(row.cells[forms.AMOUNT]) if forms.AMOUNT in row.cells else None
        counted = isinstance(item.part, Target)
        filled_by, of_filler = signature(row, forms.FILLED_BY, "filled_by")
        checked_by, of_checker = signature(row, forms.CHECKED_BY, "checked_by")
        report = Report(
            **item.key,
            date=self._day(book, row),
            value=recording.value_of(item, typed) if typed and counted else None,
            percent=recording.percentage_of(item, typed) if typed and not counted else None,
            by=book.unit,
            checkpoint=checkpoint,
            note=words(row, forms.NOTE),
            difficulty=words(row, forms.DIFFICULTY),
            next_step=words(row, forms.NEXT_STEP),
            filled_by=filled_by,
            checked_by=checked_by,
            evidence=(named_evidence(evidence),) if (evidence := words(row, forms.EVIDENCE)) else (),
            correction=corrects(row),
        )
        return report, [told for told in (of_filler, of_checker) if told]

    def _day(self, book: Returned, row: Row) -> date:
        there = row.cells.get(forms.DAY)
        if there is not None and there.value is None:
            raise Doubt(forms.DAY, "公式没有算出值")
        day = day_of(there.value if there else book.default_day, self._last.year, from_1904=book.from_1904)
        if not self._first <= day <= self._last:
            raise Doubt(forms.DAY, f"{day} 不在 {self._first} 至 {self._last} 之内")
        if day > self._today:
            raise Doubt(forms.DAY, f"{day} 还没有到（今天是 {self._today}）")
        return day

    def _against_recorded(self, line: Line, report: Report, row: Row, item: ReportedItem) -> Line:
        """What is recorded already adds nothing, whoever doubted it then; what is odd is doubted."""
        recorded = self._recorded.get(report.subject, [])
        for earlier in recorded:
            unit = self._directory.find(earlier.by) if earlier.by else None
            if unit and unit.name == report.by and recording.adds_nothing(report, earlier):
                return replace(line, outcome=Outcome.KNOWN, why="已经登记过", report=None)
        before = last_report(filter(recording.gives_amount, recorded), report.date)
        typed = typed_amount(row.cells[forms.AMOUNT]) if recording.gives_amount(report) else ""
        odd = list(doubts(item, report, typed, before))
        if not odd:
            return replace(line, outcome=Outcome.RECORD)
        mend = f"；{_CORRECT}" if odd[0].may_correct else ""
        return replace(line, cell=row.place(forms.AMOUNT), why=odd[0].sentence + mend, report=None)


def _shown(row: Row, title: str) -> str:
    """What a cell shows, short; of somebody's telephone or identity number nothing."""
    cell = row.cells.get(title)
    if cell is None:
        return ""
    try:
        shown = typed_amount(cell)
    except Doubt:
        shown = text_of(cell)
    return (without_numbers(shown) if private_number(shown, "by") else shown)[:40]


def led_by(directory: Directory, item: ReportedItem, unit: str, title: str) -> None:
    """Raises Doubt, about the cell of a column, where a unit does not lead an item, nor hold it where it is a share."""
    if item.unit is not None:
        holder = directory.find(item.unit)
        if holder is None or holder.name != unit:
            raise Doubt(title, f"{item.id} 不是分解给{unit}的")
        return
    leads = [directory.find(name) for name in item.task.entity.leads]
    if unit not in (lead.name for lead in leads if lead):
        raise Doubt(title, f"{unit}不是 {item.id} 的牵头单位")


def _without_repeats(lines: Sequence[Line]) -> list[Line]:
    """Of rows that say the very same the first counts: a copied row, or the same file handed in twice."""
    seen: dict[Any, Line] = {}
    kept = []
    for line in lines:
        first = seen.setdefault(line.report, line) if line.report else line
        if first is line:
            kept.append(line)
        else:
            kept.append(replace(line, outcome=Outcome.KNOWN, why=f"与 {_place(first)} 相同", report=None))
    return kept


def _without_conflicts(lines: Sequence[Line]) -> list[Line]:
    """Rows that say different numbers of one thing for one day are all doubted."""
    by_day: dict[tuple[str, date], list[Line]] = {}
    for line in lines:
        if line.report and recording.gives_amount(line.report):
            by_day.setdefault((line.report.subject, line.report.date), []).append(line)
    kept = []
    for line in lines:
        others = by_day.get((line.report.subject, line.report.date), []) if line.report else []
        if line.report and not recording.gives_amount(line.report):
            others = []
        other = next((line_of_day for line_of_day in others if line_of_day.amount != line.amount), None)
        if other is None:
            kept.append(line)
        else:
            why = f"同一天报了两个数：这里 {line.amount}，{_place(other)} 是 {other.amount}"
            kept.append(replace(line, outcome=Outcome.DOUBT, why=why, report=None))
    return kept


def _in_time(registry: Registry, lines: Sequence[Line], today: date) -> list[Line]:
    """Dates and running totals, report by report by date, as `progress add` sees to them."""
    taken: list[Report] = []
    refused: dict[int, str] = {}
    ordered = sorted((line.report.date, index) for index, line in enumerate(lines) if line.report)
    for _day, index in ordered:
        report = lines[index].report
        assert report is not None
        try:
            recording.allow(registry, report, recording.reported_item(registry, report.subject), today, taken)
        except NeedsCorrection as error:
            refused[index] = f"{error}；{_CORRECT}"
        except NotRecorded as error:
            refused[index] = str(error)
        else:
            taken.append(report)
    return [
        replace(line, outcome=Outcome.DOUBT, why=refused[index], report=None) if index in refused else line
        for index, line in enumerate(lines)
    ]


def _place(line: Line) -> str:
    return f"{without_folders(line.file)} {line.sheet}!{line.cell}"


def without_folders(file: str) -> str:
    """A file without the folders of the office's computer, as units are told it."""
    return file.replace("\\", "/").rpartition("/")[2]
