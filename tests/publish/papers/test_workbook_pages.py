"""Workbooks on pages, as LibreOffice prints them: the paper's size, what is readable, and that nothing is cut off."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from dcgd.publish.papers.ledger import ledger
from dcgd.publish.papers.minutes_table import minutes_table
from dcgd.publish.papers.plan_table import plan_table
from dcgd.publish.papers.problems_table import problems_table
from dcgd.publish.snapshot import Snapshot
from districts import EXAMPLE, ROOT, snapshot_of
from printed import WIDTHS, has_widths, to_pdf
from systems import needs

pytestmark = [pytest.mark.slow, needs("soffice")]
MEETINGS = ROOT / "examples" / "yunxi-meetings" / "minutes-2025"
A3, A4 = (1191, 842), (842, 595)
"""Points, landscape."""
LEAST = 10.5 * 0.8
"""Points: what is printed smaller cannot be read."""


class Page(NamedTuple):
    """A printed page: its size in points, its text without blanks and in lines, and the smallest type on it."""

    size: tuple[int, int]
    text: str
    lines: str
    smallest: float


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[bytes], list[Page]]:
    """The pages of a workbook."""

    def lay_out(data: bytes) -> list[Page]:
        from pypdf import PdfReader

        pdf = to_pdf(tmp_path, {"book.xlsx": data})["book.xlsx"]
        return [page_of(page) for page in PdfReader(pdf).pages]

    return lay_out


def page_of(page: Any) -> Page:
    sizes: list[float] = []

    def see(text: str, world: list[float], matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * matrix[3] * world[3]))

    text = page.extract_text(visitor_text=see)
    return Page((round(page.mediabox.width), round(page.mediabox.height)), bare(text), text, min(sizes))


def bare(text: object) -> str:
    return re.sub(r"\s", "", str(text))


def texts_to_print(data: bytes, sheet: str) -> list[str]:
    """The texts in the print area of a sheet."""
    there = load_workbook(BytesIO(data))[sheet]
    area = there.print_area.split("!")[-1].replace("$", "")
    return [bare(cell.value) for row in there[area] for cell in row if isinstance(cell.value, str)]


def test_a_form_is_one_page_wide_readable_and_whole(
    returns: SimpleNamespace, printed: Callable[[bytes], list[Page]]
) -> None:
    data = returns.blank["区行政审批服务局"]
    pages = printed(data)
    assert [page.size for page in pages] == [A4]
    assert min(page.smallest for page in pages) >= LEAST
    for text in texts_to_print(data, "填报"):
        assert text in pages[0].text
    assert "佐证（文件名或网址）" not in pages[0].text
    assert pages[0].text.count("第1页，共1页") == 1


def test_the_ledger_is_read_on_a3_and_nothing_of_it_is_cut_off(
    snapshot: Snapshot, printed: Callable[[bytes], list[Page]]
) -> None:
    data = ledger(snapshot)
    pages = printed(data)
    wide = [page for page in pages if page.size == A3]
    assert {page.size for page in pages} == {A3, A4}
    assert min(page.smallest for page in pages) >= LEAST
    assert all("牵头单位" in page.text and "截至2025年9月30日" in page.text for page in wide), "the head is repeated"
    whole = "".join(page.text for page in pages)
    for sheet in ("总台账", "未达序时", "已完成", "各单位汇总"):
        for text in texts_to_print(data, sheet):
            assert text in whole
    assert [f"第{number}页，共{len(pages)}页" in page.text for number, page in enumerate(pages, 1)] == [True] * len(
        pages
    )


@pytest.mark.skipif(not has_widths(), reason=f"lines break elsewhere without {WIDTHS} (fonts-arphic-uming)")
def test_no_line_of_the_ledger_begins_with_what_none_begins_with(
    snapshot: Snapshot, printed: Callable[[bytes], list[Page]]
) -> None:
    lines = "\n".join(page.lines for page in printed(ledger(snapshot)))
    assert not re.search(r"(?m)^[，。；、）]", lines)


@pytest.mark.parametrize(
    ("make", "size", "registry"),
    [(problems_table, A3, EXAMPLE), (plan_table, A4, EXAMPLE), (minutes_table, A4, MEETINGS)],
)
def test_the_other_tables_are_readable_and_whole(
    printed: Callable[[bytes], list[Page]], make: Callable[[Snapshot], bytes], size: tuple[int, int], registry: Path
) -> None:
    data = make(snapshot_of(registry, day=date(2025, 9, 30)))
    pages = printed(data)
    assert {page.size for page in pages} == {size}
    assert min(page.smallest for page in pages) >= LEAST
    whole = "".join(page.text for page in pages)
    for sheet in load_workbook(BytesIO(data)).sheetnames:
        for text in texts_to_print(data, sheet):
            assert text in whole
