"""The cells of returned plans judged: written, known already, or doubted. Nothing doubtful is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dcgd.errors import NotRecorded
from dcgd.model import Checkpoint, Report, Target, answering
from dcgd.naming import printed_name, without_numbers
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.tracking.reporting.doubts import doubts
from dcgd.tracking.reporting.recording import ReportedItem, reported_item
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.cells import Doubt, text_of
from dcgd.tracking.returned.collected import Outcome, led_by, without_folders
from dcgd.tracking.returned.forms import OWNER
from dcgd.tracking.returned.plan_cells import NOTHING, checkpoints_in, is_blank, person_in
from dcgd.tracking.returned.plan_columns import (
    CONTACT,
    QUARTERS,
    STANDING,
    column_day,
    quarter_end,
    quarter_start,
    sent_out,
)
from dcgd.tracking.returned.plan_forms import in_column, said
from dcgd.tracking.returned.plan_numbers import due_of, is_goal, odd_series
from dcgd.tracking.returned.recognise import Returned, Row
from dcgd.words import Duty

_DUTIES = {OWNER: Duty.OWNER, CONTACT: Duty.CONTACT}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written: of a task (by its number) who, or of an item (by its id) a checkpoint."""

    subject: str
    key: str
    value: str | Checkpoint

    @property
    def place(self) -> tuple[object, ...]:
        """What it settles: two entries of one place that differ contradict each other."""
        if isinstance(self.value, Checkpoint):
            return self.subject, self.value.date, self.value.text is None
        return self.subject, self.key


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One filled cell and what becomes of it; `why` is a sentence, `typed` what stands there."""

    file: str
    sheet: str
    cell: str
    unit: str
    id: str
    title: str
    column: str
    typed: str
    outcome: Outcome
    why: str = ""
    entries: tuple[Entry, ...] = ()


def collect_plan(registry: Registry, returned: Iterable[Returned], *, closed: date | None) -> list[PlanLine]:
    """Every filled cell with its outcome, in the order of the files; those to write carry their entries.

    `closed`: the day on which the plan was settled, if it is: what it says by then is not changed any more.
    """
    judge = _Judge(registry, closed)
    lines = [line for book in returned for row in book.rows for line in judge.lines(book, row)]
    return _without_conflicts(_without_repeats(lines))


class _Judge:
    """What a row is judged by: the registry, its units, its people, and whether the plan is still open."""

    def __init__(self, registry: Registry, closed: date | None) -> None:
        self._registry, self._document = registry, registry.document
        self._closed = closed
        self._directory = Directory.of(registry)
        self._people = [filed.entity for filed in registry.people]

    def lines(self, book: Returned, row: Row) -> Iterator[PlanLine]:
        """The filled cells of a row; one line alone where it is not sure what the row is about."""
        number = row.cells.get(forms.SERIAL)
        line = PlanLine(
            file=book.file, sheet=row.sheet, cell=row.place(row.main), unit=book.unit, outcome=Outcome.DOUBT,
            id=f"第 {text_of(number)[:10]} 行" if number else "", title="", column="", typed="",
        )  # fmt: skip
        if row.merged:
            yield replace(line, cell=row.merged.partition(":")[0], why=row.merged)
            return
        try:
            item = self._item(book, row)
        except Doubt as doubt:
            yield replace(line, cell=row.place(doubt.title), why=str(doubt))
            return
        except NotRecorded as error:
            yield replace(line, why=f"{error}；多半是发表以后登记册里删去了它，或改了编号")
            return
        line = replace(line, id=item.id, title=item.title)
        new = dict(row.cells)
        for title, before in sent_out(row.cells[STANDING].value if STANDING in row.cells else None).items():
            blank = title not in new or is_blank(new[title])
            if before not in NOTHING and (blank or text_of(new[title]) == before):
                new.pop(title, None)
                why = f"发表时写着“{before}”，交回来是空的；要删去的改 tasks.yaml" if blank else "与发表时一样"
                at = replace(line, cell=row.place(title), column=title, typed="" if blank else before, why=why)
                yield replace(at, outcome=Outcome.DOUBT if blank else Outcome.KNOWN)
        row = replace(row, cells={title: cell for title, cell in new.items() if not is_blank(cell)})
        for title in (OWNER, CONTACT):
            if title in row.cells:
                yield self._person(_at(line, row, title, private=True), row, item)
        yield from self._quarters(line, row, item, int(book.origin.period))

    def _item(self, book: Returned, row: Row) -> ReportedItem:
        """What a row is about: by its key, which must agree with the number beside it."""
        if forms.KEY not in row.cells:
            raise Doubt(OWNER, "这一行没有标识，不知道是哪一项；请填在原来的行里")
        number, _, id_ = (book.origin.item(text_of(row.cells[forms.KEY])) or "").partition(" ")
        if not id_:
            raise Doubt(OWNER, "这一行的标识不是这张表的，多半是从别的单位的表粘贴来的")
        beside = text_of(row.cells[forms.SERIAL]) if forms.SERIAL in row.cells else number
        if beside != number:
            raise Doubt(OWNER, f"序号写的是“{beside[:20]}”，标识却是第 {number} 项的：排序时多半没有选上全部的列")
        item = reported_item(self._registry, id_)
        led_by(self._directory, item, book.unit, OWNER)
        task = item.task.entity
        if item.part is None and (task.targets or task.milestones):
            raise Doubt(OWNER, f"任务 {task.number} 现在有了目标或成果，节点写在它们上面；请用新发的表")
        return item

    def _person(self, line: PlanLine, row: Row, item: ReportedItem) -> PlanLine:
        """A cell that names who answers; who does so already is known."""
        duty, task, unit = _DUTIES[line.column], item.task.entity, self._directory.find(line.unit)
        now = dict(answering(task, [unit] if unit else [])).get(duty)
        try:
            name = person_in(row.cells[line.column], line.column, self._people, line.unit, now)
        except Doubt as doubt:
            return replace(line, why=str(doubt))
        if now == name:
            return replace(line, outcome=Outcome.KNOWN, why="已经是这样")
        parts = (*(target.id for target in task.targets), *(milestone.id for milestone in task.milestones))
        others = [part for part in parts if part != item.id]
        whole = f"任务 {task.number} 的{line.column}一起改，连同 {'、'.join(others)}" if others else ""
        why = "；".join(filter(None, (f"原来是{printed_name(now)}" if now else "", whole)))
        return replace(line, outcome=Outcome.RECORD, why=why, entries=(Entry(str(task.number), duty, name),))

    def _quarters(self, line: PlanLine, row: Row, item: ReportedItem, year: int) -> list[PlanLine]:
        """The cells of checkpoints, each by itself, then the numbers of the row together."""
        lines, running = [], False
        for title in QUARTERS:
            if title not in row.cells:
                continue
            at = _at(line, row, title)
            try:
                points, told = self._points(row, title, item, year)
                running |= told
                lines.append(self._against_standing(at, points, item, year))
            except Doubt as doubt:
                masked = without_numbers(at.typed) if "电话" in str(doubt) else at.typed
                lines.append(replace(at, typed=masked, why=str(doubt)))
        entries = [entry.value for line in lines for entry in line.entries]
        new = [point for point in entries if isinstance(point, Checkpoint)]
        why = odd_series(new, item, self._document, running=running)
        return [replace(at, outcome=Outcome.DOUBT, why=why, entries=()) if why and _counts(at) else at for at in lines]

    def _points(self, row: Row, title: str, item: ReportedItem, year: int) -> tuple[list[Checkpoint], bool]:
        """The checkpoints of a cell by themselves; raises Doubt."""
        day, part = self._day(title, item, year), item.part
        standing = {
            said(point, day, item.unit_measure if isinstance(part, Target) else ""): point
            for point in in_column(item.written_checkpoints, title, year)
        }
        points, running = checkpoints_in(row.cells[title], title, (quarter_start(title, year), day), item, standing)
        for point in points:
            if point.text is None and point not in standing.values():
                report = Report(**item.key, date=day, value=point.value, percent=point.percent)
                for oddity in doubts(item, report, text_of(row.cells[title]) + "%" * (point.value is None), None):
                    raise Doubt(title, oddity.sentence)
        return points, running

    def _day(self, title: str, item: ReportedItem, year: int) -> date:
        """By which day what a column says of an item is due; raises Doubt where nothing is due in it."""
        end, document = quarter_end(title, year), self._document
        if document is None:
            return end
        start, due = (item.part and item.part.start) or document.start, due_of(item, document)
        day = column_day(title, year, start, due)
        if day is None:
            late = f"在时限 {due} 之后；到时限应完成的就是目标本身，这一格空着" if end > due else "还没有起算"
            raise Doubt(title, f"{title}（{end}）{late}")
        return day

    def _against_standing(
        self, line: PlanLine, points: Sequence[Checkpoint], item: ReportedItem, year: int
    ) -> PlanLine:
        """What of a cell is new; raises Doubt for what the plan does not allow any more, or would lose."""
        measure = item.unit_measure if isinstance(item.part, Target) else ""
        new = [
            point
            for point in points
            if point not in item.written_checkpoints and not is_goal(point, item, self._document)
        ]
        if not new:
            known = all(point in item.written_checkpoints for point in points)
            return replace(line, outcome=Outcome.KNOWN, why="已经是这样" if known else "就是年度目标")
        was = list(in_column(item.written_checkpoints, line.column, year))
        kept = {(point.date, point.text is None) for point in points}
        lost = [point for point in was if (point.date, point.text is None) not in kept]
        if lost:
            there = lost[0].wanted(measure)
            raise Doubt(
                line.column, f"原来有节点“{there}”，这一格里没有了；两样都要的用分号隔开，要删去的改 tasks.yaml"
            )
        changed = [point for point in was if point not in points]
        told = "；".join(point.wanted(measure) for point in changed)
        if changed and self._closed:
            raise Doubt(line.column, f"节点计划 {self._closed} 已经定稿，原来是“{told}”；经批准要改的改 tasks.yaml")
        if any(one.text is None and other.says != one.says for one in changed for other in new if other.text is None):
            raise Doubt(line.column, f"原来是“{told}”，数和百分比不能互换；要换的改 tasks.yaml")
        entries = tuple(Entry(item.id, "checkpoints", point) for point in new)
        return replace(line, outcome=Outcome.RECORD, why=f"原来是“{told}”" if changed else "", entries=entries)


def _at(line: PlanLine, row: Row, title: str, *, private: bool = False) -> PlanLine:
    """The line of one cell of a row; of a private one nothing that could be somebody's number is shown."""
    typed = text_of(row.cells[title])[:40]
    return replace(line, cell=row.place(title), column=title, typed=without_numbers(typed) if private else typed)


