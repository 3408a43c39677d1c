"""The bulletin on pages, as LibreOffice lays it out: nothing is lost, and a page holds what the standard says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import letterhead
from dcgd.publish.papers.bulletin import bulletin, bulletin_facts
from dcgd.publish.snapshot import Snapshot
from printed import to_pdf
from systems import needs

soffice = needs("soffice")


@pytest.fixture
def pages(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """The text of each page as LibreOffice lays it out."""

    def lay_out(data: bytes) -> list[str]:
        from pypdf import PdfReader

        pdf = to_pdf(tmp_path, {"paper.docx": data})["paper.docx"]
        return [page.extract_text() for page in PdfReader(pdf).pages]

    return lay_out


@pytest.mark.slow
@soffice
def test_a_page_has_22_lines_of_28_characters(snapshot: Snapshot, pages: Callable[[bytes], list[str]]) -> None:
    found = letterhead.sheet("x")
    found.add_paragraph("测" * (28 * 22 * 2 - 2))  # the first line is indented by two
    first, second = ([line for line in page.split("\n") if "测" in line] for page in pages(letterhead.saved(found)))
    assert [len(line.strip()) for line in first] == [26] + [28] * 21
    assert [len(line.strip()) for line in second] == [28] * 22


@pytest.mark.slow
@soffice
def test_nothing_is_lost_on_the_pages(snapshot: Snapshot, pages: Callable[[bytes], list[str]]) -> None:
    told = bulletin_facts(snapshot)
    shown = re.sub(r"\s", "", "".join(pages(bulletin(told))))
    rows = [row for band in told["bands"] for row in band["rows"]]
    for row in rows:
        assert re.sub(r"\s", "", f"{row['number']}{row['title']}")[:10] in shown
    assert (
        shown.index("附件1红灯和黄灯事项") < shown.index("附件2各责任单位牵头事项情况") < shown.index("送：区委办公室")
    )
    assert shown.count("—1—") == 1
