"""Plans of the made-up district for the tests: forms of its units, to be filled in and read back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from dcgd.edits.plan import record_plan
from dcgd.edits.returned import Collected
from dcgd.publish.papers.plan_workbook import plan_workbook
from dcgd.registry.load import Reading, read
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.plan_forms import PlanForm, plan_forms
from dcgd.tracking.returned.planned import PlanLine
from dcgd.tracking.returned.recognise import read_filled
from districts import EXAMPLE, judged

DAY = date(2025, 2, 10)
SCIENCE, INDUSTRY, WATER, CIVIL = "区科学技术局", "区工业和信息化局", "区水利局", "区民政局"
ENVIRONMENT, EDUCATION = "区生态环境分局", "区教育体育局"


@cache
def plan_of(unit: str) -> PlanForm:
    """The form of a unit, as it is sent out in February."""
    made = plan_forms(read(EXAMPLE).registry, judged(EXAMPLE, day=DAY), 2025)
    return next(form for form in made if form.origin.unit == unit)


class Plan:
    """A form being filled in: cells by the id of the item and the title of the column."""

    def __init__(self, unit: str = SCIENCE, **cells: Any) -> None:
        """`cells` are values by item and column: `t1_1_一季度`, of milestones `m3_2_全年` for 3-m2."""
        form = plan_of(unit)
        self.book = load_workbook(BytesIO(plan_workbook(form)))
        self.sheet = self.book["计划"]
        self.columns = {cell.value: cell.column for cell in self.sheet[3]}
        self.rows = {row.id: 4 + index for index, row in enumerate(form.rows)}
        self.fill(cells)

    def fill(self, cells: Mapping[str, Any]) -> "Plan":
        for name, value in cells.items():
            kind, number, title = name[0], *name[1:].rsplit("_", 1)
            task, _, part = number.partition("_")
            item = f"{task}-{'m' if kind == 'm' else ''}{part}" if part else task
            self.cell(item, title).value = value
        return self

    def cell(self, item: str, title: str) -> Any:
        return self.sheet.cell(self.rows[item], self.columns[title])

    def place(self, item: str, title: str) -> str:
        return f"{get_column_letter(self.columns[title])}{self.rows[item]}"

    def bytes(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


def collected(*plans: "Plan | bytes", before: Reading | None = None, day: date = DAY) -> Collected[PlanLine]:
    """What becomes of filled forms, in the example or in another registry."""
    books = [plan if isinstance(plan, bytes) else plan.bytes() for plan in plans]
    workbooks = [(f"收/{number}.xlsx", read_filled(book)) for number, book in enumerate(books, 1)]
    return record_plan(before or read(EXAMPLE), workbooks, day).result


def doubts(result: Collected[PlanLine]) -> list[tuple[str, str, str]]:
    """The item, the cell and the sentence of each doubt."""
    return [(line.id, line.cell, line.why) for line in result.lines if line.outcome == "doubt"]


def written(result: Collected[PlanLine]) -> list[tuple[str, str, str]]:
    """What is to be written: the subject, the key or the day, and the value."""
    entries = [entry for line in result.lines for entry in line.entries]
    return [
        (entry.subject, entry.key, entry.value)
        if isinstance(entry.value, str)
        else (entry.subject, entry.value.date.isoformat(), entry.value.wanted())
        for entry in entries
    ]


def without_people(reading: Reading) -> Reading:
    """The same registry, which has no people.yaml."""
    return replace(reading, registry=replace(reading.registry, people=()))


KEY = forms.KEY
