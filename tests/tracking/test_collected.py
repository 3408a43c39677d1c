"""Filled workbooks to reports: what is sure is taken, what is not is a doubt with its cell."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from dcgd.index.build import Source
from dcgd.index.lookup import Filter
from dcgd.index.store import open_index
from dcgd.publish.forms import workbook
from dcgd.registry.content import Registry
from dcgd.registry.load import read
from dcgd.source.sheets import read_book
from dcgd.tracking.collected import Line, collect
from dcgd.tracking.docket import docket
from dcgd.tracking.forms import forms, month_number, window
from dcgd.tracking.refusal import NotRecorded
from dcgd.tracking.returned import Returned, recognise

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "yunxi-2025"
OCTOBER = month_number("2025-10")
TODAY = date(2025, 11, 3)
FEW = "区科学技术局"
"""Leads 1-1 (家), 1-2 (家), 1-m1, 3-m1 and 3-m2, two of them together with 区工业和信息化局."""
Edit = Callable[[Any], None]


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The example up to the end of September."""
    whole = read(EXAMPLE).registry
    before = tuple(each for each in whole.reports if each.entity.date < date(2025, 10, 1))
    object.__setattr__(whole, "reports", before)
    return whole


def templates(month: int = OCTOBER) -> dict[str, bytes]:
    connection = open_index([Source(str(EXAMPLE), "")], None, lambda _done, _total: None)
    entries = docket(connection, Filter(), window(month, "monthly")[1])
    found = {each.origin.unit: workbook(each) for each in forms(entries, month, "标题")}
    connection.close()
    return found


BLANK = templates()


