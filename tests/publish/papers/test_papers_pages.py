"""Every Word paper as LibreOffice lays it out: size, margins, one page where it must be, nothing lost."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from dcgd.model import Notice
from dcgd.publish.papers.appraisal import appraisal, appraisal_facts
from dcgd.publish.papers.brief import brief, brief_facts, leaders
from dcgd.publish.papers.bulletin import bulletin, bulletin_facts
from dcgd.publish.papers.notice import notice_facts, sheet
from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.reminder import chase_facts, letter, letter_facts, upcoming
from dcgd.registry.files import shipped
from dcgd.tracking.score import Journal, scores
from districts import EXAMPLE, snapshot_of
from printed import to_pdf
from systems import needs

pytestmark = [pytest.mark.slow, needs("soffice")]
POINTS = 72 / 25.4
ISSUED = Imprint(number="云督〔2025〕1号", dated=date(2025, 10, 16), phone="0000-0000099")
ONE_PAGE = ("brief", "reminder", "chase")


def papers() -> dict[str, bytes]:
    """One of each paper: of the made-up district, and the letter to the many units of the real one."""
    snapshot = snapshot_of(EXAMPLE, day=date(2025, 9, 30))
    silent = snapshot_of(Path(shipped()), day=date(2023, 9, 30))
    (judged,) = (item for item in snapshot.items if item.item.id == "6-1")
    journals = {"": Journal(snapshot.problems.get("", ()), snapshot.notices.get("", ()), str)}
    ranking = scores(snapshot.items, journals, snapshot.as_of)
    notice = Notice(
        number="DB-2025-009", level="红", unit="区发展和改革局", subject="6-1", issued=date(2025, 9, 30),  # type: ignore[arg-type]
        reply_by=date(2025, 10, 11), reason="；".join(judged.verdict.reasons),
    )  # fmt: skip
    return {
        "bulletin": bulletin(bulletin_facts(snapshot, ISSUED)),
        "notice": sheet(notice_facts(replace(snapshot, items=[judged]), notice, ISSUED)),
        "chase": letter(chase_facts(snapshot, ISSUED) or {}),
        "chase-many": letter(chase_facts(silent) or {}),
        "reminder": letter(letter_facts(snapshot, upcoming(snapshot)[0], ISSUED)),
        "brief": brief(brief_facts(snapshot, leaders(snapshot)[2], ISSUED)),
        "appraisal": appraisal(appraisal_facts(snapshot, ranking, ISSUED, with_scores=True)),
    }


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return papers()


@pytest.fixture(scope="module")
def laid_out(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The pages of each paper."""
    from pypdf import PdfReader

    folder = tmp_path_factory.mktemp("papers")
    pdfs = to_pdf(folder, {f"{name}.docx": data for name, data in made.items()})
    return {name: list(PdfReader(pdfs[f"{name}.docx"]).pages) for name in made}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_page_is_a4_upright(laid_out: dict[str, list[Any]]) -> None:
    for pages in laid_out.values():
        for page in pages:
            assert [round(float(side) / POINTS) for side in page.mediabox[2:]] == [210, 297]


def test_what_must_stand_on_one_page_does_and_a_notice_has_one_for_its_answer(laid_out: dict[str, list[Any]]) -> None:
    assert {name: len(laid_out[name]) for name in ONE_PAGE} == dict.fromkeys(ONE_PAGE, 1)
    first, second = (squeezed(page.extract_text()) for page in laid_out["notice"])
    assert "红色督办单" in first
    assert second.startswith("督办事项反馈单")


def test_no_text_stands_in_the_margins(laid_out: dict[str, list[Any]]) -> None:
    for name, pages in laid_out.items():
        for page in pages:
            places: list[tuple[float, float, str]] = []

            def visit(text: str, _cm: Any, at: Any, _font: Any, _size: Any, places: Any = places) -> None:
                if text.strip():
                    places.append((at[4] / POINTS, at[5] / POINTS, text))

            page.extract_text(visitor_text=visit)
            assert places
            for left, bottom, text in places:
                assert 27 <= left <= 210 - 25, (name, text)
                assert 18 <= bottom <= 297 - 24, (name, text)


def test_no_word_of_a_paper_is_lost_or_cut_off(made: dict[str, bytes], laid_out: dict[str, list[Any]]) -> None:
    for name, data in made.items():
        shown = squeezed("".join(page.extract_text() for page in laid_out[name]))
        document = Document(io.BytesIO(data))
        for table in document.tables:
            for row in table.rows:
                for cell in row.cells:
                    for character in squeezed(cell.text):
                        assert character in shown, (name, cell.text)
        for paragraph in document.paragraphs:
            for part in re.split(r"\s|，|。", paragraph.text):
                assert squeezed(part)[:6] in shown, (name, part)


def test_a_table_that_goes_on_repeats_its_head(laid_out: dict[str, list[Any]]) -> None:
    _letter, *pages = (squeezed(page.extract_text()) for page in laid_out["chase-many"])
    assert len(pages) > 1
    assert all("序号单位应报已报未报联络员" in page for page in pages)


def test_the_first_page_of_the_bulletin_shows_its_text_and_the_last_its_imprint(laid_out: dict[str, list[Any]]) -> None:
    first, *_between, last = (squeezed(page.extract_text()) for page in laid_out["bulletin"])
    assert "一、总体情况" in first
    assert "2025年10月16日印发" in last
    assert "附件2" in last
