"""Tables of a Word document come to lines as they are seen, however large and however merged."""

import io
import re
import zipfile

import docx
import pytest

from dcgd.errors import Unreadable
from dcgd.intake.text import docx_tables
from dcgd.intake.text.readers import read


def with_table(xml: str) -> bytes:
    """A document that holds this table and nothing else."""
    empty, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = re.sub(rb"<w:sectPr", f"<w:tbl>{xml}</w:tbl><w:sectPr".encode(), part, count=1)
            new.writestr(name, part)
    return out.getvalue()


def row(*cells: str, before: int = 0) -> str:
    return f'<w:tr><w:trPr><w:gridBefore w:val="{before}"/></w:trPr>{"".join(cells)}</w:tr>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_a_cell_over_columns_is_followed_by_empty_ones_and_one_over_rows_stands_in_each() -> None:
    rows = (
        row(cell("甲", BEGINS + '<w:gridSpan w:val="2"/>'), cell("乙")),
        row(cell("看不见", GOES_ON + '<w:gridSpan w:val="2"/>'), cell("丙")),
        row(cell("丁"), before=2),
        row(cell("戊", GOES_ON), cell("己"), cell("庚")),
    )
    assert read(with_table("".join(rows)), "a").text == "甲\t\t乙\n甲\t\t丙\n\t\t丁\n戊\t己\t庚"


def test_an_honest_table_merged_over_more_rows_than_python_goes_deep_is_read() -> None:
    rows = [row(cell("甲", BEGINS if number == 0 else GOES_ON), cell(str(number))) for number in range(5000)]
    lines = read(with_table("".join(rows)), "a").text.split("\n")
    assert lines == [f"甲\t{number}\t" for number in range(5000)]


@pytest.mark.parametrize("number", ["2000000000", "9" * 5000, "-1", "0", "x", "１２", ""])
def test_a_number_of_columns_that_no_table_has_costs_nothing(number: str) -> None:
    rows = row(cell("甲", f'<w:gridSpan w:val="{number}"/>'), cell("乙"))
    text = read(with_table(rows.replace('gridBefore w:val="0"', f'gridBefore w:val="{number}"')), "a").text
    assert text.split() == ["甲", "乙"]
    assert len(text) < 300


def test_a_table_longer_than_any_text_is_refused_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_tables, "MOST_CHARACTERS", 1000)
    with pytest.raises(Unreadable, match="上限"):
        read(with_table(row(cell("甲", '<w:gridSpan w:val="100"/>')) * 20), "a")
