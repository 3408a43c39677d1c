"""What people do to a returned workbook: nothing is lost or invented, and what is doubtful is named."""

import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from dcgd.diagnostics import Place
from dcgd.model import Report
from dcgd.registry.content import Filed, Registry
from dcgd.tracking.judging.months import month_of
from workbooks import FEW

VALUES = {"1-1": Decimal(9), "1-2": Decimal(101), "3-m1": Decimal(47)}


def rows_of(sheet: Any) -> list[list[Any]]:
    """The rows of the table; those below it have no id."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5) if row[1].value]


def put(sheet: Any, rows: list[list[Any]]) -> None:
    for number, row in enumerate(rows, 5):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def sort_rows(filled: Any) -> None:
    put(filled.sheet, sorted(rows_of(filled.sheet), key=lambda row: str(row[3]), reverse=True))


def hide_rows(filled: Any) -> None:
    for row in filled.rows.values():
        filled.sheet.row_dimensions[row].hidden = True


def delete_others(filled: Any) -> None:
    for item in ("3-m2", "1-m1"):
        filled.sheet.delete_rows(filled.rows[item])


def copy_rows(filled: Any) -> None:
    rows = rows_of(filled.sheet)
    put(filled.sheet, [*rows, rows[0], rows[1]])


def copy_header(filled: Any) -> None:
    rows = rows_of(filled.sheet)
    header = [cell.value for cell in filled.sheet[4]]
    put(filled.sheet, [rows[0], header, *rows[1:]])


def move_columns(filled: Any) -> None:
    for row in filled.sheet.iter_rows(min_row=4):
        values = [cell.value for cell in row]
        for cell, value in zip(row, reversed(values), strict=True):
            cell.value = value


def drop_columns(filled: Any) -> None:
    for title in ("更正", "进展情况", "上次报送"):
        filled.sheet.delete_cols(next(cell.column for cell in filled.sheet[4] if cell.value == title))


def insert_lines_above(filled: Any) -> None:
    filled.sheet.insert_rows(2, 3)


def copy_sheet(filled: Any) -> None:
    filled.book.copy_worksheet(filled.sheet)


def rename_and_hide(filled: Any) -> None:
    filled.sheet.title = "Sheet1"
    filled.book.create_sheet("别的")
    filled.sheet.sheet_state = "hidden"
    filled.book["_dcgd"].title = "表2"


def merge_the_title(filled: Any) -> None:
    filled.sheet.merge_cells("B2:D3")


@pytest.mark.parametrize(
    "spoil",
    [
        sort_rows, hide_rows, delete_others, copy_rows, copy_header, move_columns, drop_columns, insert_lines_above,
        copy_sheet, rename_and_hide, merge_the_title,
    ],
)  # fmt: skip
def test_nothing_is_lost_or_invented(
    september: Registry, returns: Any, spoil: Callable[[Any], None], resaved: Callable[[bytes], bytes]
) -> None:
    filled = returns.three()
    spoil(filled)
    for data in (filled.bytes(), resaved(filled.bytes())):
        lines = returns.collected(september, data)
        assert returns.doubts(lines) == []
        assert returns.taken(lines) == VALUES
        assert sum(line.outcome == "record" for line in lines) == 3


def test_a_copied_row_with_another_number_is_a_doubt_in_both_places(september: Registry, returns: Any) -> None:
    filled = returns.three()
    rows = rows_of(filled.sheet)
    copied = list(rows[0])
    copied[filled.columns["本期完成"] - 1] = 10
    put(filled.sheet, [*rows, copied])
    lines = returns.collected(september, filled.bytes())
    assert returns.taken(lines) == {"1-2": 101, "3-m1": 47}
    assert [(item, why.split("：")[0]) for item, _cell, why in returns.doubts(lines)] == [
        ("1-1", "同一天报了两个数")
    ] * 2


def test_the_other_place_is_told_without_the_folders_of_the_office(september: Registry, returns: Any) -> None:
    first, second = returns.sheet().fill(t1_1=9), returns.sheet().fill(t1_1=10)
    lines = returns.collected(september, ("D:/收表/一.xlsx", first.bytes()), ("D:/收表/二.xlsx", second.bytes()))
    assert [line.why for line in lines] == [
        "同一天报了两个数：这里 9 家，二.xlsx 填报!H5 是 10 家",
        "同一天报了两个数：这里 10 家，一.xlsx 填报!H5 是 9 家",
    ]


def test_rows_of_which_only_some_columns_were_sorted_are_doubts(september: Registry, returns: Any) -> None:
    filled = returns.three()
    rows = rows_of(filled.sheet)
    shown = sorted((row[1:] for row in rows), key=lambda row: str(row[2]))
    put(filled.sheet, [[row[0], *rest] for row, rest in zip(rows, shown, strict=True)])
    lines = returns.collected(september, filled.bytes())
    assert len(returns.doubts(lines)) + len(returns.taken(lines)) == 3
    assert all("排序" in why for _item, _cell, why in returns.doubts(lines))
    assert returns.taken(lines).items() <= VALUES.items()


def test_a_row_pasted_from_another_form_is_a_doubt(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=9)
    filled.cell("1-1", "标识").value = (
        returns.Sheet(returns.templates(month_of(date(2025, 9, 1)))[FEW]).cell("1-1", "标识").value
    )
    filled.cell("1-2", "标识").value, filled.cell("1-2").value = None, 100
    assert [why[:9] for _item, _cell, why in returns.doubts(returns.collected(september, filled.bytes()))] == [
        "这一行的标识不是这",
        "这一行没有标识，不",
    ]


def test_an_item_the_unit_does_not_lead_or_that_is_gone_is_a_doubt(september: Registry, returns: Any) -> None:
    origin = returns.returned(september, returns.sheet().fill(t1_1=9).bytes()).origin
    for item, why in (("2-1", "不是 2-1 的牵头单位"), ("99-1", "没有编号“99-1”")):
        filled = returns.sheet().fill(t1_1=9)
        filled.cell("1-1", "标识").value, filled.cell("1-1", "编号").value = origin.key(item), item
        [(_item, _cell, said)] = returns.doubts(returns.collected(september, filled.bytes()))
        assert why in said


def test_a_changed_unit_of_measure_is_a_doubt(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=9)
    filled.cell("1-1", "计量单位").value = "十家"
    [(_item, cell, why)] = returns.doubts(returns.collected(september, filled.bytes()))
    assert cell == filled.name("1-1", "计量单位")
    assert "被改成了“十家”" in why


def test_cells_merged_over_rows_are_doubts_and_the_other_rows_are_not(september: Registry, returns: Any) -> None:
    filled = returns.three()
    filled.sheet.merge_cells(f"{filled.name('1-1')}:{filled.name('1-2')}")
    lines = returns.collected(september, filled.bytes())
    assert returns.taken(lines) == {"3-m1": 47}
    assert [(item, "合并了几行" in why) for item, _cell, why in returns.doubts(lines)] == [("1-1", True), ("1-2", True)]


def test_cells_merged_along_a_row_are_read_by_their_first_if_it_is_one_to_fill_in(
    september: Registry, returns: Any
) -> None:
    filled = returns.sheet().fill(t1_1=9)
    filled.sheet.merge_cells(f"{filled.name('1-1', '进展情况')}:{filled.name('1-1', '更正')}")
    assert returns.taken(returns.collected(september, filled.bytes())) == {"1-1": 9}
    filled = returns.sheet().fill(t1_1=9)
    filled.sheet.merge_cells(f"{filled.name('1-1', '上次报送')}:{filled.name('1-1')}")
    [(_item, _cell, why)] = returns.doubts(returns.collected(september, filled.bytes()))
    assert "盖住" in why


def merged(data: bytes, *ranges: str) -> bytes:
    """The form with these ranges merged, whether a program for spreadsheets would take them or not."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cells = "".join(f'<mergeCell ref="{area}"/>' for area in ranges).encode()
                part = re.sub(rb"<mergeCells.*?</mergeCells>", b"<mergeCells>%s</mergeCells>" % cells, part)
            new.writestr(name, part)
    return out.getvalue()


