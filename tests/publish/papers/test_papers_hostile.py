"""Whatever people wrote in a registry, no paper made of it holds a field, a link, or a template that is worked out."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from dcgd.index.people import Position
from dcgd.model import Duty
from dcgd.publish.papers.appraisal import appraisal, appraisal_facts
from dcgd.publish.papers.brief import brief, brief_facts
from dcgd.publish.papers.reminder import Upcoming, chase_facts, letter, letter_facts
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.score import scores

LIVE = ("fldChar", "fldSimple", "instrText", "hyperlink", "object", "altChunk", "sdt", "drawing", "pict")


@pytest.fixture(scope="module")
def papers(hostile: Snapshot) -> dict[str, bytes]:
    """The papers of a registry in which all that people write is an attack, the names and posts of people, too."""
    leader = "{{ 7*7 }}</w:t>"
    items = [replace(judged, home=replace(judged.home, people=((leader, Duty.LEADER),))) for judged in hostile.items]
    place = hostile.items[0].home.document_id, leader
    led = replace(hostile, items=items, people=[place], positions={place: Position('=HYPERLINK("x")', None)})
    chased = chase_facts(led)
    assert chased is not None
    return {
        "chase": letter(chased),
        "reminder": letter(letter_facts(led, Upcoming(items[0].lead_units[0], tuple(items[:5])))),
        "brief": brief(brief_facts(led, place)),
        "appraisal": appraisal(appraisal_facts(led, scores(items, {}, date(2023, 9, 30)), with_scores=True)),
    }


@pytest.mark.parametrize("name", ["chase", "reminder", "brief", "appraisal"])
def test_nothing_in_a_paper_is_live(papers: dict[str, bytes], name: str) -> None:
    document = Document(io.BytesIO(papers[name]))
    body = document.element.body
    assert not [tag for tag in LIVE for _element in body.iter(qn(f"w:{tag}"))]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    assert not re.search(r"(?<![\d.])49(?![\d.项个])", text), "{{ 7*7 }} was not worked out"
    assert len(text) > 50
