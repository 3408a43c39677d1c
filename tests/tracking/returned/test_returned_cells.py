"""What people write into the cells of a returned workbook: taken where it is sure, else a doubt at its cell."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcgd.model import Target
from dcgd.model.stamps import named_evidence
from dcgd.registry.content import Registry
from dcgd.registry.shares import as_target
from dcgd.tracking.judging.months import month_of
from dcgd.tracking.judging.wording import counts_things
from dcgd.tracking.returned.collected import collect

OCTOBER = month_of(date(2025, 10, 1))
FEW = "区科学技术局"


@pytest.mark.parametrize(
    "typed",
    [9, 9.0, "9", "９", "９家", " 9 家", "9\n", "9\u200b家", "0.0009万", "=9", 9.000000000000001],
)
def test_a_number_is_read_however_it_is_written(september: Registry, returns: Any, typed: Any) -> None:
    filled = returns.sheet().fill(t1_1=typed)
    data = filled.bytes()
    if typed == "=9":
        data = returns.computed(data, 9)
    [line] = returns.collected(september, data)
    assert line.outcome == "record", line.why
    assert line.report is not None
    assert line.report.value == 9
    assert (line.report.date, line.report.by) == (date(2025, 10, 31), FEW)
    assert line.why == ("由公式算得" if typed == "=9" else "")


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
        (7, "累计数不能变小：2025-09-30 已报 8 家，这次是 7 家；确是更正，在“更正”列选“是”"),
    ],
)
def test_what_is_not_surely_a_number_is_a_doubt_at_its_cell(
    september: Registry, returns: Any, typed: Any, why: str
) -> None:
    filled = returns.sheet().fill(t1_1=typed)
    [(item, cell, said)] = returns.doubts(returns.collected(september, filled.bytes()))
    assert (item, cell) == ("1-1", filled.name("1-1"))
    assert why in said


def test_a_percentage_is_never_taken_for_its_fraction(september: Registry, returns: Any) -> None:
    filled = returns.sheet("区水利局")
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
        [line] = returns.collected(september, filled.bytes())
        assert line.outcome == ("doubt" if outcome == "doubt" else "record"), (value, form, line.why)
        assert outcome == "doubt" or returns.taken([line]) == {"5-2": outcome}


@pytest.mark.parametrize("typed", ["60 61", "60\n61", "60 \u200b61", "60\u200b61", "60%\n61%", "60/61"])
def test_two_numbers_in_a_cell_are_a_doubt(september: Registry, returns: Any, typed: str) -> None:
    filled = returns.sheet("区水利局")
    filled.cell("5-2").value = typed
    [(_item, _cell, why)] = returns.doubts(returns.collected(september, filled.bytes()))
    assert "不止一个数" in why


def test_a_cell_is_doubted_as_an_option_is(september: Registry, returns: Any) -> None:
    """One function doubts both; what it doubts is tested beside it."""
    filled = returns.sheet().fill(t1_1=1200)
    [(item, cell, why)] = returns.doubts(returns.collected(september, filled.bytes()))
    assert (item, cell) == ("1-1", filled.name("1-1"))
    assert "1200 家是目标值" in why
    [(_item, _cell, why)] = returns.doubts(returns.collected(september, returns.sheet().fill(t3_m1=105).bytes()))
    assert "百分比 105 超出范围：应在 0 到 100 之间" in why


def test_a_format_that_shows_another_number_than_is_stored_is_a_doubt(september: Registry, returns: Any) -> None:
    filled = returns.sheet("云汐经济开发区").fill(t6_1=30)
    for form in ("0.0,", '0!.0,"万"', '#,##0,"千元"'):
        filled.cell("6-1").number_format = form
        [(_item, _cell, why)] = returns.doubts(returns.collected(september, filled.bytes()))
        assert "格式" in why
    filled.cell("6-1").number_format = "#,##0.00"
    assert returns.taken(returns.collected(september, filled.bytes())) == {"6-1": 30}


def test_a_milestone_takes_a_percent_or_a_word_for_all_of_it(september: Registry, returns: Any) -> None:
    for typed, percent in ((60, 60), ("60％", 60), ("已完成", 100), (100, 100)):
        [line] = returns.collected(september, returns.sheet().fill(**{"t3_m1": typed}).bytes())
        assert line.report is not None, line.why
        assert (line.report.milestone, line.report.percent, line.report.value) == ("3-m1", percent, None)


def test_the_day_is_that_of_the_form_unless_another_of_the_period_is_written(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=9)
    day = filled.cell("1-1", "数据截止日")
    written: list[Any] = [
        "10月20日", "2025.10.20", 45950, 45950.5, "45950", "2025/10/20", "2025/10/20 0:00:00", datetime(2025, 10, 20),
    ]  # fmt: skip
    for typed, wanted in ((None, 31), *((each, 20) for each in written)):
        day.value, day.number_format = typed, "General"
        [line] = returns.collected(september, filled.bytes())
        assert line.date == date(2025, 10, wanted), (typed, line.why)
    wrong: list[tuple[Any, str]] = [
        ("9月30日", "不在 2025-10-01 至 2025-10-31 之内"),
        (10.2, "小数"),
        (True, "不是日期"),
        ("月底", "不是日期"),
    ]
    for typed, why in wrong:
        day.value = typed
        [(_item, cell, said)] = returns.doubts(returns.collected(september, filled.bytes()))
        assert cell == filled.name("1-1", "数据截止日")
        assert why in said


def test_a_day_that_has_not_come_is_a_doubt(september: Registry, returns: Any) -> None:
    book = returns.returned(september, returns.sheet().fill(t1_1=9).bytes())
    [line] = collect(september, [book], OCTOBER, date(2025, 10, 28))
    assert "2025-10-31 还没有到（今天是 2025-10-28）" in line.why


def test_words_are_kept_on_one_line_without_invisible_characters(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=9)
    filled.cell("1-1", "进展情况").value = " 第一批\n8 家，\u202e第二批\t1 家 "
    filled.cell("1-1", "佐证（文件名或网址）").value = "佐证/公示.pdf"
    [line] = returns.collected(september, filled.bytes())
    assert line.report is not None
    assert line.report.note == "第一批 8 家，第二批 1 家"
    assert line.report.evidence == (named_evidence("佐证/公示.pdf"),)


def test_a_word_without_a_number_an_unclear_correction_and_a_picture_are_doubts(
    september: Registry, returns: Any
) -> None:
    filled = returns.sheet().fill(t1_2=100, t3_m1=50)
    filled.cell("1-1", "进展情况").value = "本月没有进展"
    filled.cell("1-2", "更正").value = "也许"
    filled.cell("3-m1", "佐证（文件名或网址）").value = '=DISPIMG("ID_1",1)'
    found = returns.doubts(returns.collected(september, filled.bytes()))
    assert [(item, cell) for item, cell, _why in found] == [
        ("1-1", filled.name("1-1")),
        ("1-2", filled.name("1-2", "更正")),
        ("3-m1", filled.name("3-m1", "佐证（文件名或网址）")),
    ]


def test_a_correction_may_make_a_total_smaller(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=7)
    filled.cell("1-1", "更正").value = "是"
    [line] = returns.collected(september, filled.bytes())
    assert line.report is not None
    assert (line.report.value, line.report.correction) == (7, True)


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


def plausible(target: Target | None, last: Decimal | None) -> st.SearchStrategy[Decimal]:
    """Numbers that nobody would doubt, after the last one that was reported."""
    least = last or Decimal(2)
    if target is None or target.kind == "cumulative":
        most = max(least, target.value) if target else Decimal(100)
        return st.decimals(least, most, places=0 if target and counts_things(target) else 1)
    near = last or target.value
    return st.decimals(near, near * Decimal("1.05"), places=1) if near < 90 else st.just(near)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=12)
def test_what_is_filled_in_comes_back(september: Registry, returns: Any, data: st.DataObject) -> None:
    unit = data.draw(
        st.sampled_from([name for name in sorted(returns.blank) if returns.Sheet(returns.blank[name]).rows])
    )
    filled = returns.Sheet(returns.blank[unit])
    targets = {item.id: item for _filed, item, _place in september.items if isinstance(item, Target)}
    shares = [as_target(target, share) for target in targets.values() for share in target.shares]
    targets |= {share.id: share for share in shares}
    last = {report.subject: report.value or report.percent for report in (filed.entity for filed in september.reports)}
    given_: dict[str, Decimal] = {}
    for item in data.draw(st.lists(st.sampled_from(sorted(filled.rows)), unique=True)):
        measure = filled.cell(item, "计量单位").value
        number = data.draw(plausible(targets.get(item), last.get(item)))
        given_[item] = Decimal(str(number)).normalize() + 0
        filled.cell(item).value = written(given_[item], measure, data.draw(st.integers(0, 5)))
        if data.draw(st.booleans()):
            filled.cell(item, "进展情况").value = "进展情况" + data.draw(st.text("甲乙 ，#:", max_size=5))
    lines = returns.collected(september, filled.bytes())
    assert returns.doubts(lines) == []
    assert returns.taken(lines) == given_


def test_the_form_asks_for_more_and_who_signs_it_signs_every_row(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=9, t1_2=95)
    said = {"进展情况": "公示中", "存在问题": "缺人", "下一步措施及预计完成时间": "补齐"}
    for title, text in said.items():
        filled.cell("1-1", title).value = text
    for name, person in (("填报人：", "钱某某"), ("审核人：", "周某某"), ("联系电话：", "0000-0000001")):
        beside(filled.sheet, name).value = person
    first, second = (line.report for line in returns.collected(september, filled.bytes()))
    assert (first.note, first.difficulty, first.next_step) == ("公示中", "缺人", "补齐")
    assert [(report.filled_by, report.checked_by) for report in (first, second)] == [("钱某某", "周某某")] * 2
    assert "0000-0000001" not in repr((first, second)), "a phone is for the paper alone"
    assert returns.returned(september, filled.bytes()).remarks == ()


def beside(sheet: Any, name: str) -> Any:
    """The cell beside the one below the table that says this."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == name).offset(0, 1)