def test_rows_that_a_merge_takes_in_are_doubts_however_many_rows_are_between(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=9)
    first, last = filled.name("1-1"), filled.sheet.max_row + 500
    filled.sheet.cell(last, filled.columns["进展情况"]).value = "很下面的一行"
    lines = returns.collected(september, merged(filled.bytes(), f"{first}:{first.rstrip('0123456789')}{last}"))
    assert {line.outcome for line in lines} == {"doubt"}
    assert lines[-1].cell.endswith(str(last)), "the last row of the range is one of them"
    assert len(lines) < 100, "of the empty rows between only some"


@pytest.mark.slow
def test_any_number_of_merges_over_any_number_of_rows_is_gone_through_once(september: Registry, returns: Any) -> None:
    """Rows times ranges would be three hundred million."""
    filled = returns.sheet().fill(t1_1=9)
    column = filled.columns["进展情况"]
    for number in range(100, 15_100):
        filled.sheet.cell(number, column).value = "甲"
    letter = filled.name("1-1", "进展情况").rstrip("0123456789")
    data = merged(filled.bytes(), *(f"{letter}{number}:{letter}1048576" for number in range(100, 15_100)))
    begun = time.process_time()
    lines = returns.collected(september, data)
    assert time.process_time() - begun < 60
    assert len(lines) > 15_000


def test_of_very_many_rows_without_a_key_some_are_shown_and_the_rest_counted(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=9)
    for number in range(50):
        filled.sheet.cell(100 + number, 30).value = "甲"
    remarks = returns.returned(september, filled.bytes()).remarks
    assert remarks[-1] == "“填报”另有 30 行没有标识，没有读"
    assert len(remarks) == 21


# Whole files


def test_what_was_recorded_on_purpose_is_known_and_not_doubted_again(september: Registry, returns: Any) -> None:
    """A form that is collected once more says what a person has recorded since, `--yes`, with the same number."""
    filled = returns.sheet().fill(t1_1=1200).bytes()
    [doubted] = returns.collected(september, filled)
    assert (doubted.outcome, "确是更正" in doubted.why) == ("doubt", False)
    report = Report(target="1-1", date=date(2025, 10, 31), value=Decimal(1200), by="区科学技术局")
    on_purpose = replace(september, reports=(*september.reports, Filed(report, Place("progress/2025-10.yaml", ()))))
    [known] = returns.collected(on_purpose, filled)
    assert (known.outcome, known.why) == ("known", "已经登记过")
