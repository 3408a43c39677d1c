"""The lines of a scanned page become paragraphs and rows."""

import pytest

from dcgd.intake.text.pdf_tables import joined_pages
from dcgd.intake.text.scan import ScannedLine, ScannedPage, corrected, scan_blocks
from dcgd.intake.text.unread import Tally

CHARACTER = 16.0


def line(text: str, left: float, top: float, *, score: float = 0.99, stamped: bool = False) -> ScannedLine:
    return ScannedLine(text, (left, top, left + CHARACTER * len(text), top + CHARACTER), score, stamped)


def page(*lines: ScannedLine, rulings: tuple[tuple[float, float, float, float], ...] = ()) -> ScannedPage:
    return ScannedPage(lines, rulings, 842.0)


def text_of(scanned: ScannedPage, tally: Tally | None = None) -> str:
    return "".join(joined_pages([scan_blocks(scanned, 1, tally or Tally())]))


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("云汐政办发[2026]12号", "云汐政办发〔2026〕12号"),
        ("(责任单位:区水利局)", "（责任单位：区水利局）"),
        ("面积1,234.5亩,改造36公里", "面积1,234.5亩，改造36公里"),
        ("网办率达95%,新增3户", "网办率达95%，新增3户"),
        ("比例为3:1", "比例为3:1"),
    ],
)
def test_half_marks_among_chinese_characters_are_whole_ones(seen: str, meant: str) -> None:
    assert corrected(seen) == meant


def test_a_full_line_goes_on_and_an_indented_one_begins() -> None:
    full = "一" * 28
    lines = (
        line(full, 82, 100),
        line(full + "二", 50, 128),
        line("到此。", 50, 156),
        line("新的一段，也到此", 82, 184),
    )
    assert text_of(page(*lines)) == f"{full}{full}二到此。\n新的一段，也到此"


def test_no_paragraph_begins_with_what_ends_one() -> None:
    lines = (line("用水量下降5.2", 82, 100), line("%，新增企业", 50, 128), line("二" * 30, 50, 300))
    assert text_of(page(*lines)).split("\n")[0] == "用水量下降5.2%，新增企业"


def test_what_stands_apart_in_a_line_stays_apart() -> None:
    lines = (line("区水利局", 50, 100), line("王某", 300, 101), line("二" * 30, 50, 200))
    assert text_of(page(*lines)).split("\n")[0] == "区水利局  王某"


def test_ruled_tables_are_rows_between_the_lines_around_them() -> None:
    xs, ys = (50.0, 100.0, 300.0, 400.0), (120.0, 150.0, 200.0)
    rulings = (*((xs[0], y, xs[-1], y) for y in ys), *((x, ys[0], x, ys[-1]) for x in xs))
    lines = (
        line("任务分解表", 200, 80),
        line("序号", 55, 125),
        line("工作任务", 105, 125),
        line("单位", 305, 125),
        line("1", 60, 165),
        line("改造老旧小区五", 110, 155),
        line("个", 105, 175),
        line("住建局", 305, 165),
        line("此页无正文", 50, 300),
    )
    assert text_of(page(*lines, rulings=rulings)).split("\n") == [
        "任务分解表",
        "序号\t工作任务\t单位",
        "1\t改造老旧小区五\u2028个\t住建局",
        "此页无正文",
    ]


def test_a_table_without_rulings_is_divided_by_alignment() -> None:
    cells = (
        (50, 100, "序号"),
        (120, 100, "工作任务"),
        (400, 100, "责任单位"),
        (50, 130, "1"),
        (120, 130, "改造小区5个"),
    )
    lines = [line(words, left, top) for left, top, words in (*cells, (400, 130, "区住建局"))]
    assert text_of(page(*lines)).split("\n") == ["序号\t工作任务\t责任单位", "1\t改造小区5个\t区住建局"]


def test_what_is_doubtful_is_told_with_its_page() -> None:
    tally = Tally()
    lines = (line("模糊", 50, 100, score=0.5), line("12亩", 50, 130, stamped=True), line("印章", 50, 160, stamped=True))
    scan_blocks(page(*lines)._replace(red=True), 3, tally)
    assert [(kind, words) for kind, _places, words in tally.unread()] == [
        ("认得没有把握的行", ("第 3 页 模糊",)),
        ("盖着红色、数要对照的行", ("第 3 页 12亩",)),
        ("红色的字和印章", ("第 3 页",)),
    ]