class Sheet:
    """A template being filled: cells by the id of the item and the title of the column."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(BytesIO(data))
        self.sheet = self.book["填报"]
        self.columns = {each.value: each.column for each in self.sheet[4]}
        self.rows = {row[self.columns["编号"] - 1].value: row[0].row for row in self.sheet.iter_rows(min_row=5)}

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


def sheet(unit: str = FEW) -> Sheet:
    return Sheet(BLANK[unit])


def returned(registry: Registry, data: bytes, file: str = "收.xlsx", month: int = OCTOBER) -> Returned:
    return recognise(file, read_book(data), registry, month)


def collected(registry: Registry, *files: bytes | tuple[str, bytes]) -> list[Line]:
    named = [each if isinstance(each, tuple) else (f"{index}.xlsx", each) for index, each in enumerate(files)]
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


# What people write into a cell


@pytest.mark.parametrize(
    "typed",
    [9, 9.0, "9", "９", "９家", " 9 家", "9\n", "9\u200b家", "0.0009万", "=9", 9.000000000000001],
)
def test_a_number_is_read_however_it_is_written(registry: Registry, typed: Any) -> None:
    filled = sheet().fill(t1_1=typed)
    data = filled.bytes()
    if typed == "=9":
        data = computed(data, 9)
    [line] = collected(registry, data)
    assert line.outcome == "record", line.why
    assert line.report is not None
    assert line.report.value == 9
    assert (line.report.date, line.report.by) == (date(2025, 10, 31), FEW)
    assert line.why == ("由公式算得" if typed == "=9" else "")


def computed(data: bytes, value: int) -> bytes:
    """The workbook with what its formulas come to, as Excel saves it and openpyxl does not."""
    import re
    import zipfile

    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"(</f>)<v *(/>|></v>)", b"\\1<v>%d</v>" % value, part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("八家", "不是数"),
        ("约9家", "不是数"),
        ("9户", "计量单位"),
        ("已完成", "不是数"),
        ("/", "不是数"),
        ("50%", "计量单位"),
        (True, "是非"),
        (datetime(2025, 10, 31), "日期"),
        ("=1/0", "公式没有算出值"),
        ("9" * 30, "位数太多"),
        (8e20, "位数太多"),
        (7, "累计数不能变小：2025-09-30 已报 8 家，这次是 7；确是更正，在“更正”列选“是”"),
    ],
)
def test_what_is_not_surely_a_number_is_a_doubt_at_its_cell(registry: Registry, typed: Any, why: str) -> None:
    filled = sheet().fill(t1_1=typed)
    [(item, cell, said)] = doubts(collected(registry, filled.bytes()))
    assert (item, cell) == ("1-1", filled.name("1-1"))
    assert why in said


def test_a_percentage_is_never_taken_for_its_fraction(registry: Registry) -> None:
    filled = sheet("区水利局")
    amount = filled.cell("5-2")
    for value, form, outcome in (
        (0.63, "General", "doubt"),
        (0.63, "0%", 63),
        (63, "General", 63),
        ("63％", "General", 63),
        ("63", "@", 63),
        ("0.63", "@", "doubt"),
        (1, "General", "doubt"),
        (0.63, '0.00"%"', "doubt"),
    ):
        amount.value, amount.number_format = value, form
        [line] = collected(registry, filled.bytes())
        assert line.outcome == ("doubt" if outcome == "doubt" else "record"), (value, form, line.why)
        assert outcome == "doubt" or taken([line]) == {"5-2": outcome}


def test_a_format_that_shows_another_number_than_is_stored_is_a_doubt(registry: Registry) -> None:
    filled = sheet("云汐经济开发区").fill(t6_1=30)
    for form in ("0.0,", '0!.0,"万"', '#,##0,"千元"'):
        filled.cell("6-1").number_format = form
        [(_item, _cell, why)] = doubts(collected(registry, filled.bytes()))
        assert "格式" in why
    filled.cell("6-1").number_format = "#,##0.00"
    assert taken(collected(registry, filled.bytes())) == {"6-1": 30}


def test_a_milestone_takes_a_percent_or_a_word_for_all_of_it(registry: Registry) -> None:
    for typed, percent in ((60, 60), ("60％", 60), ("已完成", 100), (100, 100)):
        [line] = collected(registry, sheet().fill(**{"t3_m1": typed}).bytes())
        assert line.report is not None, line.why
        assert (line.report.milestone, line.report.percent, line.report.value) == ("3-m1", percent, None)


def test_the_day_is_that_of_the_form_unless_another_of_the_period_is_written(registry: Registry) -> None:
    filled = sheet().fill(t1_1=9)
    day = filled.cell("1-1", "数据截止日")
    for typed, wanted in (
        (None, 31), ("10月20日", 20), ("2025.10.20", 20), (45950, 20), ("2025/10/20", 20), (datetime(2025, 10, 20), 20),
    ):  # fmt: skip
        day.value, day.number_format = typed, "General"
        [line] = collected(registry, filled.bytes())
        assert line.date == date(2025, 10, wanted), (typed, line.why)
    for typed, why in (("9月30日", "不在 2025-10-01 至 2025-10-31 之内"), (10.2, "小数"), ("月底", "不是日期")):
        day.value = typed
        [(_item, cell, said)] = doubts(collected(registry, filled.bytes()))
        assert cell == filled.name("1-1", "数据截止日")
        assert why in said


def test_a_day_that_has_not_come_is_a_doubt(registry: Registry) -> None:
    book = returned(registry, sheet().fill(t1_1=9).bytes())
    [line] = collect(registry, [book], OCTOBER, date(2025, 10, 28))
    assert "2025-10-31 还没有到（今天是 2025-10-28）" in line.why


def test_words_are_kept_on_one_line_without_invisible_characters(registry: Registry) -> None:
    filled = sheet().fill(t1_1=9)
    filled.cell("1-1", "说明").value = " 第一批\n8 家，\u202e第二批\t1 家 "
    filled.cell("1-1", "佐证（文件名或网址）").value = "佐证/公示.pdf"
    [line] = collected(registry, filled.bytes())
    assert line.report is not None
    assert (line.report.note, line.report.evidence) == ("第一批 8 家，第二批 1 家", "佐证/公示.pdf")


def test_a_word_without_a_number_an_unclear_correction_and_an_embedded_picture_are_doubts(registry: Registry) -> None:
    filled = sheet().fill(t1_2=100, t3_m1=50)
    filled.cell("1-1", "说明").value = "本月没有进展"
    filled.cell("1-2", "更正").value = "也许"
    filled.cell("3-m1", "佐证（文件名或网址）").value = '=DISPIMG("ID_1",1)'
    found = doubts(collected(registry, filled.bytes()))
    assert [(item, cell) for item, cell, _why in found] == [
        ("1-1", filled.name("1-1")),
        ("1-2", filled.name("1-2", "更正")),
        ("3-m1", filled.name("3-m1", "佐证（文件名或网址）")),
    ]


def test_a_correction_may_make_a_total_smaller(registry: Registry) -> None:
    filled = sheet().fill(t1_1=7)
    filled.cell("1-1", "更正").value = "是"
    [line] = collected(registry, filled.bytes())
    assert line.report is not None
    assert (line.report.value, line.report.correction) == (7, True)


# What people do to a sheet

VALUES = {"1-1": Decimal(9), "1-2": Decimal(101), "3-m1": Decimal(47)}


def three() -> Sheet:
    return sheet().fill(t1_1=9, t1_2=101, t3_m1=47)


def rows_of(sheet: Any) -> list[list[Any]]:
    return [[each.value for each in row] for row in sheet.iter_rows(min_row=5)]


def put(sheet: Any, rows: list[list[Any]]) -> None:
    for number, row in enumerate(rows, 5):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def sort_rows(filled: Sheet) -> None:
    put(filled.sheet, sorted(rows_of(filled.sheet), key=lambda row: str(row[3]), reverse=True))


def hide_rows(filled: Sheet) -> None:
    for row in filled.rows.values():
        filled.sheet.row_dimensions[row].hidden = True


def delete_others(filled: Sheet) -> None:
    for item in ("3-m2", "1-m1"):
        filled.sheet.delete_rows(filled.rows[item])


def copy_rows(filled: Sheet) -> None:
    rows = rows_of(filled.sheet)
    put(filled.sheet, [*rows, rows[0], rows[1]])


def copy_header(filled: Sheet) -> None:
    rows = rows_of(filled.sheet)
    header = [each.value for each in filled.sheet[4]]
    put(filled.sheet, [rows[0], header, *rows[1:]])


def move_columns(filled: Sheet) -> None:
    for row in filled.sheet.iter_rows(min_row=4):
        values = [each.value for each in row]
        for each, value in zip(row, reversed(values), strict=True):
            each.value = value


def drop_columns(filled: Sheet) -> None:
    for title in ("更正", "说明", "序时进度"):
        filled.sheet.delete_cols(next(each.column for each in filled.sheet[4] if each.value == title))


def insert_lines_above(filled: Sheet) -> None:
    filled.sheet.insert_rows(2, 3)


def copy_sheet(filled: Sheet) -> None:
    filled.book.copy_worksheet(filled.sheet)


def rename_and_hide(filled: Sheet) -> None:
    filled.sheet.title = "Sheet1"
    filled.sheet.sheet_state = "hidden"
    filled.book["_dcgd"].title = "表2"


def merge_the_title(filled: Sheet) -> None:
    filled.sheet.merge_cells("B2:D3")


@pytest.mark.parametrize(
    "spoil",
    [
        sort_rows, hide_rows, delete_others, copy_rows, copy_header, move_columns, drop_columns, insert_lines_above,
        copy_sheet, rename_and_hide, merge_the_title,
    ],
)  # fmt: skip
def test_nothing_is_lost_or_invented(
    registry: Registry, spoil: Callable[[Sheet], None], resaved: Callable[[bytes], bytes]
) -> None:
    filled = three()
    spoil(filled)
    for data in (filled.bytes(), resaved(filled.bytes())):
        lines = collected(registry, data)
        assert doubts(lines) == []
        assert taken(lines) == VALUES
        assert sum(line.outcome == "record" for line in lines) == 3


def test_a_copied_row_with_another_number_is_a_doubt_in_both_places(registry: Registry) -> None:
    filled = three()
    rows = rows_of(filled.sheet)
    copied = list(rows[0])
    copied[filled.columns["本期完成"] - 1] = 10
    put(filled.sheet, [*rows, copied])
    lines = collected(registry, filled.bytes())
    assert taken(lines) == {"1-2": 101, "3-m1": 47}
    assert [(item, why.split("：")[0]) for item, _cell, why in doubts(lines)] == [("1-1", "同一天报了两个数")] * 2


def test_rows_of_which_only_some_columns_were_sorted_are_doubts(registry: Registry) -> None:
    filled = three()
    rows = rows_of(filled.sheet)
    shown = sorted((row[1:] for row in rows), key=lambda row: str(row[2]))
    put(filled.sheet, [[row[0], *rest] for row, rest in zip(rows, shown, strict=True)])
    lines = collected(registry, filled.bytes())
    assert len(doubts(lines)) + len(taken(lines)) == 3
    assert all("排序" in why for _item, _cell, why in doubts(lines))
    assert taken(lines).items() <= VALUES.items()


def test_a_row_pasted_from_another_form_is_a_doubt(registry: Registry) -> None:
    filled = sheet().fill(t1_1=9)
    filled.cell("1-1", "标识").value = Sheet(templates(month_number("2025-09"))[FEW]).cell("1-1", "标识").value
    filled.cell("1-2", "标识").value, filled.cell("1-2").value = None, 100
    assert [why[:9] for _item, _cell, why in doubts(collected(registry, filled.bytes()))] == [
        "这一行的标识不是这",
        "这一行没有标识，不",
    ]


def test_an_item_the_unit_does_not_lead_or_that_is_gone_is_a_doubt(registry: Registry) -> None:
    origin = returned(registry, sheet().fill(t1_1=9).bytes()).origin
    for item, why in (("2-1", "不是 2-1 的牵头单位"), ("99-1", "没有编号“99-1”")):
        filled = sheet().fill(t1_1=9)
        filled.cell("1-1", "标识").value, filled.cell("1-1", "编号").value = origin.key(item), item
        [(_item, _cell, said)] = doubts(collected(registry, filled.bytes()))
        assert why in said


def test_a_changed_unit_of_measure_is_a_doubt(registry: Registry) -> None:
    filled = sheet().fill(t1_1=9)
    filled.cell("1-1", "计量单位").value = "十家"
    [(_item, cell, why)] = doubts(collected(registry, filled.bytes()))
    assert cell == filled.name("1-1", "计量单位")
    assert "被改成了“十家”" in why


def test_cells_merged_over_rows_are_doubts_and_the_other_rows_are_not(registry: Registry) -> None:
    filled = three()
    filled.sheet.merge_cells(f"{filled.name('1-1')}:{filled.name('1-2')}")
    lines = collected(registry, filled.bytes())
    assert taken(lines) == {"3-m1": 47}
    assert [(item, "合并了几行" in why) for item, _cell, why in doubts(lines)] == [("1-1", True), ("1-2", True)]


def test_cells_merged_along_a_row_are_read_by_their_first_unless_that_is_none_to_fill_in(registry: Registry) -> None:
    filled = sheet().fill(t1_1=9)
    filled.sheet.merge_cells(f"{filled.name('1-1', '说明')}:{filled.name('1-1', '更正')}")
    assert taken(collected(registry, filled.bytes())) == {"1-1": 9}
    filled = sheet().fill(t1_1=9)
    filled.sheet.merge_cells(f"{filled.name('1-1', '序时进度')}:{filled.name('1-1')}")
    [(_item, _cell, why)] = doubts(collected(registry, filled.bytes()))
    assert "盖住" in why


# Whole files


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda filled: filled.book.remove(filled.book["_dcgd"]), "不是发出去的填报表"),
        (lambda filled: filled.sheet.delete_cols(1), "少了“标识”"),
        (lambda filled: filled.book.remove(filled.sheet), "找不到填报的表头"),
        (lambda filled: setattr(filled.sheet.cell(4, 20), "value", "本期完成"), "有两列"),
        (lambda filled: setattr(filled.book["_dcgd"].cell(2, 2), "value", "乙政字〔2025〕1号"), "别的文件的表"),
        (
            lambda filled: setattr(filled.book["_dcgd"].cell(4, 2), "value", "区水力局"),
            "没有单位“区水力局”；是不是：区水利局",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_any_more_is_refused(registry: Registry, spoil: Edit, why: str) -> None:
    filled = three()
    spoil(filled)
    with pytest.raises(NotRecorded, match=why):
        returned(registry, filled.bytes())


def test_last_months_file_is_refused(registry: Registry) -> None:
    filled = Sheet(templates(month_number("2025-09"))[FEW]).fill(t1_1=9)
    with pytest.raises(NotRecorded, match=r"是 2025-09 的表，收的是 2025-10 的"):
        returned(registry, filled.bytes())


def test_a_file_named_for_another_unit_is_refused_and_its_own_name_however_written_is_not(registry: Registry) -> None:
    data = three().bytes()
    with pytest.raises(NotRecorded, match="文件名写的是区水利局，里面却是发给区科学技术局的表"):
        returned(registry, data, "水务局10月.xlsx")
    for name in ("区科技局（已填）.xlsx", "10月进展.xlsx", "科学技术局_2025-10(1).xlsx"):
        assert len(returned(registry, data, name).rows) == 3


def test_the_same_file_twice_counts_once(registry: Registry) -> None:
    lines = collected(registry, three().bytes(), three().bytes())
    assert [line.outcome for line in lines] == ["record"] * 3 + ["known"] * 3
    assert lines[3].why == f"与 0.xlsx 填报!{lines[0].cell} 相同"


def test_two_leads_may_say_the_same_but_not_different_things(registry: Registry) -> None:
    other = sheet("区工业和信息化局")
    same = collected(registry, sheet().fill(t3_m1=47).bytes(), other.fill(t3_m1=47).bytes())
    assert [line.outcome for line in same] == ["record", "record"]
    differ = collected(registry, sheet().fill(t3_m1=47).bytes(), other.fill(t3_m1=60).bytes())
    assert [line.outcome for line in differ] == ["doubt", "doubt"]
    assert "0.xlsx 填报!" in differ[1].why


def with_reports(registry: Registry, lines: list[Line]) -> Registry:
    """The registry with what a run recorded."""
    from dataclasses import replace

    from dcgd.registry.content import Filed, Place

    more = (Filed(line.report, Place("progress/2025-10.yaml", ())) for line in lines if line.report)
    return replace(registry, reports=(*registry.reports, *more))


def test_collecting_again_adds_nothing_and_another_number_needs_a_correction(registry: Registry) -> None:
    recorded = with_reports(registry, collected(registry, three().bytes()))
    assert [line.outcome for line in collected(recorded, three().bytes())] == ["known"] * 3
    later = three().fill(t1_1=10)
    lines = collected(recorded, later.bytes())
    assert [line.outcome for line in lines] == ["doubt", "known", "known"]
    assert "2025-10-31 已经报过 9，与这次的不同；确是更正，在“更正”列选“是”" in lines[0].why
    later.cell("1-1", "更正").value = "是"
    corrected = collected(recorded, later.bytes())
    assert taken(corrected) == {"1-1": 10}
    assert [line.outcome for line in collected(with_reports(recorded, corrected), later.bytes())] == ["known"] * 3


def test_an_explanation_added_later_is_not_lost(registry: Registry) -> None:
    recorded = with_reports(registry, collected(registry, three().bytes()))
    later = three()
    later.cell("1-1", "说明").value = "补充说明"
    assert [line.outcome for line in collected(recorded, later.bytes())] == ["record", "known", "known"]


def test_an_empty_form_says_nothing_and_that_is_remarked(registry: Registry) -> None:
    book = returned(registry, BLANK[FEW])
    assert book.rows == ()
    assert book.remarks == ("一行也没有填",)
    assert returned(registry, BLANK["区财政局"]).remarks == ()  # it has nothing to fill in


# The law: what was filled in comes back, all of it and nothing else


def written(number: Decimal, measure: str, how: int) -> Any:
    """One of the ways people write a number."""
    ways: list[Any] = [
        int(number) if number == int(number) else float(number),
        str(number),
        f"{number}{measure}",
        f"{number} {measure}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
        f"{number:,}{measure}",
    ]
    if not measure.startswith(("万", "亿", "%")):
        ways.append(f"{(number / 10000).normalize():f}万{measure}")
    return ways[how % len(ways)]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_what_is_filled_in_comes_back(registry: Registry, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from([name for name in sorted(BLANK) if Sheet(BLANK[name]).rows]))
    filled = Sheet(BLANK[unit])
    targets = {item.id: item for _filed, item, _place in registry.items}
    given_: dict[str, Decimal] = {}
    for item in data.draw(st.lists(st.sampled_from(sorted(filled.rows)), unique=True)):
        measure = filled.cell(item, "计量单位").value
        number = data.draw(st.decimals(2, 90, places=1)) if measure == "%" else data.draw(st.integers(0, 10**6))
        if getattr(targets.get(item), "kind", "") == "cumulative":
            number = number + 10**5  # no less than what is reported already
        given_[item] = Decimal(str(number)).normalize() + 0
        filled.cell(item).value = written(given_[item], measure, data.draw(st.integers(0, 5)))
        if data.draw(st.booleans()):
            filled.cell(item, "说明").value = "说明" + data.draw(st.text("甲乙 ，#:", max_size=5))
    lines = collected(registry, filled.bytes())
    assert doubts(lines) == []
    assert taken(lines) == given_
