"""What the tests of workbooks share: those of a month, to be filled in and read back; packages of any content."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from dcgd.model import Cycle
from dcgd.publish.papers.form_workbook import form_workbook
from dcgd.registry.content import Registry
from dcgd.registry.load import read
from dcgd.tracking.judging.months import month_of
from dcgd.tracking.returned.collected import Line, collect
from dcgd.tracking.returned.forms import forms, window
from dcgd.tracking.returned.recognise import Returned, read_filled, recognise
from districts import EXAMPLE, judged

OCTOBER = month_of(date(2025, 10, 1))
TODAY = date(2025, 11, 3)
FEW = "区科学技术局"
"""Leads 1-1 (家), 1-2 (家), 1-m1, 3-m1 and 3-m2, two of them together with 区工业和信息化局."""


@pytest.fixture(scope="session")
def september() -> Registry:
    """The example up to the end of September."""
    whole = read(EXAMPLE).registry
    before = tuple(filed for filed in whole.reports if filed.entity.date < date(2025, 10, 1))
    return replace(whole, reports=before)


def templates(month: int = OCTOBER) -> dict[str, bytes]:
    entries = judged(EXAMPLE, day=window(month, Cycle.MONTHLY)[1])
    return {form.origin.unit: form_workbook(form) for form in forms(entries, month, "标题") if form.leads}


class Sheet:
    """A template being filled: cells by the id of the item and the title of the column."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(BytesIO(data))
        self.sheet = self.book["填报"]
        self.columns = {"".join(cell.value.split()): cell.column for cell in self.sheet[4]}
        rows = {row[self.columns["编号"] - 1].value: row[0].row for row in self.sheet.iter_rows(min_row=5)}
        self.rows = {item: row for item, row in rows.items() if item}

    def cell(self, item: str, title: str = "本期完成") -> Any:
        return self.sheet.cell(self.rows[item], self.columns[title])

    def name(self, item: str, title: str = "本期完成") -> str:
        return f"{get_column_letter(self.columns[title])}{self.rows[item]}"

    def fill(self, **values: Any) -> "Sheet":
        for item, value in values.items():
            self.cell(item.replace("_", "-").removeprefix("t"), "本期完成").value = value
        return self

    def bytes(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


@pytest.fixture(scope="session")
def returns() -> SimpleNamespace:
    """How to fill a template (`sheet`), to read it back (`returned`, `collected`), and to tell what came of it."""
    blank = templates()

    def sheet(unit: str = FEW) -> Sheet:
        return Sheet(blank[unit])

    return SimpleNamespace(
        blank=blank,
        Sheet=Sheet,
        sheet=sheet,
        three=lambda: sheet().fill(t1_1=9, t1_2=101, t3_m1=47),
        templates=templates,
        returned=returned,
        collected=collected,
        taken=taken,
        doubts=doubts,
        computed=computed,
    )


def returned(registry: Registry, data: bytes, file: str = "收.xlsx", month: int = OCTOBER) -> Returned:
    return recognise(file, read_filled(data), registry, month)


def collected(registry: Registry, *files: bytes | tuple[str, bytes]) -> list[Line]:
    named = [given if isinstance(given, tuple) else (f"{index}.xlsx", given) for index, given in enumerate(files)]
    return collect(registry, [returned(registry, data, file) for file, data in named], OCTOBER, TODAY)


def taken(lines: list[Line]) -> dict[str, Decimal | None]:
    return {
        line.id: line.report.value if line.report.value is not None else line.report.percent
        for line in lines
        if line.report
    }


def doubts(lines: list[Line]) -> list[tuple[str, str, str]]:
    assert all(line.report is None for line in lines if line.outcome != "record")
    return [(line.id, line.cell, line.why) for line in lines if line.outcome == "doubt"]


def computed(data: bytes, value: int) -> bytes:
    """The workbook with what its formulas come to, as Excel saves it and openpyxl does not."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"(</f>)<v *(/>|></v>)", b"\\1<v>%d</v>" % value, part))
    return out.getvalue()


EMPTY = re.compile(rb"<sheetData */>|<sheetData></sheetData>")


def workbook(fill: Callable[[Any], None] = lambda _sheet: None) -> bytes:
    book = Workbook()
    fill(book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The package with parts changed and added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def in_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with its first sheet changed."""
    return repacked(data, lambda name, part: change(part) if name == "xl/worksheets/sheet1.xml" else part)


def sheet_of(content: bytes) -> bytes:
    """A workbook of one sheet with this in it."""
    return in_sheet(workbook(), lambda part: EMPTY.sub(b"<sheetData>" + content + b"</sheetData>", part))