@pytest.mark.parametrize(
    "typed",
    ["钱某某 13000000000", "钱某某（电话：１３０－００００－００００）", "钱某某，8400001", "钱某某 0000-0000001"],
)
def test_of_who_signs_the_name_is_taken_and_the_phone_is_left_and_told(
    september: Registry, returns: Any, typed: str
) -> None:
    filled = returns.sheet().fill(t1_1=9)
    beside(filled.sheet, "填报人：").value = typed
    [line] = returns.collected(september, filled.bytes())
    assert line.why == "“填报人”里的电话没有登记；电话写进 people.yaml：dcgd add person 钱某某 --phone 电话"
    assert line.report.filled_by == "钱某某"


def test_a_phone_in_words_is_a_doubt_at_its_cell(september: Registry, returns: Any) -> None:
    filled = returns.sheet().fill(t1_1=9)
    filled.cell("1-1", "存在问题").value = "缺人，找13000000000"
    why = "“存在问题”里像是写了电话号码（130…00）；电话写进 people.yaml，这里不写"
    [(item, cell, said)] = returns.doubts(returns.collected(september, filled.bytes()))
    assert (item, cell, said) == ("1-1", filled.cell("1-1", "存在问题").coordinate, why)
    [line] = returns.collected(september, filled.bytes())
    assert (line.column, line.typed) == ("存在问题", "缺人，找…")