def _counts(line: PlanLine) -> bool:
    return any(isinstance(entry.value, Checkpoint) and entry.value.text is None for entry in line.entries)


def _without_repeats(lines: Sequence[PlanLine]) -> list[PlanLine]:
    """Of cells that say the very same the first counts: two rows of one task, or the same file handed in twice."""
    first: dict[tuple[Entry, ...], PlanLine] = {}
    kept = []
    for line in lines:
        before = first.setdefault(line.entries, line) if line.entries else line
        if before is line:
            kept.append(line)
        else:
            kept.append(replace(line, outcome=Outcome.KNOWN, why=f"与 {_place(before)} 相同", entries=()))
    return kept


def _without_conflicts(lines: Sequence[PlanLine]) -> list[PlanLine]:
    """Cells that say different things of one person's duty or one checkpoint are all doubted."""
    by_place: dict[tuple[object, ...], list[PlanLine]] = {}
    for line in lines:
        for entry in line.entries:
            by_place.setdefault(entry.place, []).append(line)
    why = {
        id(line): f"与 {_place(other)} 写的不同：{other.typed}"
        for same in by_place.values()
        for line in same
        for other in same
        if other is not line
    }
    return [
        replace(line, outcome=Outcome.DOUBT, why=why[id(line)], entries=()) if id(line) in why else line
        for line in lines
    ]


def _place(line: PlanLine) -> str:
    return f"{without_folders(line.file)} {line.sheet}!{line.cell}"
