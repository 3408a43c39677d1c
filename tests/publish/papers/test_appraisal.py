"""The result of the appraisal: grades and names by group in the order of rank; scores only when asked for."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from docx import Document

from dcgd.publish.papers.appraisal import appraisal, appraisal_facts, graded
from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.render import OwnTemplate, house_template
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.score import Journal, Score, scores

ISSUED = Imprint(number="云督考〔2025〕1号", dated=date(2025, 10, 16))


@pytest.fixture(scope="module")
def ranking(snapshot: Snapshot) -> list[Score]:
    journals = {"": Journal(snapshot.problems.get("", ()), snapshot.notices.get("", ()), str)}
    return scores(snapshot.items, journals, snapshot.as_of)


def text_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_units_are_ranked_among_their_like_and_ties_share_the_grade(snapshot: Snapshot, ranking: list[Score]) -> None:
    (first, members), *others = graded(snapshot, ranking)
    assert first == "政府部门"
    assert [grade for _score, _rank, grade in members] == ["优秀"] * 3 + ["良好"] * 4 + [""] * 3
    points = [score.points for score, _rank, _grade in members]
    assert points == sorted(points, reverse=True)
    assert {group for group, _members in others} == {"垂管单位", "开发区"}
    even = [replace(score, points=Decimal(90)) for score in ranking]
    assert {grade for _score, _rank, grade in graded(snapshot, even)[0][1]} == {"优秀"}
    assert {rank for _score, rank, _grade in graded(snapshot, even)[0][1]} == {1}


def test_who_leads_nothing_is_in_no_grade(snapshot: Snapshot, ranking: list[Score]) -> None:
    listed = {score.name for _group, members in graded(snapshot, ranking) for score, _rank, _grade in members}
    assert "区财政局" not in listed
    assert len(listed) == 12


def test_it_names_grades_and_no_points(snapshot: Snapshot, ranking: list[Score]) -> None:
    text = text_of(appraisal(appraisal_facts(snapshot, ranking, ISSUED)))
    assert "一、优秀（3个）\n政府部门3个：区人社局、" in text
    assert "二、良好（6个）" in text
    assert "优秀占30%、良好占40%" in text
    assert "对结果有异议的，于10月23日前向区政府督查室书面提出。" in text
    assert "经　　　　　　　　同意" in text, "who agreed is not known"
    assert "100.00" not in text
    assert "区住建局" not in text, "who has no grade is not named"


def test_scores_are_added_when_asked_and_add_up(snapshot: Snapshot, ranking: list[Score]) -> None:
    facts: dict[str, Any] = appraisal_facts(snapshot, ranking, ISSUED, with_scores=True)
    (table, *_others) = (band for band in facts["score_groups"])
    assert table["title"] == "政府部门（10个）"
    for band in facts["score_groups"]:
        for row in band["rows"]:
            parts = sum(Decimal(row[key]) for key in ("tasks", "reports", "notices", "problems"))
            assert Decimal(row["points"]) == 100 + parts
    assert facts["to"].strip("　") == "", "to whom the points go is for the office to say"
    assert "附件：考核得分（内部）" in text_of(appraisal(facts))


def test_what_is_not_known_is_room_to_write_in(snapshot: Snapshot, ranking: list[Score]) -> None:
    text = text_of(appraisal(appraisal_facts(snapshot, ranking)))
    assert "云督考〔2025〕　　号" in text
    assert not re.search("—|None", text)


def test_a_template_of_ones_own_gets_the_same_facts(snapshot: Snapshot, ranking: list[Score]) -> None:
    facts = appraisal_facts(snapshot, ranking)
    assert text_of(appraisal(facts, OwnTemplate(house_template("appraisal.docx")))) == text_of(appraisal(facts))