def test_who_signs_reports_nothing_by_it(september: Registry, returns: Any) -> None:
    filled = returns.sheet()
    beside(filled.sheet, "填报人：").value = "钱某某"
    assert returns.collected(september, filled.bytes()) == []


def test_a_form_of_before_is_read_as_well(september: Registry, returns: Any) -> None:
    """Its columns had other titles, it was signed in every row, and nothing stood below its table."""
    filled = returns.sheet().fill(t1_1=9)
    sheet, end = filled.sheet, max(filled.rows.values())
    sheet.delete_rows(end + 1, sheet.max_row)
    former = {"进展情况": "说明", "下一步措施及预计完成时间": "下一步打算", "本期应达（节点）": "序时进度"}
    for now, before in {**former, "责任人": "填报人"}.items():
        sheet.cell(4, filled.columns[now]).value = before
    sheet.delete_cols(filled.columns["存在问题"])
    values = {"说明": "公示中", "下一步打算": "补齐", "填报人": "钱某某"}
    there = {cell.value: cell.column for cell in sheet[4]}
    for row in range(5, end + 1):
        sheet.cell(row, there["填报人"]).value = None
    for title, text in values.items():
        sheet.cell(filled.rows["1-1"], there[title]).value = text
    [line] = returns.collected(september, filled.bytes())
    assert line.report is not None
    assert (line.report.note, line.report.next_step, line.report.filled_by) == ("公示中", "补齐", "钱某某")
